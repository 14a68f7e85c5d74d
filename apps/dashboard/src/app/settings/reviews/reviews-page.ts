/**
 * Access reviews: once a quarter somebody looks at who may get in and as what. In: the reviews, newest
 * first, and the day by which the next is to be done. Out: a review begun, and the way to each.
 */
import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { AccessReviewsDocument, StartAccessReviewDocument } from '@chaperone/contract/reviews';
import { Graphql, graphqlResource, Session } from '../../api/index.js';
import { DayPipe, MomentPipe, today, WholePipe } from '../../shell/formats.js';
import { EmptyState, FailureNotice, Icon, PageHead, Pager, Waiting } from '../../shell/ui/index.js';
import { urlState, whole } from '../../shell/url-state.js';
import { Attempt } from '../../sign-in/attempt.js';
import { ReviewProgress } from './review-progress.js';

/** Reviews of a page; one is open at a time, and it is the newest. */
const SIZE = 20;

@Component({
  imports: [
    DayPipe,
    EmptyState,
    FailureNotice,
    Icon,
    MomentPipe,
    PageHead,
    Pager,
    ReviewProgress,
    RouterLink,
    TranslocoPipe,
    Waiting,
    WholePipe,
  ],
  templateUrl: './reviews-page.html',
  styleUrls: ['../settings.scss', './reviews.scss'],
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
    return due !== undefined && due <= today(this.session.viewer()?.organisation.timeZone ?? 'UTC');
  });
  protected readonly open = computed(() =>
    this.found()?.items.find(({ completedAt }) => !completedAt),
  );
  protected readonly past = computed(
    () => this.found()?.items.filter(({ completedAt }) => completedAt) ?? [],
  );
  private readonly graphql = inject(Graphql);
  private readonly router = inject(Router);

  protected async start(): Promise<void> {
    const done = await this.attempt.make(() => this.graphql.mutate(StartAccessReviewDocument, {}));
    if (done) await this.router.navigate(['/settings/reviews', done.startAccessReview.ref]);
    // somebody else may have begun one
    else this.read.reload();
  }
}
