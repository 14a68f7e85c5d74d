import { Component, computed, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { whole } from '../formats.js';
import type { Order } from '../url-state.js';
import { Icon } from './icon.js';

/** A column's head that sorts: `<th chSort="NAME" [order]="…" (ordered)="…">Name</th>`. */
@Component({
  selector: 'th[chSort]',
  imports: [Icon],
  template: `
    <button type="button" (click)="turn()">
      <ng-content />
      <ch-icon [name]="direction() === 'ASC' ? 'up' : 'down'" [class.off]="!direction()" />
    </button>
  `,
  host: { scope: 'col', '[attr.aria-sort]': 'aria()' },
  styles: `
    button {
      display: inline-flex;
      align-items: center;
      gap: 0.125rem;
      min-block-size: 1.75rem;
      padding: 0;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }
    button:hover {
      color: var(--ink);
    }
    .off {
      opacity: 0;
    }
    button:hover .off,
    button:focus-visible .off {
      opacity: 0.5;
    }
  `,
})
export class SortHeader<F extends string> {
  readonly field = input.required<F>({ alias: 'chSort' });
  readonly order = input.required<Order<F>>();
  /** Which way the first click sorts; figures want the largest first. */
  readonly first = input<'ASC' | 'DESC'>('ASC');
  readonly ordered = output<Order<F>>();

  protected readonly direction = computed(() =>
    this.order().field === this.field() ? this.order().direction : undefined,
  );
  protected readonly aria = computed(() => {
    const direction = this.direction();
    if (!direction) return null;
    return direction === 'ASC' ? 'ascending' : 'descending';
  });

  protected turn(): void {
    const now = this.direction();
    const direction = now ? (now === 'ASC' ? 'DESC' : 'ASC') : this.first();
    this.ordered.emit({ field: this.field(), direction });
  }
}

/** "51–100 of 1,234" and the way to the pages beside; pages count from 1. */
@Component({
  selector: 'ch-pager',
  imports: [Icon, TranslocoPipe],
  template: `
    <nav [attr.aria-label]="label() || ('ui.pager.label' | transloco)">
      <span role="status">{{ 'ui.pager.range' | transloco: range() }}</span>
      @if (pages() > 1) {
        <button
          type="button"
          class="button icon-only"
          [disabled]="page() <= 1"
          [attr.aria-label]="'ui.pager.previous' | transloco"
          (click)="paged.emit(page() - 1)"
        >
          <ch-icon name="left" />
        </button>
        <button
          type="button"
          class="button icon-only"
          [disabled]="page() >= pages()"
          [attr.aria-label]="'ui.pager.next' | transloco"
          (click)="paged.emit(page() + 1)"
        >
          <ch-icon name="right" />
        </button>
      }
    </nav>
  `,
  styles: `
    nav {
      display: flex;
      align-items: center;
      justify-content: flex-end;
      gap: 0.375rem;
      font-size: 0.875rem;
      color: var(--ink-2);
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class Pager {
  readonly total = input.required<number>();
  readonly page = input.required<number>();
  readonly size = input(50);
  /** What the pages are of, where one view holds two lists. */
  readonly label = input('');
  readonly paged = output<number>();

  protected readonly pages = computed(() => Math.max(1, Math.ceil(this.total() / this.size())));
  protected readonly range = computed(() => {
    const from = (this.page() - 1) * this.size();
    const to = Math.min(from + this.size(), this.total());
    return {
      from: whole(Math.min(from + 1, this.total())),
      to: whole(to),
      total: whole(this.total()),
    };
  });
}
