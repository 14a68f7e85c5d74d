import { fork, type ChildProcess } from 'node:child_process';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Refusal } from '../graphql/refusal.js';

/** Passwords that wait to be rated; past this the server says so instead of queueing without end. */
const MOST_WAITING = 20;
/** The process ends when nobody chose a password for this long. */
const KEPT_MS = 30_000;
const MEMORY = ['--max-old-space-size=128', '--max-semi-space-size=8'];
/** Under plain Node the built file stands beside this one; specs run the source. */
const FILE = new URL(
  import.meta.url.endsWith('.ts') ? './strength-process.ts' : './strength-process.js',
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
  private child: ChildProcess | null = null;
  private readonly asked = new Map<number, Asked>();
  private last = 0;
  private rest: NodeJS.Timeout | undefined;

  /**
   * The power of ten of the guesses that a password takes, for somebody who knows these words.
   * @throws Refusal BUSY
   */
  async guesses(password: string, known: readonly string[]): Promise<number> {
    if (this.asked.size >= MOST_WAITING)
      throw new Refusal('BUSY', 'Too many people are choosing a password. Try again in a moment.');
    const child = (this.child ??= this.start());
    clearTimeout(this.rest);
    const id = (this.last += 1);
    // only whoever waits for an answer keeps us running
    child.channel?.ref();
    return new Promise<number>((answer, fail) => {
      this.asked.set(id, { answer, fail });
      child.send({ id, password, known: [...known] });
    }).finally(() => {
      if (this.asked.size === 0) child.channel?.unref();
      this.rest = setTimeout(() => this.stop(), KEPT_MS).unref();
    });
  }

  onModuleDestroy(): void {
    clearTimeout(this.rest);
    this.child?.kill();
  }

  private start(): ChildProcess {
    // it needs no setting of ours, so it gets none
    const child = fork(FILE, {
      env: {},
      execArgv: MEMORY,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.unref();
    child.channel?.unref();
    child.on('message', ({ id, guessesLog10 }: Answer) => {
      this.asked.get(id)?.answer(guessesLog10);
      this.asked.delete(id);
    });
    child.on('error', (fault) => this.lose(child, fault));
    child.on('exit', () => this.lose(child, new Error('The process that rates passwords ended.')));
    return child;
  }

  /** Whoever waits is told; the next one gets a new process. */
  private lose(child: ChildProcess, fault: Error): void {
    if (this.child !== child) return;
    this.child = null;
    for (const { fail } of this.asked.values()) fail(fault);
    this.asked.clear();
  }

  private stop(): void {
    if (this.asked.size > 0) return;
    const child = this.child;
    this.child = null;
    child?.kill();
  }
}
