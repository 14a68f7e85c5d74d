import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** The thread ends when nobody chose a password for this long. */
const KEPT_MS = 30_000;
/** Under plain Node the built file stands beside this one; specs run the source. */
const FILE = new URL(
  import.meta.url.endsWith('.ts') ? './strength-worker.ts' : './strength-worker.js',
  import.meta.url,
);

interface Answer {
  readonly id: number;
  readonly guessesLog10: number;
}

interface Asked {
  readonly answer: (guessesLog10: number) => void;
  readonly fail: (fault: Error) => void;
}

/** How hard passwords are to guess, from lists that are here: nothing is sent anywhere. */
@Injectable()
export class Strength implements OnModuleDestroy {
  private worker: Worker | null = null;
  private readonly asked = new Map<number, Asked>();
  private last = 0;
  private rest: NodeJS.Timeout | undefined;

  /** The power of ten of the guesses that a password takes, for somebody who knows these words. */
  guesses(password: string, known: readonly string[]): Promise<number> {
    const worker = (this.worker ??= this.start());
    clearTimeout(this.rest);
    const id = (this.last += 1);
    return new Promise<number>((answer, fail) => {
      this.asked.set(id, { answer, fail });
      worker.postMessage({ id, password, known: [...known] });
    }).finally(() => {
      this.rest = setTimeout(() => void this.stop(), KEPT_MS).unref();
    });
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.rest);
    await this.stop();
  }

  private start(): Worker {
    const worker = new Worker(FILE, { resourceLimits: { maxOldGenerationSizeMb: 128 } });
    worker.unref();
    worker.on('message', ({ id, guessesLog10 }: Answer) => {
      this.asked.get(id)?.answer(guessesLog10);
      this.asked.delete(id);
    });
    worker.on('error', (fault) => this.lose(worker, fault));
    worker.on('exit', () => this.lose(worker, new Error('The thread for passwords has ended.')));
    return worker;
  }

  /** Whoever waits is told; the next one gets a new thread. */
  private lose(worker: Worker, fault: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    for (const { fail } of this.asked.values()) fail(fault);
    this.asked.clear();
  }

  private async stop(): Promise<void> {
    if (this.asked.size > 0) return;
    const worker = this.worker;
    this.worker = null;
    await worker?.terminate();
  }
}
