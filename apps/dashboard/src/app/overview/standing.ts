import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OverviewQuery } from '@chaperone/contract/overview';
import { PluralPipe, WholePipe, WordPipe } from '../shell/formats.js';
import { BandChip } from '../shell/ui/index.js';
import { vendorQuery } from '../vendors/vendor-list-view.js';

type Overview = OverviewQuery['overview'];
type Tier = Overview['tiers'][number];

/** How the tiers stand, the worst first: one sentence, then a line for each other tier. */
@Component({
  selector: 'ch-standing',
  imports: [BandChip, PluralPipe, RouterLink, TranslocoPipe, WholePipe, WordPipe],
  templateUrl: './standing.html',
  styleUrl: './standing.scss',
})
export class Standing {
  readonly overview = input.required<Overview>();
  protected readonly untiered = vendorQuery({ tiered: false });

  private readonly tiers = computed(() =>
    ORDER.flatMap((name) => this.overview().tiers.filter((tier) => tier.tier === name))
      .filter((tier) => tier.total > 0)
      .map((tier) => ({ ...tier, links: links(tier) })),
  );
  protected readonly first = computed(() => this.tiers()[0]);
  protected readonly others = computed(() => this.tiers().slice(1));
}

const ORDER = ['CRITICAL', 'HIGH', 'MODERATE', 'LOW'] as const;

/** The list behind each figure. */
const links = ({ tier }: Tier) => ({
  total: vendorQuery({ tier: [tier] }),
  assessed: vendorQuery({ tier: [tier], assessed: true }),
  aboveAppetite: vendorQuery({ tier: [tier], aboveAppetite: true }),
  withoutAgreement: vendorQuery({ tier: [tier], compliance: ['GAP'] }),
  breachesToReview: vendorQuery({ tier: [tier], withProposedMatches: true }),
});
