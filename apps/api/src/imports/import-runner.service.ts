import { Injectable, Logger } from '@nestjs/common';
import { LOCKS } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { withoutRows } from '../audit/trail.js';
import { onBehalfOf } from '../graphql/request-context.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { NO_MATCHES, type FoundMatches } from '../scoring/change-hooks.js';
import { ScoringService } from '../scoring/scoring.service.js';
import {
  closeRun,
  countVerdicts,
  settledRun,
  storeChanges,
  storeErrors,
  storeRefusal,
  type Counts,
} from './import-records.js';
import { noteOfRun } from './import-note.js';
import type { ImportJob, Written } from './import-source.js';
import { ImportSources } from './import-sources.js';
import { isHeldUp } from './held-up.js';
import { FileRefused, inspectFile, refuseFile, type TextFile } from './parsing/index.js';
import { RunProgress, type ProgressListener } from './run-progress.js';
import { keptRefusal } from './secret-faults.js';
import { stageFile } from './read-file.js';

/** A statement of an import may take this long; a row that somebody else holds is waited for less. */
const PATIENCE = { statementTimeoutMs: 30 * 60_000, lockTimeoutMs: 30_000 };
const HELD_UP = 'Somebody was working on the same records; nothing was written. Start it again.';

/** What is to be read, and whether it is only a dry run. */
export interface ImportOrder {
  readonly path: string;
  readonly apply: boolean;
  /** The file must be the one that the dry run saw. */
  readonly sha256?: string | null;
  readonly onProgress?: ProgressListener;
}

/** How a run ended; `reason` says why nothing was written. */
export interface ImportOutcome {
  readonly status: 'PREVIEWED' | 'APPLIED' | 'FAILED';
  readonly counts: Counts | null;
  readonly asOf: string | null;
  readonly reason: string | null;
}

/** Runs one import from file to scores, in one transaction or none. */
@Injectable()
export class ImportRunner {
  private readonly logger = new Logger('imports');

  constructor(
    private readonly work: Work,
    private readonly sources: ImportSources,
    private readonly scoring: ScoringService,
  ) {}

  /** Never throws: what went wrong stands in the outcome and on the run. */
  run(job: ImportJob, order: ImportOrder): Promise<ImportOutcome> {
    const doing = order.apply ? 'applyImport' : 'startImport';
    return onBehalfOf(job.by, doing, () => this.attempt(job, order));
  }

  private async attempt(job: ImportJob, order: ImportOrder): Promise<ImportOutcome> {
    const progress = new RunProgress(this.work, job.id, order.onProgress);
    try {
      const file = await inspectFile(order.path, job.fileName);
      if (order.sha256 && order.sha256 !== file.sha256) throw otherFile();
      return await this.work.change(async (tx) => {
        await takeTurn(tx);
        return this.inOneTransaction(tx, job, { file, apply: order.apply, progress });
      }, PATIENCE);
    } catch (error) {
      await progress.stop();
      return this.fail(job, error);
    }
  }

  private async inOneTransaction(
    tx: EntityManager,
    job: ImportJob,
    { file, apply, progress }: { file: TextFile; apply: boolean; progress: RunProgress },
  ): Promise<ImportOutcome> {
    const definition = this.sources.of(job.source);
    const onRead = (share: number): void => progress.at('READING', share * 60);
    const reading = await stageFile(tx, definition, job, { file, onRead });
    progress.at('COMPARING', 60);
    const { asOf = null } = await definition.compare(tx, job);
    const found = await countVerdicts(tx, reading);
    await storeErrors(tx, job, reading.errors);
    await storeChanges(tx, definition, { job, applied: apply });
    const written = apply
      ? await this.write(tx, job, progress)
      : await this.tryOut(tx, job, progress);
    const counts = { ...found, ...countsOf(written.matches) };
    if (apply) this.work.trail.note(tx, await noteOfRun(tx, job, { counts, sha256: file.sha256 }));
    await progress.stop();
    const status = apply ? 'APPLIED' : 'PREVIEWED';
    await closeRun(tx, job.id, { status, counts, asOf, sha256: file.sha256 });
    return { status, counts, asOf, reason: null };
  }

  /** What a dry run would match: written and taken back, since only the register itself knows. */
  private async tryOut(tx: EntityManager, job: ImportJob, progress: RunProgress): Promise<Written> {
    const definition = this.sources.of(job.source);
    if (!(await definition.findsMatches?.(tx))) return { vendorIds: [] };
    progress.at('COMPARING', 80);
    await tx.query('savepoint dry_run');
    await withoutRows(tx);
    const written = await definition.write(tx, { ...job, dry: true });
    await tx.query('rollback to savepoint dry_run');
    return written;
  }

  private async write(tx: EntityManager, job: ImportJob, progress: RunProgress): Promise<Written> {
    progress.at('WRITING', 70);
    await withoutRows(tx);
    const written = await this.sources.of(job.source).write(tx, job);
    progress.at('SCORING', 85);
    await this.scoring.rescore(tx, written.vendorIds, 'IMPORT', job.by);
    return written;
  }

  /** Closes the run as failed, unless its commit came through and only the answer to it was lost. */
  private async fail(job: ImportJob, error: unknown): Promise<ImportOutcome> {
    const reason = this.sentenceOf(error);
    return this.work.change(async (tx) => {
      const { status, counts, asOf } = await settledRun(tx, job.id);
      if (status === 'APPLIED' || status === 'PREVIEWED')
        return { status, counts, asOf, reason: null };
      await storeRefusal(tx, job, keptRefusal(this.sources.of(job.source), error));
      await closeRun(tx, job.id, { status: 'FAILED', reason });
      return { status: 'FAILED', counts: null, asOf: null, reason };
    }, PATIENCE);
  }

  private sentenceOf(error: unknown): string {
    if (error instanceof FileRefused || error instanceof Refusal) return error.message;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return 'The file is not there. Check its name, or upload it again.';
    if (isHeldUp(error)) return HELD_UP;
    this.logger.error(error);
    return 'Something went wrong on our side; nothing was written. The log says more.';
  }
}

function countsOf(matches: FoundMatches = NO_MATCHES): Partial<Counts> {
  const { proposed, confirmed, incidents } = matches;
  return {
    proposedMatches: proposed,
    confirmedMatches: confirmed,
    proposedIncidents: incidents,
  };
}

function otherFile(): FileRefused {
  return refuseFile('BAD_VALUE', 'The file has changed since the dry run. Start again with it.');
}

/**
 * Statements over whole files: compiling them costs a second each and saves nothing, and a tenth of
 * the usual sample tells the planner as much about a staging table.
 */
async function takeTurn(tx: EntityManager): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCKS.IMPORTS]);
  await tx.query(
    `set local lock_timeout = ${PATIENCE.lockTimeoutMs}; set local jit = off; set local work_mem = '64MB';
     set local default_statistics_target = 10`,
  );
}
