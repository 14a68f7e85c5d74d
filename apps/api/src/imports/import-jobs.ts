import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Work } from '../graphql/work.js';
import { IMPORT_LOCK } from './import-runner.service.js';
import { serverStopped, type ProgressListener } from './run-progress.js';

/** Runs imports in the background of this process, one after the other. */
@Injectable()
export class ImportJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('imports');
  private last: Promise<void> = Promise.resolve();
  private stopping = false;

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
    if (this.server.httpAdapter) await this.recover();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.idle();
  }

  /**
   * Closes runs that a process left behind: their transaction is gone, so nothing was written.
   * A run that was being undone is still applied. Leaves all alone while another process imports.
   */
  async recover(): Promise<void> {
    await this.work.change(async (tx) => {
      const [lock] = await tx.query<{ free: boolean }[]>(
        'select pg_try_advisory_xact_lock($1) as free',
        [IMPORT_LOCK],
      );
      if (!lock?.free) return;
      await tx.query(
        `update import_runs set status = case when applied_at is null then 'FAILED' else 'APPLIED' end,
           reason = case when applied_at is null then 'The server stopped; nothing was written. Start the import again.'
             else 'The server stopped; nothing was undone. Undo it again.' end,
           stage = null, finished_at = now()
         where status = 'RUNNING'`,
      );
    });
  }
}
