import { Injectable } from '@nestjs/common';
import {
  addDays,
  BANDS,
  compareReceipts,
  RISK_MODEL_2026_1,
  type Band,
  type ScoreBasis,
} from '@chaperone/risk-model';
import type { GraphQLResolveInfo } from 'graphql';
import { Planner } from '../graphql/planner/planner.js';
import { Refusal } from '../graphql/refusal.js';
import { Today } from '../graphql/today.js';
import { Work } from '../graphql/work.js';
import { unpackReceipt } from '../scoring/packed-receipt.js';
import { bandsOf, binOf, cellsOf } from './heatmap.js';
import { heatmapStatement, type HeatmapGroup } from './heatmap.queries.js';
import type { HeatmapFilter } from './portfolio.inputs.js';
import { causesOf, leadingChange, withNames } from './score-change.service.js';
import {
  moversStatement,
  TIERS,
  trendStatement,
  type ReceiptRow,
  type TierRow,
  type TrendRow,
} from './portfolio.queries.js';

/** Longest stretch of a trend: ten years of days. */
const LONGEST_TREND = 3653;
/** A mover is compared with where it stood so many days ago. */
const MOVED_WITHIN = 30;
/** Causes named for one mover. */
const MOST_CAUSES = 3;

const NOBODY: TierRow = {
  tier: null,
  total: 0,
  assessed: 0,
  above_appetite: 0,
  without_agreement: 0,
  to_review: 0,
};

/** What the executive reads: bins, ranking, trends. Reads only. */
@Injectable()
export class PortfolioService {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly today: Today,
  ) {}

  async heatmap(basis: ScoreBasis, filter: HeatmapFilter) {
    const groups = await this.work.read<HeatmapGroup>(heatmapStatement(basis, filter));
    const stands = this.standing();
    return {
      basis,
      cells: cellsOf(groups, false),
      notAssessed: binOf(groups),
      // The effective map is the residual's; of another basis it is the map itself.
      effective: cellsOf(groups, basis === 'RESIDUAL'),
      total: groups.reduce((sum, group) => sum + group.count, 0),
      ...stands,
    };
  }

  /** Day and version that every figure is stated with. */
  standing() {
    return { asOf: this.today.current(), modelVersion: RISK_MODEL_2026_1.version };
  }

  async trend(basis: ScoreBasis, days: number) {
    if (days < 1 || days > LONGEST_TREND)
      throw new Refusal('INVALID', `A trend covers 1 to ${LONGEST_TREND} days.`, { field: 'days' });
    const rows = await this.work.read<TrendRow>(trendStatement(basis, days, this.today.current()));
    const points = new Map<string, { bands: Map<Band, number>; notAssessed: number }>();
    for (const { on, band, count } of rows) {
      const point = points.get(on) ?? { bands: new Map<Band, number>(), notAssessed: 0 };
      if (band === null) point.notAssessed += count;
      else point.bands.set(band, count);
      points.set(on, point);
    }
    return {
      points: [...points].map(([on, { bands, notAssessed }]) => ({
        on,
        byBand: bandsOf(bands),
        notAssessed,
      })),
    };
  }

  /** One summary a tier, the most critical first, and how many vendors have no tier. */
  async tiers() {
    const rows = await this.work.read<TierRow>(TIERS);
    const tiers = [...BANDS].reverse().map((tier) => {
      const row = rows.find((each) => each.tier === tier) ?? NOBODY;
      return {
        tier,
        total: row.total,
        assessed: row.assessed,
        aboveAppetite: row.above_appetite,
        withoutAgreement: row.without_agreement,
        breachesToReview: row.to_review,
      };
    });
    const unknownTier = rows.find((row) => row.tier === null)?.total ?? 0;
    const proposedMatches = rows.reduce((sum, row) => sum + row.to_review, 0);
    return { tiers, unknownTier, proposedMatches };
  }

  /** The ten riskiest by residual, or by ceiling among those that have no residual. */
  top(basis: 'RESIDUAL' | 'CEILING', info: GraphQLResolveInfo) {
    const has = basis === 'RESIDUAL' ? 'residual is not null' : 'residual is null';
    return this.planner.list(info, 'TopVendor', {
      where: (row) => [`${row}.counted`, `${row}.${has}`, `${row}.rank_score is not null`],
      orderBy: (row) => `${row}.rank_score desc, ${row}.normalised_name, ${row}.vendor_id`,
      limit: 10,
    });
  }

  /** What moved in 30 days and why, the largest first. */
  async movers(info: GraphQLResolveInfo) {
    const since = addDays(this.today.current(), -MOVED_WITHIN);
    const rows = await this.work.read<ReceiptRow>(moversStatement(since));
    const ids = rows.map((row) => row.vendor_id);
    const wanted = await this.planner.keyed(info, 'Vendor', ids, { path: ['vendor'] });
    const movers = rows.flatMap(({ vendor_id, before, after }) => {
      const vendor = wanted.get(vendor_id);
      if (!vendor) return [];
      const change = leadingChange(compareReceipts(unpackReceipt(before), unpackReceipt(after)));
      return [{ vendor, ...change, causes: causesOf(change, MOST_CAUSES) }];
    });
    return withNames(this.work, movers);
  }
}
