import { signal } from '@angular/core';
import { asFailure, type Failure } from '../api/failure.js';

/** One thing at a time that may fail: whether it is on its way, and why it failed. */
export class Attempt {
  private readonly running = signal(false);
  private readonly refused = signal<Failure | undefined>(undefined);
  readonly busy = this.running.asReadonly();
  readonly failure = this.refused.asReadonly();

  /** Does it, unless the one before is still on its way; undefined where it failed. */
  async make<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.running()) return undefined;
    this.running.set(true);
    this.refused.set(undefined);
    try {
      return await work();
    } catch (error) {
      this.refused.set(asFailure(error));
      return undefined;
    } finally {
      this.running.set(false);
    }
  }

  /** Forgets why the last one failed. */
  forget(): void {
    this.refused.set(undefined);
  }
}
