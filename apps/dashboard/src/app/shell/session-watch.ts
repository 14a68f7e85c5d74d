/**
 * Tells the reader before the session ends, and lets them stay. In: when the server last answered
 * and what the session's limits are. Whoever types or clicks is there: that alone keeps the session
 * from its idle end. Out: a request that keeps it, or the sign-in over the page.
 */
import {
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Hurdles, Presence, Session, standingOf } from '../api/index.js';
import { PluralPipe } from './formats.js';
import { Dialog } from './ui/dialog.js';

const MINUTE = 60_000;
/** What shows that somebody is there. */
const SIGNS_OF_LIFE = ['keydown', 'pointerdown'] as const;

@Component({
  selector: 'ch-session-watch',
  imports: [Dialog, PluralPipe, TranslocoPipe],
  template: `
    @if (warning(); as left) {
      <ch-dialog [heading]="'shell.watch.title' | transloco" (closed)="closed()">
        <p role="alert">{{ 'shell.watch.' + standing().standing | transloco }}</p>
        <p class="number" aria-live="off">
          @if (left > 60) {
            {{ minutes() | plural: 'shell.watch.minutes' }}
          } @else {
            {{ left | plural: 'shell.watch.seconds' }}
          }
        </p>
        <p class="quiet">{{ 'shell.watch.kept' | transloco }}</p>
        <div class="form-end">
          @if (standing().standing === 'LAST') {
            <button type="button" class="button" (click)="closed()">
              {{ 'shell.watch.later' | transloco }}
            </button>
            <button type="button" class="button primary" (click)="signInAgain()">
              {{ 'shell.watch.again' | transloco }}
            </button>
          } @else {
            <button type="button" class="button" (click)="session.signOut()">
              {{ 'shell.viewer.signOut' | transloco }}
            </button>
            <button type="button" class="button primary" (click)="closed()">
              {{ 'shell.watch.stay' | transloco }}
            </button>
          }
        </div>
      </ch-dialog>
    }
  `,
})
export class SessionWatch {
  protected readonly session = inject(Session);
  private readonly presence = inject(Presence);
  private readonly hurdles = inject(Hurdles);
  private readonly now = signal(Date.now());
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The last warning is told once; the reader may want to finish first. */
  private readonly told = signal<string | null>(null);

  protected readonly standing = computed(() => {
    const { idleMinutes = 0, expiresAt = null } = this.session.viewer() ?? {};
    return standingOf({
      now: this.now(),
      repliedAt: this.presence.repliedAt,
      idleMinutes,
      expiresAt: expiresAt ? Date.parse(expiresAt) : null,
    });
  });
  protected readonly minutes = computed(() => Math.round(this.standing().seconds / 60));
  /** Seconds left, where the reader is to be told. */
  protected readonly warning = computed(() => {
    const { standing, seconds } = this.standing();
    if (!this.session.signedIn() || this.hurdles.signIn.up()) return 0;
    if (standing === 'LAST' && this.told() === this.session.viewer()?.expiresAt) return 0;
    return standing === 'IDLE' || standing === 'LAST' ? seconds : 0;
  });

  constructor() {
    const document = inject(DOCUMENT);
    const look = (): void => this.look();
    const seen = (): void => this.keep();
    document.addEventListener('visibilitychange', look);
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, seen, { passive: true });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      document.removeEventListener('visibilitychange', look);
      for (const sign of SIGNS_OF_LIFE) document.removeEventListener(sign, seen);
    });
    effect(() => {
      // a new session, and one that was left, have other limits
      this.session.viewer();
      untracked(() => this.look());
    });
  }

  /** The warning was read: before the idle end whoever closes it is there, and stays. */
  protected closed(): void {
    if (this.standing().standing === 'LAST')
      this.told.set(this.session.viewer()?.expiresAt ?? null);
    else void this.ask();
  }

  /** A new session before the old one ends, with the page left as it is. */
  protected signInAgain(): void {
    this.closed();
    void this.hurdles.signIn.raise();
  }

  private look(): void {
    clearTimeout(this.timer);
    if (!this.session.signedIn()) return;
    this.now.set(Date.now());
    const { standing, lookAgain } = this.standing();
    if (standing === 'OVER') void this.session.end();
    this.timer = setTimeout(() => this.look(), lookAgain);
  }

  /** Somebody is there, and no page has asked the server anything for a while. */
  private keep(): void {
    const { idleMinutes = 0 } = this.session.viewer() ?? {};
    const silent = Date.now() - this.presence.repliedAt;
    const pause = Math.min(MINUTE, (idleMinutes * MINUTE) / 4);
    if (!this.session.signedIn() || this.warning() || this.hurdles.signIn.up()) return;
    if (silent > pause) void this.ask();
  }

  private async ask(): Promise<void> {
    try {
      await this.session.touch();
    } catch {
      // nothing to say here: the next request of a page will
    }
    this.look();
  }
}
