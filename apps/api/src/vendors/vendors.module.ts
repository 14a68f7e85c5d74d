/**
 * The register of vendors and what we use them for.
 * In: what people record. Out: vendors, services, decisions, evidence, with their current scores.
 * It knows scoring and identity, nothing of agreements, questionnaires, breaches or the portfolio.
 */
import { Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { EvidenceFiles } from './evidence-files.js';
import { EvidenceService } from './evidence.service.js';
import { PreviewsService } from './previews.service.js';
import { ScoreHistoryResolver, ScoresResolver } from './scores.resolver.js';
import { describeScores } from './scores.source.js';
import { EvidenceResolver, ServicesResolver, VendorServicesResolver } from './services.resolver.js';
import { ServicesService } from './services.service.js';
import { describeEvidence, describeServices } from './services.source.js';
import { VendorsExportController } from './vendors-export.controller.js';
import { VendorsExportService } from './vendors-export.service.js';
import { CertificationsResolver, VendorsResolver } from './vendors.resolver.js';
import { SubprocessorImports } from './subprocessors.import.js';
import { VendorImports } from './vendors.import.js';
import { VendorsService } from './vendors.service.js';
import { describeVendors } from './vendors.source.js';

@Module({
  controllers: [VendorsExportController],
  providers: [
    SubprocessorImports,
    VendorImports,
    VendorsService,
    ServicesService,
    EvidenceFiles,
    EvidenceService,
    PreviewsService,
    VendorsExportService,
    VendorsResolver,
    CertificationsResolver,
    ServicesResolver,
    EvidenceResolver,
    VendorServicesResolver,
    ScoresResolver,
    ScoreHistoryResolver,
  ],
  exports: [VendorsService, ServicesService, EvidenceService],
})
export class VendorsModule {
  constructor(planner: Planner) {
    describeVendors(planner);
    describeScores(planner);
    describeServices(planner);
    describeEvidence(planner);
  }
}
