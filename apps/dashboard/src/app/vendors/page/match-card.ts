import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { HappenedPipe } from '../../breaches/known-day.js';
import { DayPipe, WholePipe, WordPipe } from '../../shell/formats.js';
import { Icon } from '../../shell/ui/index.js';
import type { Match } from '../forms/match-form.js';
import { Say } from '../say.js';

/** One breach record, why it was proposed for this vendor, and what can be done about it. */
@Component({
  selector: 'ch-match-card',
  imports: [DayPipe, HappenedPipe, Icon, TranslocoPipe, WholePipe, WordPipe],
  template: `
    <h3>
      {{ match().breach.title }}
      @if (match().breach.sample) {
        <span class="sample small">{{ 'vendors.sample' | transloco }}</span>
      }
    </h3>
    <p class="quiet small">
      {{ match().breach.ref }} · {{ match().breach.source | word: 'breachSource' }} ·
      {{ match().breach | happened }} ·
      @if (match().breach.people !== null && !match().breach.peoplePlaceholder) {
        {{ 'vendors.people' | transloco: { people: (match().breach.people | whole) } }}
      } @else {
        {{ 'vendors.peopleUnknown' | transloco }}
      }
      @if (classes()) {
        · {{ classes() }}
      }
      @if (match().breach.incident; as incident) {
        · {{ 'vendors.match.incident' | transloco: { ref: incident.ref } }}
      }
      @if (match().breach.sourceUrl; as url) {
        ·
        <a [href]="url" target="_blank" rel="noreferrer noopener">{{
          'vendors.open' | transloco
        }}</a>
      }
    </p>
    @if (match().breach.description) {
      <details>
        <summary class="small">{{ 'vendors.match.description' | transloco }}</summary>
        <p class="small">{{ match().breach.description }}</p>
      </details>
    }
    <p class="small">
      {{ match().reason | word: 'matchReason' }}
      @if (match().words.length) {
        <b>{{ match().words.join(' ') }}</b>
      }
      ({{ 'breaches.match.alike' | transloco: { score: (match().score * 100 | whole) } }})
      @if (match().state === 'CONFIRMED') {
        · {{ match().fault | word: 'fault' }} · {{ 'vendors.breach.ourData' | transloco }}:
        {{ match().ourData | word: 'knowledge' }}
      }
      @if (match().automatic) {
        · {{ 'vendors.match.automatic' | transloco }}
      } @else if (match().decidedBy) {
        · {{ match().decidedBy?.name }}, {{ match().decidedAt | day: 'short' }}
      }
      {{ match().note }}
    </p>
    @if (decidable()) {
      <div class="actions no-print">
        @if (match().state !== 'REJECTED') {
          <button type="button" class="button small" (click)="confirmed.emit()">
            <ch-icon [name]="match().state === 'CONFIRMED' ? 'edit' : 'check'" />
            {{
              (match().state === 'CONFIRMED' ? 'vendors.match.change' : 'vendors.match.confirm')
                | transloco
            }}
            <span class="sr-only">{{ match().breach.title }}</span>
          </button>
          <button type="button" class="button small" (click)="rejected.emit()">
            <ch-icon name="close" /> {{ 'vendors.match.reject' | transloco }}
            <span class="sr-only">{{ match().breach.title }}</span>
          </button>
        } @else {
          <button type="button" class="button small" (click)="reopened.emit()">
            {{ 'vendors.match.reopen' | transloco }}
            <span class="sr-only">{{ match().breach.title }}</span>
          </button>
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: block;
      padding-block: 0.75rem;
      border-block-end: 1px solid var(--line);
      overflow-wrap: anywhere;
    }
    :host:last-child {
      border-block-end: 0;
    }
    p {
      margin: 0 0 0.25rem;
    }
    details p {
      white-space: pre-line;
    }
    summary {
      min-block-size: 1.5rem;
      cursor: pointer;
    }
    .sample {
      padding-inline: 0.375rem;
      border-radius: 0.25rem;
      background: var(--sample);
      font-weight: 400;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.375rem;
      margin-block-start: 0.375rem;
    }
  `,
})
export class MatchCard {
  readonly match = input.required<Match>();
  readonly decidable = input(false);
  readonly confirmed = output();
  readonly rejected = output();
  readonly reopened = output();
  private readonly say = inject(Say);

  protected readonly classes = computed(() =>
    (this.match().breach.dataClasses ?? [])
      .map((each) => this.say.word('dataClass', each))
      .join(', '),
  );
}
