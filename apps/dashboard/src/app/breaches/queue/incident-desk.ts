import { inject, Injectable, signal } from '@angular/core';
import {
  JoinIncidentDocument,
  SplitIncidentDocument,
  type IncidentDoneFragment,
  type IncidentProposalsQuery,
} from '@chaperone/contract/breaches';
import { asFailure, type Failure } from '../../api/failure.js';
import { Graphql } from '../../api/index.js';
import { Toasts } from '../../shell/ui/index.js';
import { scoreNews, type Figures } from '../../vendors/page/score-news.js';
import { Say } from '../../vendors/say.js';

export type Proposal = IncidentProposalsQuery['incidentProposals']['items'][number];

/** A vendor with its score before a change. */
interface Known {
  id: string;
  displayName: string;
  score: Figures;
}

/** Joins records into one event and takes them apart; either way it says what the scores did. */
@Injectable()
export class IncidentDesk {
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);
  readonly busy = signal(false);
  readonly failure = signal<Failure | undefined>(undefined);
  /** Grows with every change: what was read before is stale. */
  readonly turns = signal(0);

  async join(proposal: Proposal, title: string): Promise<void> {
    const alone = proposal.breaches.filter(({ incident }) => !incident).map(({ id }) => id);
    const input = { proposal: proposal.id, ...(title.trim() && { title: title.trim() }) };
    await this.attempt(async () => {
      const { joinIncident: done } = await this.graphql.mutate(JoinIncidentDocument, { input });
      const incident = done.incident?.id;
      // Only those that were not in it before: an older event stays together.
      const undo = incident ? () => this.split(incident, proposal.vendor, alone) : undefined;
      this.tell('joined', done, [proposal.vendor], undo);
    });
  }

  async keepApart(proposal: Proposal): Promise<void> {
    await this.attempt(async () => {
      const input = { proposal: proposal.id };
      const { splitIncident: done } = await this.graphql.mutate(SplitIncidentDocument, { input });
      this.tell('keptApart', done, [proposal.vendor]);
    });
  }

  /** Takes the named records out of an event, or all of them. */
  async split(incident: string, vendor: Known | undefined, breaches?: string[]): Promise<void> {
    await this.attempt(async () => {
      const input = { incident, ...(breaches && { breaches }) };
      const { splitIncident: done } = await this.graphql.mutate(SplitIncidentDocument, { input });
      this.tell('apartAgain', done, vendor ? [vendor] : []);
    });
  }

  private tell(
    what: 'joined' | 'keptApart' | 'apartAgain',
    done: IncidentDoneFragment,
    before: readonly Known[],
    undo?: () => Promise<void>,
  ): void {
    const news = done.vendors.map((vendor) => {
      const old = before.find(({ id }) => id === vendor.id);
      const moved = old ? scoreNews(old.score, vendor.score, this.say) : '';
      return moved ? `${vendor.displayName}: ${moved}` : '';
    });
    const text = [this.say.text(`breaches.incident.${what}`), ...news].filter(Boolean).join(' ');
    const label = this.say.text('breaches.decided.undo');
    this.toasts.show(text, undo && { label, run: () => void undo() });
    this.turns.update((turn) => turn + 1);
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.failure.set(undefined);
    try {
      await work();
    } catch (error) {
      this.failure.set(asFailure(error));
    } finally {
      this.busy.set(false);
    }
  }
}
