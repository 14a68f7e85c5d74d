/**
 * Access reviews: once a quarter somebody looks at who may get in and as what, and says of each
 * whether that is still right. In: the reviews, newest first, and the day the next one is due. Out:
 * a review begun, a verdict on each person, the review completed.
 */
import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  AccessReviewsDocument,
  CompleteAccessReviewDocument,
  StartAccessReviewDocument,
} from '@chaperone/contract/settings';
import { Graphql, graphqlResource, Session } from '../../api/index.js';
import { DayPipe, MomentPipe, PluralPipe } from '../../shell/formats.js';
import { FailureNotice, Icon, PageHead, Pager, Toasts, Waiting } from '../../shell/ui/index.js';
import { urlState, whole } from '../../shell/url-state.js';
import { Attempt } from '../../sign-in/attempt.js';
import { Say } from '../../vendors/say.js';
import { ReviewSheet } from './review-sheet.js';

/** Reviews of a page; one is open at a time, and it is the newest. */
const SIZE = 10;

@Component({
  imports: [
    DayPipe,
    FailureNotice,
    Icon,
    MomentPipe,
    PageHead,
    Pager,
    PluralPipe,
    ReviewSheet,
    TranslocoPipe,
    Waiting,
  ],
  templateUrl: './reviews-page.html',
  styleUrl: '../settings.scss',
})
export class ReviewsPage {
  protected readonly state = urlState({ page: whole(1) });
  protected readonly size = SIZE;
  protected readonly session = inject(Session);
  protected readonly attempt = new Attempt();
  protected readonly read = graphqlResource(AccessReviewsDocument, () => ({
    offset: Math.max(0, this.state.page() - 1) * SIZE,
    limit: SIZE,
  }));
  protected readonly found = computed(() => this.read.value()?.accessReviews);
  protected readonly due = computed(() => this.read.value()?.accessReviewDue);
  protected readonly overdue = computed(() => {
    const due = this.due();
    return due != null && Date.parse(due) < Date.now();
  });
  protected readonly open = computed(() =>
    this.found()?.items.find(({ completedAt }) => !completedAt),
  );
  protected readonly past = computed(
    () => this.found()?.items.filter(({ completedAt }) => completedAt) ?? [],
  );
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected async start(): Promise<void> {
    const done = await this.attempt.make(() => this.graphql.mutate(StartAccessReviewDocument, {}));
    if (done) this.read.reload();
  }

  protected async complete(id: string): Promise<void> {
    const done = await this.attempt.make(() =>
      this.graphql.mutate(CompleteAccessReviewDocument, { id }),
    );
    if (!done) return;
    this.toasts.show(this.say.text('settings.reviews.completed'));
    this.read.reload();
  }
}
