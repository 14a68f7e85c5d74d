import { Component, input, output } from '@angular/core';
import type { GraphqlResource } from '../../api/index.js';
import { FilterChips, type Chip } from './filters.js';
import { Pager } from './table.js';
import { Waiting } from './waiting.js';

/**
 * What stands around every list: its tools and the filters that are on, the wait for its first rows, the
 * rows on a card, the way to further pages, and what is said where there are none. The page gives the
 * parts: `tools` beside each other above, `above` between them and the rows, a table, and `<ch-empty>`
 * for an empty list. It keeps nothing; the page's URL does.
 */
@Component({
  selector: 'ch-list-frame',
  imports: [FilterChips, Pager, Waiting],
  template: `
    <div class="toolbar no-print"><ng-content select="[tools]" /></div>
    <ng-content select="[note]" />
    <ch-chips [chips]="chips()" (removed)="removed.emit($event)" (cleared)="cleared.emit()" />
    <ch-waiting [on]="of()" [count]="count()" />
    @if (total()) {
      <ng-content select="[above]" />
      <section class="card" [class.rows-stale]="of().loading()" [attr.aria-busy]="of().loading()">
        <ng-content />
      </section>
      @if (size(); as size) {
        <ch-pager
          [total]="total() ?? 0"
          [page]="page()"
          [size]="size"
          (paged)="paged.emit($event)"
        />
      }
    } @else if (total() === 0 && !of().failure()) {
      <ng-content select="ch-empty" />
    }
  `,
  styles: `
    :host {
      display: block;
    }
    .toolbar:empty {
      display: none;
    }
    ch-chips {
      display: block;
      margin-block-end: 0.75rem;
    }
    ch-chips:not(:has(ul)) {
      display: none;
    }
    section {
      /* words for screen readers scroll with the rows, or they widen the page */
      position: relative;
      margin-block-end: 0.5rem;
      padding: 0.25rem 0.75rem;
      overflow-x: auto;
    }
  `,
})
export class ListFrame {
  readonly of = input.required<GraphqlResource<unknown>>();
  /** Rows behind the view on all its pages; none while nothing has come yet. */
  readonly total = input.required<number | undefined>();
  /** Rows of a page; none: the list has no pages. */
  readonly size = input<number>();
  readonly page = input(1);
  readonly paged = output<number>();
  readonly chips = input<readonly Chip[]>([]);
  readonly removed = output<string>();
  readonly cleared = output();
  /** Grey rows while the first ones are on their way. */
  readonly count = input(8);
}
