/**
 * The portfolio: heatmap, ranking, trends, what moved and why.
 * In: the read model and the history of scores. Out: figures for the overview. Reads only.
 * It must not know agreements, questionnaires or breaches.
 */
import { Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { OverviewPortfolioResolver, PortfolioResolver } from './portfolio.resolver.js';
import { PortfolioService } from './portfolio.service.js';
import { describePortfolio } from './portfolio.source.js';
import { ScoreChangeService } from './score-change.service.js';

@Module({
  providers: [OverviewPortfolioResolver, PortfolioResolver, PortfolioService, ScoreChangeService],
})
export class PortfolioModule {
  constructor(planner: Planner) {
    describePortfolio(planner);
  }
}
