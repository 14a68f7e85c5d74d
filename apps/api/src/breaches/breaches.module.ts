/**
 * Breach history: records of any source, which vendors they concern, which of them are one event.
 * In: files through imports/, and what people record. Out: confirmed matches, which move scores.
 * It must not know agreements, questionnaires or portfolio.
 */
import { Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { ChangeHooks } from '../scoring/change-hooks.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { BreachImports } from './breaches.import.js';
import { BreachReads } from './breaches.reads.js';
import {
  BreachChangesResolver,
  BreachesResolver,
  VendorBreachesResolver,
} from './breaches.resolver.js';
import { BreachesService } from './breaches.service.js';
import { describeBreaches } from './breaches.source.js';
import { DecideMatchService } from './decide-match.service.js';
import { IncidentsService } from './incidents.service.js';
import { MatchingService } from './matching.service.js';
import { RecordBreachService } from './record-breach.service.js';

@Module({
  imports: [ScoringModule],
  providers: [
    BreachChangesResolver,
    BreachImports,
    BreachesResolver,
    BreachesService,
    BreachReads,
    DecideMatchService,
    IncidentsService,
    MatchingService,
    RecordBreachService,
    VendorBreachesResolver,
  ],
  exports: [IncidentsService, MatchingService, RecordBreachService],
})
export class BreachesModule {
  constructor(
    planner: Planner,
    hooks: ChangeHooks,
    matching: MatchingService,
    scoring: ScoringService,
  ) {
    describeBreaches(planner);
    hooks.onVendorChanged(async (tx, vendorIds, by) => {
      const found = await matching.proposeFor(tx, { vendorIds });
      await scoring.rescore(tx, found.vendorIds, 'BREACH_CONFIRMED', by);
      return found;
    });
  }
}
