import { Injectable, signal, type Signal } from '@angular/core';

/** A question to the reader that requests wait for, however many they are; the shell puts it. */
export class Hurdle {
  private readonly asked = signal(false);
  private answer: Promise<boolean> | undefined;
  private settleAll: (cleared: boolean) => void = () => undefined;

  /** Whether somebody waits for it. */
  readonly up: Signal<boolean> = this.asked.asReadonly();

  /** Puts the question, once; resolves with whether the way is clear now. */
  raise(): Promise<boolean> {
    this.answer ??= new Promise((resolve) => (this.settleAll = resolve));
    this.asked.set(true);
    return this.answer;
  }

  settle(cleared: boolean): void {
    this.answer = undefined;
    this.asked.set(false);
    this.settleAll(cleared);
  }
}

/**
 * What a request may be stopped by, and go on after: a second factor to be shown again, or a
 * session that has ended. The requests wait here and are then sent again, so that no page has to
 * know, and nothing that was typed is lost.
 */
@Injectable({ providedIn: 'root' })
export class Hurdles {
  readonly stepUp = new Hurdle();
  readonly signIn = new Hurdle();

  /** Whether a request that was refused with this code may be sent again, now that it was asked for. */
  async over(code: string): Promise<boolean> {
    if (code === 'STEP_UP_NEEDED') return this.stepUp.raise();
    // raised by the session itself, where there was one
    if (code === 'UNAUTHENTICATED' && this.signIn.up()) return this.signIn.raise();
    return false;
  }

  /** Somebody has just signed in with their second factor: nothing is left to ask. */
  clear(): void {
    this.signIn.settle(true);
    this.stepUp.settle(true);
  }
}
