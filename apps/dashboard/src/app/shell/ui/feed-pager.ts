import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon.js';

/** The ways through a feed that grows at its head: back to the newest, on to older ones. */
@Component({
  selector: 'ch-feed-pager',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (after() || next()) {
      <nav class="toolbar no-print" [attr.aria-label]="'ui.pager.label' | transloco">
        @if (after()) {
          <button type="button" class="button" (click)="moved.emit('')">
            <ch-icon name="left" /> {{ 'ui.feed.newest' | transloco }}
          </button>
        }
        @if (next(); as next) {
          <button type="button" class="button" (click)="moved.emit(next)">
            {{ 'ui.feed.older' | transloco }} <ch-icon name="right" />
          </button>
        }
      </nav>
    }
  `,
  styles: `
    nav {
      margin-block-start: 0.75rem;
    }
  `,
})
export class FeedPager {
  /** Where this stretch begins; empty: at the newest. */
  readonly after = input.required<string>();
  /** Where the next one begins; none: there are no older ones. */
  readonly next = input.required<string | null | undefined>();
  readonly moved = output<string>();
}
