/**
 * Who did what: a chain of entries that only grows, what signs it, and who may read it.
 * In: notes, and rows that triggers gathered. Out: entries, checkpoints outside the database, a verdict.
 * `Audit` itself is a habit of every room (graphql/graphql.module.ts); here is what reads and keeps.
 */
import { Module } from '@nestjs/common';
import { AuditExportController } from './audit-export.controller.js';
import { AuditFeed } from './audit-feed.service.js';
import { AuditResolver } from './audit.resolver.js';
import { Checkpoints } from './checkpoints.service.js';
import { RestoredService } from './restored.service.js';
import { RetentionService } from './retention.service.js';
import { VerificationService } from './verification.service.js';

@Module({
  controllers: [AuditExportController],
  providers: [
    AuditFeed,
    AuditResolver,
    Checkpoints,
    RestoredService,
    RetentionService,
    VerificationService,
  ],
  exports: [Checkpoints],
})
export class AuditModule {}
