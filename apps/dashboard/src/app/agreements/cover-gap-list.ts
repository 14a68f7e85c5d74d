import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CoverGapsDocument, type CoverGapsQuery } from '@chaperone/contract/agreements';
import { graphqlResource } from '../api/index.js';
import { PluralPipe } from '../shell/formats.js';
import { Icon, Pager, Waiting } from '../shell/ui/index.js';
import { Say } from '../vendors/say.js';

type Gap = CoverGapsQuery['coverGaps']['items'][number];

/** Few enough to see the agreements below. */
const SIZE = 10;

/** Services whose cover is needed and not in force, the riskiest vendors first. */
@Component({
  selector: 'ch-cover-gaps',
  imports: [Icon, Pager, PluralPipe, RouterLink, TranslocoPipe, Waiting],
  template: `
    <section class="card" aria-labelledby="gaps">
      <h2 id="gaps">{{ 'agreements.gaps.title' | transloco }}</h2>
      <ch-waiting [on]="read" [count]="3" />
      @if (found(); as page) {
        @if (page.totalCount) {
          <p class="bad">
            <ch-icon name="warning" /> {{ page.totalCount | plural: 'agreements.gaps.count' }}
          </p>
          <ul>
            @for (gap of page.items; track $index) {
              <li>
                <a
                  [routerLink]="['/vendors', gap.vendor.ref]"
                  [queryParams]="{ tab: 'agreements' }"
                  >{{ gap.vendor.displayName }}</a
                >
                <span>{{ gap.service.name }}</span>
                <span class="quiet">{{ reason(gap) }}</span>
              </li>
            }
          </ul>
          @if (page.totalCount > size) {
            <ch-pager
              [label]="'agreements.gaps.pages' | transloco"
              [total]="page.totalCount"
              [page]="place()"
              [size]="size"
              (paged)="place.set($event)"
            />
          }
        } @else {
          <p><ch-icon name="check" /> {{ 'agreements.gaps.none' | transloco }}</p>
        }
      }
    </section>
  `,
  styles: `
    h2 {
      margin: 0 0 0.5rem;
      font-size: 1.125rem;
    }
    p {
      display: flex;
      align-items: center;
      gap: 0.375rem;
      margin: 0 0 0.5rem;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: grid;
      grid-template-columns: minmax(10rem, 1fr) minmax(10rem, 1fr) 2fr;
      gap: 0.25rem 1rem;
      padding-block: 0.375rem;
      border-block-start: 1px solid var(--line);
    }
    @media (max-width: 40rem) {
      li {
        grid-template-columns: 1fr;
      }
    }
  `,
})
export class CoverGapList {
  protected readonly size = SIZE;
  protected readonly place = signal(1);
  private readonly say = inject(Say);
  protected readonly read = graphqlResource(CoverGapsDocument, () => ({
    offset: (this.place() - 1) * SIZE,
    limit: SIZE,
  }));
  protected readonly found = computed(() => this.read.value()?.coverGaps);

  /** "BAA: expired; clinical records". */
  protected reason({ cover, code, uncoveredClasses }: Gap): string {
    const why = `${this.say.word('coverKind', cover)}: ${this.say.text(`agreements.gaps.why.${code}`)}`;
    if (!uncoveredClasses.length) return why;
    const classes = uncoveredClasses.map((each) => this.say.inner('dataClass', each));
    return `${why} (${this.say.list(classes)})`;
  }
}
