/**
 * Matches that wait for a person: record beside vendor, why they were put together, and a decision.
 * Confirming says whose failing it was and whether our data was in it; the new score is told at once.
 */
import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  BreachMatchesDocument,
  DecideMatchDocument,
  DecideMatchesDocument,
  type BreachMatchesQuery,
} from '@chaperone/contract/breaches';
import { asFailure, type Failure } from '../api/failure.js';
import { Graphql, graphqlResource, Session } from '../api/index.js';
import { PluralPipe } from '../shell/formats.js';
import { EmptyState, FailureNotice, PageHead, Pager, Toasts, Waiting } from '../shell/ui/index.js';
import { scoreNews } from '../vendors/page/score-news.js';
import { Say } from '../vendors/say.js';
import { QueuedMatch, type MatchEntries } from './queued-match.js';

type Match = BreachMatchesQuery['breachMatches']['items'][number];

/** Cards on a page: each takes a moment's thought. */
const SIZE = 20;

@Component({
  imports: [
    EmptyState,
    FailureNotice,
    PageHead,
    Pager,
    PluralPipe,
    QueuedMatch,
    RouterLink,
    TranslocoPipe,
    Waiting,
  ],
  templateUrl: './match-queue-page.html',
  styles: `
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem;
      margin-block-end: 0.75rem;
    }
    ch-queued-match {
      margin-block-end: 0.75rem;
    }
  `,
})
export class MatchQueuePage {
  protected readonly size = SIZE;
  protected readonly place = signal(1);
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly mayDecide = inject(Session).can('breaches:write');
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected readonly read = graphqlResource(BreachMatchesDocument, () => ({
    filter: { state: ['PROPOSED' as const] },
    offset: (this.place() - 1) * SIZE,
    limit: SIZE,
  }));
  protected readonly found = computed(() => this.read.value()?.breachMatches);

  protected flip(id: string): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen.set(chosen);
  }

  protected confirm(match: Match, entries: MatchEntries): Promise<void> {
    return this.decide(match, { state: 'CONFIRMED', ...entries });
  }

  protected reject(match: Match): Promise<void> {
    return this.decide(match, { state: 'REJECTED' });
  }

  /** All that are ticked, with each source's own default of fault. */
  protected async decideChosen(state: 'CONFIRMED' | 'REJECTED'): Promise<void> {
    const ids = [...this.chosen()];
    await this.trying(async () => {
      await this.graphql.mutate(DecideMatchesDocument, { input: { ids, state } });
      this.chosen.set(new Set());
      const done =
        state === 'CONFIRMED' ? 'breaches.queue.confirmedMany' : 'breaches.queue.rejectedMany';
      this.tell(this.say.count(ids.length, done), ids);
    });
  }

  private async decide(
    match: Match,
    decision: { state: 'CONFIRMED' | 'REJECTED' } & Partial<MatchEntries>,
  ): Promise<void> {
    await this.trying(async () => {
      const input = { id: match.id, rev: match.rev, ...decision };
      const { decideBreachMatch: done } = await this.graphql.mutate(DecideMatchDocument, { input });
      const name = match.vendor.displayName;
      const news =
        decision.state === 'CONFIRMED'
          ? `${name}: ${scoreNews(match.vendor.score, done.vendor.score, this.say)}`
          : this.say.text('breaches.queue.rejected', { name });
      this.tell(news, [match.id]);
    });
  }

  private tell(news: string, ids: readonly string[]): void {
    const label = this.say.text('breaches.queue.undo');
    this.toasts.show(news, { label, run: () => void this.takeBack(ids) });
  }

  private takeBack(ids: readonly string[]): Promise<void> {
    const input = { ids: [...ids], state: 'PROPOSED' as const };
    return this.trying(async () => {
      await this.graphql.mutate(DecideMatchesDocument, { input });
    });
  }

  private async trying(work: () => Promise<void>): Promise<void> {
    this.failure.set(undefined);
    try {
      await work();
    } catch (error) {
      this.failure.set(asFailure(error));
    }
    this.read.reload();
  }
}
