import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { IncidentProposalsDocument } from '@chaperone/contract/breaches';
import { graphqlResource, Session } from '../../api/index.js';
import { PluralPipe } from '../../shell/formats.js';
import { EmptyState, FailureNotice, Pager, ScoreFigure, Waiting } from '../../shell/ui/index.js';
import type { UrlState } from '../../shell/url-state.js';
import { BreachFacts } from './breach-facts.js';
import { IncidentDesk, type Proposal } from './incident-desk.js';
import { PROPOSAL_STATES, QUEUE_VIEW, type QueueView } from './queue-view.js';

const SIZE = 10;

/** Records of one vendor that lie close together: one event, or several? */
@Component({
  selector: 'ch-incident-queue',
  imports: [
    BreachFacts,
    EmptyState,
    FailureNotice,
    Pager,
    PluralPipe,
    RouterLink,
    ScoreFigure,
    TranslocoPipe,
    Waiting,
  ],
  templateUrl: './incident-queue.html',
  styleUrl: './incident-queue.scss',
})
export class IncidentQueue {
  readonly state = input.required<UrlState<typeof QUEUE_VIEW>>();
  readonly view = input.required<QueueView>();

  protected readonly size = SIZE;
  protected readonly states = PROPOSAL_STATES;
  protected readonly desk = inject(IncidentDesk);
  protected readonly session = inject(Session);
  protected readonly proposals = graphqlResource(IncidentProposalsDocument, () => {
    this.desk.turns();
    const { proposals, vendor, page } = this.view();
    return {
      state: [proposals],
      ...(vendor && { vendor }),
      offset: Math.max(0, page - 1) * SIZE,
      limit: SIZE,
    };
  });
  protected readonly found = computed(() => this.proposals.value()?.incidentProposals);

  /** The event that all of them belong to already. */
  protected together({ breaches }: Proposal): string | undefined {
    const first = breaches[0]?.incident?.id;
    return breaches.every(({ incident }) => incident?.id === first) ? first : undefined;
  }
}
