import { Work } from '../graphql/work.js';
import { Refusal } from '../graphql/refusal.js';

/** What an import is doing. */
export type ImportStage = 'QUEUED' | 'READING' | 'COMPARING' | 'WRITING' | 'SCORING' | 'UNDOING';

/** Hears how far an import is; percent 0 to 100. Throws to stop it. */
export type ProgressListener = (stage: ImportStage, percent: number) => void;

/** How often the run's record is told, in milliseconds. */
const EVERY_MS = 300;

/** Tells how far a run is, on a connection of its own, since its transaction is seen by nobody. */
export class RunProgress {
  private told = 0;
  private telling: Promise<void> = Promise.resolve();
  private busy = false;
  private stopped = false;

  constructor(
    private readonly work: Work,
    private readonly run: string,
    private readonly listener: ProgressListener = () => undefined,
  ) {}

  /** @throws Refusal when the server is stopping */
  at(stage: ImportStage, percent: number): void {
    const whole = Math.max(0, Math.min(99, Math.floor(percent)));
    this.listener(stage, whole);
    const now = performance.now();
    if (this.stopped || this.busy || now - this.told < EVERY_MS) return;
    this.told = now;
    this.busy = true;
    this.telling = this.tell(stage, whole).finally(() => (this.busy = false));
  }

  /** Waits until nothing is being told any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.telling;
  }

  private async tell(stage: ImportStage, percent: number): Promise<void> {
    try {
      await this.work.change((tx) =>
        tx.query(
          `update import_runs set stage = $2, progress = $3 where id = $1 and status = 'RUNNING'`,
          [this.run, stage, percent],
        ),
      );
    } catch {
      // a figure that was not told harms nobody; a database that is gone stops the import itself
    }
  }
}

/** Why an import stops when its server does. */
export const serverStopped = (): Refusal =>
  new Refusal('UNAVAILABLE', 'The server stopped; nothing was written. Start the import again.');
