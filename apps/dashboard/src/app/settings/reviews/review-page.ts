/**
 * One access review. In: its ref or key in the address. Out: while it is open, a verdict on each line, several
 * at once, and its completion; afterwards the record. A press that fails changes nothing on the page:
 * what was picked and typed stays.
 */
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  AccessReviewDocument,
  AttestAccessDocument,
  CompleteAccessReviewDocument,
  ReviewAccessDocument,
  type ReviewLineFragment,
} from '@chaperone/contract/reviews';
import { Graphql, graphqlResource, Session } from '../../api/index.js';
import { HistoryPanel } from '../../audit/history-panel.js';
import { ListFileLink } from '../../files/list-file-link.js';
import { DayPipe, MomentPipe, PluralPipe } from '../../shell/formats.js';
import {
  EmptyState,
  FailureNotice,
  Icon,
  PageHead,
  Pager,
  Toasts,
  Waiting,
} from '../../shell/ui/index.js';
import { choice, urlState, whole } from '../../shell/url-state.js';
import { Attempt } from '../../sign-in/attempt.js';
import { Say } from '../../vendors/say.js';
import { ReviewProgress } from './review-progress.js';
import { ReviewTable, type Pressed } from './review-table.js';
import { RevokeDialog } from './revoke-dialog.js';

/** Lines of a page: as many as the server gives, so that most reviews print whole. */
const SIZE = 100;

@Component({
  imports: [
    DayPipe,
    EmptyState,
    FailureNotice,
    HistoryPanel,
    Icon,
    ListFileLink,
    MomentPipe,
    PageHead,
    Pager,
    PluralPipe,
    ReviewProgress,
    ReviewTable,
    RevokeDialog,
    TranslocoPipe,
    Waiting,
  ],
  templateUrl: './review-page.html',
  styleUrls: ['../settings.scss', './reviews.scss'],
})
export class ReviewPage {
  protected readonly size = SIZE;
  protected readonly session = inject(Session);
  protected readonly attempt = new Attempt();
  protected readonly state = urlState({
    page: whole(1),
    show: choice(['ALL', 'UNDECIDED'], 'ALL'),
  });
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);
  private readonly params = toSignal(inject(ActivatedRoute).paramMap, { requireSync: true });
  protected readonly crumbs = [
    { label: this.say.text('settings.reviews.title'), link: '/settings/reviews' },
  ];
  protected readonly read = graphqlResource(AccessReviewDocument, () => ({
    id: this.params().get('id') ?? '',
    undecided: this.state.show() === 'UNDECIDED',
    offset: Math.max(0, this.state.page() - 1) * SIZE,
    limit: SIZE,
  }));
  protected readonly review = computed(() => this.read.value()?.accessReview);
  protected readonly missing = computed(() => this.read.value() && this.review() === null);
  protected readonly left = computed(() => (this.review()?.total ?? 0) - this.decided());
  protected readonly decided = computed(() => this.review()?.decided ?? 0);
  protected readonly writing = computed(
    () => this.session.can('reviews:write') && this.review()?.completedAt === null,
  );
  protected readonly listed = computed(() =>
    this.state.show() === 'UNDECIDED' ? this.left() : (this.review()?.total ?? 0),
  );
  protected readonly file = computed(
    () => `/exports/access-review.csv?id=${encodeURIComponent(this.review()?.ref ?? '')}`,
  );

  /** Lines that can be kept together: undecided, as they were listed, and not the reader's own. */
  protected readonly pickable = computed(() =>
    (this.review()?.items ?? []).filter(
      ({ verdict, standing, personId }) =>
        !verdict && standing === 'AS_LISTED' && personId !== this.session.viewer()?.person?.id,
    ),
  );
  /** Picked ones stay picked when the list is read again, as far as they can still be kept. */
  protected readonly picked = linkedSignal<readonly ReviewLineFragment[], ReadonlySet<string>>({
    source: this.pickable,
    computation: (now, before) =>
      new Set(now.map(({ id }) => id).filter((id) => before?.value.has(id))),
  });
  protected readonly note = signal('');
  protected readonly revoking = signal<ReviewLineFragment | undefined>(undefined);

  protected pickAll(all: boolean): void {
    this.picked.set(new Set(all ? this.pickable().map(({ id }) => id) : []));
  }

  protected pick(id: string): void {
    const picked = new Set(this.picked());
    if (!picked.delete(id)) picked.add(id);
    this.picked.set(picked);
  }

  protected async press({ line, verdict }: Pressed): Promise<void> {
    if (verdict === 'REVOKE' && line.currentRole) this.revoking.set(line);
    else await this.decide(line, verdict);
  }

  protected async keepPicked(): Promise<void> {
    const reviewId = this.review()?.id ?? '';
    const itemIds = [...this.picked()];
    if (itemIds.length === 0) return;
    const input = { reviewId, itemIds, note: this.note().trim() || null };
    const done = await this.attempt.make(() =>
      this.graphql.mutate(AttestAccessDocument, { input }),
    );
    if (done) this.note.set('');
    this.read.reload();
  }

  protected async complete(): Promise<void> {
    const id = this.review()?.id ?? '';
    const done = await this.attempt.make(() =>
      this.graphql.mutate(CompleteAccessReviewDocument, { id }),
    );
    if (done) this.toasts.show(this.say.text('settings.reviews.isCompleted'));
    // the notice that one is due stands on other parts of the page
    if (done) this.graphql.refresh();
    else this.read.reload();
  }

  protected print(): void {
    window.print();
  }

  private async decide(line: ReviewLineFragment, verdict: 'KEEP' | 'REVOKE'): Promise<void> {
    const reviewId = this.review()?.id ?? '';
    const input = { reviewId, itemId: line.id, verdict, role: line.currentRole };
    await this.attempt.make(() => this.graphql.mutate(ReviewAccessDocument, { input }));
    this.read.reload();
  }
}
