/**
 * Data-sharing agreements: what may leave, to whom, until when, and which services they cover.
 * In: agreements as people type them. Out: their state on a day, and the vendor's compliance state.
 * An agreement never moves a score; it must not know questionnaires, breaches or portfolio.
 */
import { Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { AgreementFiles } from './agreement-files.js';
import { AgreementReads } from './agreements.reads.js';
import {
  AgreementsResolver,
  OverviewAgreementsResolver,
  VendorAgreementsResolver,
} from './agreements.resolver.js';
import { describeAgreements } from './agreements.source.js';
import { CoverAgreementResolver } from './cover-agreement.resolver.js';
import { RecordAgreementService } from './record-agreement.service.js';

@Module({
  imports: [ScoringModule],
  providers: [
    AgreementFiles,
    AgreementReads,
    AgreementsResolver,
    CoverAgreementResolver,
    OverviewAgreementsResolver,
    RecordAgreementService,
    VendorAgreementsResolver,
  ],
  exports: [RecordAgreementService],
})
export class AgreementsModule {
  constructor(planner: Planner) {
    describeAgreements(planner);
  }
}
