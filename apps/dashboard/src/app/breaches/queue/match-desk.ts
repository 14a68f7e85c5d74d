import { inject, Injectable, signal } from '@angular/core';
import {
  DecideMatchDocument,
  DecideMatchesDocument,
  type DecideMatchMutationVariables,
  type DecidedMatchFragment,
} from '@chaperone/contract/breaches';
import { asFailure, type Failure } from '../../api/failure.js';
import { Graphql } from '../../api/index.js';
import { Toasts } from '../../shell/ui/index.js';
import { scoreNews, type Figures } from '../../vendors/page/score-news.js';
import { Say } from '../../vendors/say.js';
import type { Confirmation, Match } from './decision.js';

/** What became of a match, and what it did to its vendor's score. */
export interface Outcome {
  state: Match['state'];
  news: string;
}

type Verdict = 'CONFIRMED' | 'REJECTED';

/**
 * Decisions about matches: sends them, keeps what became of each until the page is left, and takes
 * them back. One desk a page; the page provides it.
 */
@Injectable()
export class MatchDesk {
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);
  private readonly scores = signal<ReadonlyMap<string, Figures>>(new Map());

  /** By the match's id. */
  readonly outcomes = signal<ReadonlyMap<string, Outcome>>(new Map());
  readonly busy = signal(false);
  readonly failure = signal<Failure | undefined>(undefined);
  /** Grows with every decision taken back: what was read before is stale. */
  readonly undone = signal(0);
  /** Grows with every decision. */
  readonly decided = signal(0);

  /** The vendor's score as the newest reply said it. */
  scoreOf<S extends Figures>(vendor: { id: string; score: S }): S {
    return (this.scores().get(vendor.id) as S | undefined) ?? vendor.score;
  }

  /** Decides one match. True when it went through; else `failure` says why not. */
  decide(match: Match, state: Verdict, said?: Confirmation): Promise<boolean> {
    return this.attempt(async () => {
      const input = { id: match.id, rev: match.rev, state, ...said };
      const done = await this.send(input, match);
      const back = { id: match.id, rev: done.rev, ...before(match) };
      this.announce(this.outcomes().get(match.id)?.news ?? '', () => this.send(back, match), [
        match.id,
      ]);
    });
  }

  /** Decides many proposed matches at once, all of them or none. */
  decideMany(matches: readonly Match[], state: Verdict, said?: Confirmation): Promise<boolean> {
    const ids = matches.map((match) => match.id);
    return this.attempt(async () => {
      const reply = await this.graphql.mutate(DecideMatchesDocument, {
        input: { ids, state, ...said },
      });
      for (const done of reply.decideBreachMatches) {
        const match = matches.find(({ id }) => id === done.id);
        if (match) this.note(match, done);
      }
      const text = this.say.count(ids.length, `breaches.decided.many.${state}`);
      this.announce(text, () => this.takeBackMany(ids), ids);
    });
  }

  /** Takes back what was decided here. */
  private async takeBackMany(ids: readonly string[]): Promise<void> {
    const input = { ids: [...ids], state: 'PROPOSED' as const };
    const reply = await this.graphql.mutate(DecideMatchesDocument, { input });
    for (const { vendor } of reply.decideBreachMatches) this.learn(vendor);
  }

  /** Forgets what was decided, for instance because another page of matches is shown. */
  clear(): void {
    if (this.outcomes().size) this.outcomes.set(new Map());
  }

  private async send(
    input: DecideMatchMutationVariables['input'],
    match: Match,
  ): Promise<DecidedMatchFragment> {
    const { decideBreachMatch: done } = await this.graphql.mutate(DecideMatchDocument, { input });
    this.note(match, done);
    return done;
  }

  private note(match: Match, done: DecidedMatchFragment): void {
    const before = this.scoreOf(match.vendor);
    const what = this.say.text(`breaches.decided.${done.state}`, {
      vendor: match.vendor.displayName,
    });
    const news = `${what} ${scoreNews(before, done.vendor.score, this.say)}`;
    this.learn(done.vendor);
    this.outcomes.update((all) => new Map(all).set(match.id, { state: done.state, news }));
  }

  private learn(vendor: { id: string; score: Figures }): void {
    this.scores.update((all) => new Map(all).set(vendor.id, vendor.score));
  }

  private announce(text: string, back: () => Promise<unknown>, ids: readonly string[]): void {
    const run = (): void => void this.undo(back, ids);
    this.backs.set(ids.join(), run);
    for (const id of ids) this.backs.set(id, run);
    this.decided.update((turn) => turn + 1);
    this.toasts.show(text, { label: this.say.text('breaches.decided.undo'), run });
  }

  private readonly backs = new Map<string, () => void>();

  /** Takes back the decision that this match was part of. */
  takeBack(id: string): void {
    this.backs.get(id)?.();
  }

  private async undo(back: () => Promise<unknown>, ids: readonly string[]): Promise<void> {
    const gone = await this.attempt(back);
    if (!gone) return;
    this.outcomes.update((all) => new Map([...all].filter(([id]) => !ids.includes(id))));
    this.undone.update((turn) => turn + 1);
    this.toasts.show(this.say.count(ids.length, 'breaches.decided.undone'));
  }

  private async attempt(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy()) return false;
    this.busy.set(true);
    this.failure.set(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      this.failure.set(asFailure(error));
      return false;
    } finally {
      this.busy.set(false);
    }
  }
}

/** What to send so that a match stands as it stood. */
const before = ({ state, fault, ourData }: Match): Pick<Match, 'state' | 'fault' | 'ourData'> => ({
  state,
  fault,
  ourData,
});
