/**
 * The first page: how the portfolio stands today, in words, on the map and in short lists.
 * In: one read for the lists and one for the map; out: links into the filtered pages behind each
 * figure. It computes no score; order and points come from the server.
 */
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { HeatmapDocument, OverviewDocument, WhoWeAreDocument } from '@chaperone/contract/overview';
import { graphqlResource, Session } from '../api/index.js';
import { DayPipe } from '../shell/formats.js';
import { ReviewDueNotice } from '../shell/review-due.js';
import { EmptyState, Icon, PageHead, Waiting } from '../shell/ui/index.js';
import { choice, urlState } from '../shell/url-state.js';
import { CoverGaps } from './cover-gaps.js';
import { EndingAgreements } from './ending-agreements.js';
import { HeatmapCard } from './heatmap-card.js';
import { MAPS } from './map.js';
import { Movers } from './movers.js';
import { Standing } from './standing.js';
import { TopVendors } from './top-vendors.js';
import { TrendCard } from './trend-card.js';

@Component({
  imports: [
    CoverGaps,
    DayPipe,
    EmptyState,
    EndingAgreements,
    HeatmapCard,
    Icon,
    Movers,
    PageHead,
    ReviewDueNotice,
    RouterLink,
    Standing,
    TopVendors,
    TranslocoPipe,
    TrendCard,
    Waiting,
  ],
  templateUrl: './overview-page.html',
  styleUrl: './overview-page.scss',
})
export class OverviewPage {
  protected readonly view = urlState({ map: choice(MAPS, 'EFFECTIVE') });
  protected readonly session = inject(Session);
  protected readonly overview = graphqlResource(OverviewDocument, () => ({}));
  protected readonly heatmap = graphqlResource(HeatmapDocument, () => ({
    basis: this.view.map() === 'INHERENT' ? ('INHERENT' as const) : ('RESIDUAL' as const),
  }));
  private readonly who = graphqlResource(WhoWeAreDocument, () =>
    this.session.can('organisation:read') ? {} : undefined,
  );
  /** The organisation while nobody has said what it is under the law: agreements hang on it. */
  protected readonly unsaid = computed(() => {
    const organisation = this.who.value()?.organisation;
    return organisation && !organisation.roles.length ? organisation : undefined;
  });
  /** Nobody to show yet: neither on the map nor without a tier. */
  protected readonly unused = computed(() => {
    const overview = this.overview.value()?.overview;
    if (!overview) return false;
    return overview.unknownTier === 0 && overview.tiers.every((tier) => tier.total === 0);
  });

  protected print(): void {
    window.print();
  }
}
