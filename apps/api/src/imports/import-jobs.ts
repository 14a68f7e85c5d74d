import { setTimeout as sleep } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LOCKS } from '@chaperone/store';
import { Work } from '../graphql/work.js';
import { serverStopped, type ProgressListener } from './run-progress.js';

/** How often runs left behind are looked at while the database is still busy with them. */
const RECOVER_EVERY_MS = 500;

/** Runs imports in the background of this process, one after the other. */
@Injectable()
export class ImportJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('imports');
  private last: Promise<void> = Promise.resolve();
  private stopping = false;
  private recovering: Promise<void> = Promise.resolve();

  constructor(
    private readonly work: Work,
    private readonly server: HttpAdapterHost,
  ) {}

  /** Queues work; it is handed a listener that stops it when the server stops. */
  add(job: (onProgress: ProgressListener) => Promise<unknown>): void {
    this.last = this.last.then(async () => {
      try {
        await job(() => {
          if (this.stopping) throw serverStopped();
        });
      } catch (error) {
        this.logger.error(error);
      }
    });
  }

  /** Waits until nothing is queued any more. */
  async idle(): Promise<void> {
    await this.last;
  }

  async onApplicationBootstrap(): Promise<void> {
    // a command beside a running server must leave the server's runs alone
    if (!this.server.httpAdapter) return;
    const left = await this.runsLeft();
    if (left.length > 0 && !(await this.recover(left))) this.recovering = this.recoverLater(left);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.recovering;
    await this.idle();
  }

  /** Runs that are said to be going on while this process has begun none. */
  private async runsLeft(): Promise<string[]> {
    const rows = await this.work.change((tx) =>
      tx.query<{ id: string }[]>(`select id from import_runs where status = 'RUNNING'`),
    );
    return rows.map((row) => row.id);
  }

  /** The database may be busy with a statement of a killed process for some seconds more. */
  private async recoverLater(runs: readonly string[]): Promise<void> {
    try {
      do await sleep(RECOVER_EVERY_MS);
      while (!this.stopping && !(await this.recover(runs)));
    } catch (error) {
      this.logger.error(error);
    }
  }

  /**
   * Closes runs that a process left behind: their transaction is gone, so nothing was written.
   * A run that was being undone is still applied. Returns false, and leaves all alone, while an
   * import goes on: another process's, or what the database has not noticed to be over.
   */
  async recover(runs: readonly string[]): Promise<boolean> {
    return this.work.change(async (tx) => {
      const [lock] = await tx.query<{ free: boolean }[]>(
        'select pg_try_advisory_xact_lock($1) as free',
        [LOCKS.IMPORTS],
      );
      if (!lock?.free) return false;
      await tx.query(
        `update import_runs set status = case when applied_at is null then 'FAILED' else 'APPLIED' end,
           reason = case when applied_at is null then 'The server stopped; nothing was written. Start the import again.'
             else 'The server stopped; nothing was undone. Undo it again.' end,
           stage = null, finished_at = now()
         where status = 'RUNNING' and id = any($1::uuid[])`,
        [runs],
      );
      return true;
    });
  }
}
