/**
 * Data-sharing agreements: what may leave, on what ground, until when.
 * In: what people record. Out: agreements, and each vendor's compliance state with its history.
 * It knows scoring and the types of vendors; an agreement is a gate beside the score, never points.
 */
import { Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { AgreementsResolver } from './agreements.resolver.js';
import { AgreementsService } from './agreements.service.js';
import { describeAgreements } from './agreements.source.js';
import { CoverAgreementResolver, VendorAgreementsResolver } from './vendor-agreements.resolver.js';

@Module({
  providers: [
    AgreementsService,
    AgreementsResolver,
    VendorAgreementsResolver,
    CoverAgreementResolver,
  ],
  exports: [AgreementsService],
})
export class AgreementsModule {
  constructor(planner: Planner) {
    describeAgreements(planner);
  }
}
