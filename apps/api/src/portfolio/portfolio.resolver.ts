import { Args, Info, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ScoreBasis } from '@chaperone/risk-model';
import type { GraphQLResolveInfo } from 'graphql';
import { Can } from '../graphql/access.js';
import { ScoreBasisEnum } from '../graphql/enums.js';
import { OverviewType } from '../scoring/overview.type.js';
import { ScoreChangeType } from '../scoring/score.type.js';
import { HeatmapFilter, ScoreChangeArgs } from './portfolio.inputs.js';
import { PortfolioService } from './portfolio.service.js';
import { ScoreChangeService } from './score-change.service.js';
import {
  MoverType,
  RiskHeatmapType,
  RiskTrendType,
  TierSummaryType,
  TopVendorType,
} from './portfolio.types.js';

@Resolver()
export class PortfolioResolver {
  constructor(
    private readonly portfolio: PortfolioService,
    private readonly changes: ScoreChangeService,
  ) {}

  @Query(() => RiskHeatmapType, { description: 'Vendors by likelihood and impact.' })
  @Can('portfolio:read')
  riskHeatmap(
    @Args('basis', { type: () => ScoreBasisEnum, defaultValue: 'RESIDUAL' }) basis: ScoreBasis,
    @Args('filter', { type: () => HeatmapFilter, nullable: true }) filter: HeatmapFilter | null,
  ) {
    return this.portfolio.heatmap(basis, filter ?? {});
  }

  @Query(() => RiskTrendType, { description: 'Vendors by band over time.' })
  @Can('portfolio:read')
  riskTrend(
    @Args('days', { type: () => Int, defaultValue: 365, description: 'Days back, 1 to 3653.' })
    days: number,
    @Args('basis', { type: () => ScoreBasisEnum, defaultValue: 'RESIDUAL' }) basis: ScoreBasis,
  ) {
    return this.portfolio.trend(basis, days);
  }

  @Query(() => ScoreChangeType, {
    description: "What moved a vendor's scores between two days, or two stored scores.",
  })
  @Can('portfolio:read')
  scoreChange(@Args() question: ScoreChangeArgs, @Info() info: GraphQLResolveInfo) {
    return this.changes.between(question, info);
  }

  @Query(() => OverviewType, { description: 'What an executive reads first.' })
  @Can('portfolio:read')
  async overview() {
    return { ...this.portfolio.standing(), ...(await this.portfolio.tiers()) };
  }
}

type TierFigures = Awaited<ReturnType<PortfolioService['tiers']>>;

/** What this room adds to the overview. */
@Resolver(() => OverviewType)
export class OverviewPortfolioResolver {
  constructor(private readonly portfolio: PortfolioService) {}

  @ResolveField(() => [TierSummaryType], { description: 'One a tier, CRITICAL first.' })
  tiers(@Parent() overview: TierFigures) {
    return overview.tiers;
  }

  @ResolveField(() => Int, { description: 'Counted vendors that have no tier yet.' })
  unknownTier(@Parent() overview: TierFigures) {
    return overview.unknownTier;
  }

  @ResolveField(() => Int, { description: 'Breach matches that nobody has looked at.' })
  proposedMatches(@Parent() overview: TierFigures) {
    return overview.proposedMatches;
  }

  @ResolveField(() => [TopVendorType], { description: 'Ten riskiest by residual.' })
  topResidual(@Info() info: GraphQLResolveInfo) {
    return this.portfolio.top('RESIDUAL', info);
  }

  @ResolveField(() => [TopVendorType], { description: 'Ten riskiest of those not assessed.' })
  topCeiling(@Info() info: GraphQLResolveInfo) {
    return this.portfolio.top('CEILING', info);
  }

  @ResolveField(() => [MoverType], { description: 'What moved in 30 days, largest first.' })
  movers(@Info() info: GraphQLResolveInfo) {
    return this.portfolio.movers(info);
  }
}
