/**
 * Imports: files go in, first as a dry run, then applied in one transaction or none, and back out.
 * In: files, and sources that the rooms above register. Out: records, rescored vendors, runs to poll.
 * It must not know any slice: what a row means is said by the source that reads it.
 */
import { Global, Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { ScoringModule } from '../scoring/scoring.module.js';
import { ImportFileService } from './import-file.service.js';
import { ImportJobs } from './import-jobs.js';
import { ImportRunner } from './import-runner.service.js';
import { ImportSources } from './import-sources.js';
import { ImportsResolver } from './imports.resolver.js';
import { describeImports } from './imports.source.js';
import { ImportsService } from './imports.service.js';
import { TemplatesController } from './templates.controller.js';
import { UndoRun } from './undo-run.service.js';
import { UploadSweep } from './upload-sweep.js';

@Global()
@Module({
  imports: [ScoringModule],
  controllers: [TemplatesController],
  providers: [
    ImportFileService,
    ImportJobs,
    ImportRunner,
    ImportSources,
    ImportsResolver,
    ImportsService,
    UndoRun,
    UploadSweep,
  ],
  exports: [ImportFileService, ImportJobs, ImportRunner, ImportSources],
})
export class ImportsModule {
  constructor(planner: Planner) {
    describeImports(planner);
  }
}
