import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BreachMatchesQuery } from '@chaperone/contract/breaches';
import { WordPipe } from '../../shell/formats.js';
import { Say } from '../../vendors/say.js';
import { HappenedPipe } from '../known-day.js';
import { People } from '../people.js';

/** What is shown of a record beside a vendor; a part of it will do. */
export type Facts = Pick<
  BreachMatchesQuery['breachMatches']['items'][number]['breach'],
  | 'id'
  | 'ref'
  | 'title'
  | 'source'
  | 'sourceUrl'
  | 'discoveredOn'
  | 'discoveredPrecision'
  | 'breachedOn'
  | 'breachedPrecision'
  | 'reportedOn'
  | 'reportedPrecision'
  | 'people'
  | 'peoplePlaceholder'
  | 'dataClasses'
  | 'causes'
  | 'usState'
  | 'description'
> & { domain?: string | null; entityType?: string | null; filedByVendor?: boolean };

// Enough to recognise the story; the rest stands on the record's own page.
const EXCERPT = 420;

/** One record in short, as it stands beside a vendor or beside another record. */
@Component({
  selector: 'ch-breach-facts',
  imports: [HappenedPipe, People, RouterLink, TranslocoPipe, WordPipe],
  template: `
    <p class="head" role="heading" [attr.aria-level]="level()">
      <a [routerLink]="['/breaches', breach().ref]">{{ breach().title }}</a>
    </p>
    <p class="quiet small">
      {{ breach().ref }} · {{ breach().source | word: 'breachSource' }}
      @if (breach().usState) {
        · {{ breach().usState }}
      }
      @if (breach().entityType) {
        · {{ breach().entityType }}
      }
      @if (breach().sourceUrl; as url) {
        ·
        <a [href]="url" target="_blank" rel="noreferrer noopener">{{
          'breaches.source' | transloco
        }}</a>
      }
    </p>
    <dl class="facts">
      <dt>{{ 'breaches.table.happened' | transloco }}</dt>
      <dd>{{ (breach() | happened) || ('breaches.notKnown' | transloco) }}</dd>
      <dt>{{ 'breaches.table.people' | transloco }}</dt>
      <dd>
        <ch-people
          [people]="breach().people"
          [placeholder]="breach().peoplePlaceholder"
          [unit]="true"
        />
      </dd>
      @if (breach().domain) {
        <dt>{{ 'breaches.record.domain' | transloco }}</dt>
        <dd>{{ breach().domain }}</dd>
      }
      @if (classes()) {
        <dt>{{ 'breaches.record.dataClasses' | transloco }}</dt>
        <dd>{{ classes() }}</dd>
      }
      @if (causes()) {
        <dt>{{ 'breaches.table.causes' | transloco }}</dt>
        <dd>{{ causes() }}</dd>
      }
    </dl>
    @if (excerpt()) {
      <p class="small story">{{ excerpt() }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
      overflow-wrap: anywhere;
    }
    p {
      margin: 0 0 0.375rem;
    }
    .head {
      font-weight: 650;
    }
    .facts {
      font-size: 0.9375rem;
    }
    .story {
      margin-block-start: 0.5rem;
      color: var(--ink-2);
    }
  `,
})
export class BreachFacts {
  readonly breach = input.required<Facts>();
  /** Of its heading. */
  readonly level = input(2);
  private readonly say = inject(Say);

  protected readonly classes = computed(() => this.words(this.breach().dataClasses, 'dataClass'));
  protected readonly causes = computed(() => this.words(this.breach().causes, 'verisAction'));
  protected readonly excerpt = computed(() => {
    const story = this.breach().description;
    return story.length > EXCERPT ? `${story.slice(0, EXCERPT).trimEnd()} …` : story;
  });

  private words(values: readonly string[] | null, list: string): string {
    return (values ?? []).map((value) => this.say.word(list, value)).join(', ');
  }
}
