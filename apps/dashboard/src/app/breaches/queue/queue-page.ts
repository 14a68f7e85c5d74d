/**
 * What waits for a person: records that may concern a vendor, and records that may be one event.
 * In: the view in the URL. Out: decisions, each with what it did to the vendor's score and a way
 * back. It neither matches nor scores; it shows why the server proposes.
 */
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { BreachWorkDocument } from '@chaperone/contract/breaches';
import { graphqlResource } from '../../api/index.js';
import { WholePipe } from '../../shell/formats.js';
import { PageHead } from '../../shell/ui/index.js';
import { urlState } from '../../shell/url-state.js';
import { Say } from '../../vendors/say.js';
import { IncidentDesk } from './incident-desk.js';
import { IncidentQueue } from './incident-queue.js';
import { MatchDesk } from './match-desk.js';
import { MatchQueue } from './match-queue.js';
import { QUEUE_TABS, QUEUE_VIEW, type QueueView } from './queue-view.js';

@Component({
  imports: [IncidentQueue, MatchQueue, PageHead, RouterLink, TranslocoPipe, WholePipe],
  providers: [MatchDesk, IncidentDesk],
  template: `
    <ch-page-head [heading]="'breaches.queue.title' | transloco" [crumbs]="crumbs" />
    <nav class="tabs" [attr.aria-label]="'breaches.queue.title' | transloco">
      @for (tab of tabs; track tab) {
        <a
          routerLink="."
          [queryParams]="{ tab: tab === 'matches' ? null : tab }"
          [attr.aria-current]="view().tab === tab ? 'page' : null"
        >
          {{ 'breaches.queue.' + tab | transloco }}
          @if (counts(); as counts) {
            <span class="quiet">{{ counts[tab] | whole }}</span>
          }
        </a>
      }
    </nav>
    @if (view().tab === 'matches') {
      <ch-match-queue [state]="state" [view]="view()" />
    } @else {
      <ch-incident-queue [state]="state" [view]="view()" />
    }
  `,
})
export class QueuePage {
  protected readonly state = urlState(QUEUE_VIEW);
  protected readonly tabs = QUEUE_TABS;
  protected readonly crumbs = [{ label: inject(Say).text('breaches.title'), link: '/breaches' }];
  private readonly matches = inject(MatchDesk);
  private readonly incidents = inject(IncidentDesk);
  protected readonly view = computed<QueueView>(() => {
    const names = Object.keys(QUEUE_VIEW) as (keyof QueueView)[];
    return Object.fromEntries(names.map((name) => [name, this.state[name]()])) as QueueView;
  });
  private readonly work = graphqlResource(BreachWorkDocument, () => {
    this.matches.decided();
    this.matches.undone();
    this.incidents.turns();
    return {};
  });
  protected readonly counts = computed(() => {
    const work = this.work.value();
    return (
      work && {
        matches: work.breachMatches.totalCount,
        incidents: work.incidentProposals.totalCount,
      }
    );
  });
}
