import { Injectable, Logger } from '@nestjs/common';
import { allowPurge, LOCKS } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { withoutRows } from '../audit/trail.js';
import { onBehalfOf } from '../graphql/request-context.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { isHeldUp } from './held-up.js';
import { subjectOfRun } from './import-note.js';
import { closeRun, settledRun } from './import-records.js';
import type { ImportJob } from './import-source.js';
import { ImportSources } from './import-sources.js';
import { RunProgress, type ProgressListener } from './run-progress.js';
import { findConflicts, holdRows, takeBack } from './undo.queries.js';

const PATIENCE = { statementTimeoutMs: 30 * 60_000 };

/** How undoing ended; APPLIED: nothing was taken back, `conflicts` waits for a yes, or it failed. */
export interface UndoOutcome {
  readonly status: 'UNDONE' | 'APPLIED';
  readonly conflicts: number;
  readonly reason: string | null;
}

/** Takes a run back: what nobody touched since; the rest is listed first. */
@Injectable()
export class UndoRun {
  private readonly logger = new Logger('imports');

  constructor(
    private readonly work: Work,
    private readonly sources: ImportSources,
    private readonly scoring: ScoringService,
  ) {}

  /** Never throws: the run stays APPLIED with the reason when nothing was taken back. */
  undo(
    job: ImportJob,
    { confirm, onProgress }: { confirm: boolean; onProgress?: ProgressListener },
  ): Promise<UndoOutcome> {
    const undoing = { confirm, ...(onProgress && { onProgress }) };
    return onBehalfOf(job.by, 'undoImport', () => this.attempt(job, undoing));
  }

  private async attempt(
    job: ImportJob,
    { confirm, onProgress }: { confirm: boolean; onProgress?: ProgressListener },
  ): Promise<UndoOutcome> {
    const progress = new RunProgress(this.work, job.id, onProgress);
    try {
      return await this.work.change(async (tx) => {
        await tx.query('select pg_advisory_xact_lock($1)', [LOCKS.IMPORTS]);
        progress.at('UNDOING', 10);
        return this.inOneTransaction(tx, job, { confirm, progress });
      }, PATIENCE);
    } catch (error) {
      await progress.stop();
      return this.fail(job, error);
    }
  }

  private async inOneTransaction(
    tx: EntityManager,
    job: ImportJob,
    { confirm, progress }: { confirm: boolean; progress: RunProgress },
  ): Promise<UndoOutcome> {
    const { undo } = this.sources.of(job.source);
    // tables are given in the order of removal; whoever works on rows holds what they belong to first
    for (const table of [...undo.tables].reverse()) await holdRows(tx, job, table);
    const conflicts = await findConflicts(tx, job, undo.tables);
    if (conflicts > 0 && !confirm) {
      const reason = `${conflicts} ${conflicts === 1 ? 'record was' : 'records were'} changed or used since; nothing was undone. Confirm to undo the rest.`;
      await progress.stop();
      await closeRun(tx, job.id, { status: 'APPLIED', reason });
      return { status: 'APPLIED', conflicts, reason };
    }
    await allowPurge(tx);
    await withoutRows(tx);
    const vendorIds = await undo.before(tx, job);
    for (const table of undo.tables) await takeBack(tx, job, table);
    await undo.after?.(tx, vendorIds, job);
    progress.at('SCORING', 70);
    await this.scoring.rescore(tx, vendorIds, 'IMPORT_UNDONE', job.by);
    await progress.stop();
    await closeRun(tx, job.id, { status: 'UNDONE' });
    this.work.trail.note(tx, {
      action: 'IMPORT_UNDONE',
      outcome: 'SUCCESS',
      subject: subjectOfRun(job),
      details: { run: job.ref, leftAlone: conflicts, vendors: vendorIds.length },
    });
    return { status: 'UNDONE', conflicts, reason: null };
  }

  private async fail(job: ImportJob, error: unknown): Promise<UndoOutcome> {
    const known = error instanceof Refusal;
    if (!known) this.logger.error(error);
    const reason = known
      ? error.message
      : isHeldUp(error)
        ? 'Somebody was working on the same records; nothing was undone. Undo it again.'
        : 'Undoing went wrong on our side; nothing was undone. The log says more.';
    return this.work.change(async (tx) => {
      const { status, conflicts } = await settledRun(tx, job.id);
      // the answer to the commit was lost, not the commit
      if (status === 'UNDONE') return { status, conflicts, reason: null };
      await closeRun(tx, job.id, { status: 'APPLIED', reason });
      return { status: 'APPLIED', conflicts: 0, reason };
    }, PATIENCE);
  }
}
