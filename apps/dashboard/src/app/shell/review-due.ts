import { Component, computed, inject, type Signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { AccessReviewDueDocument } from '@chaperone/contract/reviews';
import { graphqlResource, Session } from '../api/index.js';
import { DayPipe, today } from './formats.js';
import { Icon } from './ui/icon.js';

/**
 * Since when an access review is due, for whoever can hold one; undefined while none is. Must be
 * called where `inject` may be called.
 */
export function reviewDueSince(): Signal<string | undefined> {
  const session = inject(Session);
  const read = graphqlResource(AccessReviewDueDocument, () =>
    session.can('reviews:write') ? {} : undefined,
  );
  return computed(() => {
    const due = session.can('reviews:write') ? read.value()?.accessReviewDue : undefined;
    const zone = session.viewer()?.organisation.timeZone ?? 'UTC';
    return due && due <= today(zone) ? due : undefined;
  });
}

/** Says on top of a page that an access review is due, to whoever can hold one. */
@Component({
  selector: 'ch-review-due',
  imports: [DayPipe, Icon, RouterLink, TranslocoPipe],
  template: `
    @if (since(); as since) {
      <p class="notice no-print">
        <ch-icon name="warning" />
        <span>
          {{ 'shell.reviewDue.text' | transloco: { day: (since | day) } }}
          <a routerLink="/settings/reviews">{{ 'shell.reviewDue.go' | transloco }}</a>
        </span>
      </p>
    }
  `,
  styles: `
    .notice {
      margin-block: 0 0.75rem;
      background: var(--card);
    }
    ch-icon {
      color: var(--bad);
    }
  `,
})
export class ReviewDueNotice {
  protected readonly since = reviewDueSince();
}
