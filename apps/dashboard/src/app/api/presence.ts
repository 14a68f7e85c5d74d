/**
 * How long the session still lasts. In: the moments at which the server answered, in this tab and
 * in others of the same browser. Out: whether an end is near. It has no timer of its own.
 */
import { Injectable } from '@angular/core';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** The server notes a use to the minute: its idle end may come this much sooner than ours. */
const SLACK = MINUTE;
/** Long enough to come back from the printer (WCAG 2.2.1 asks for 20 seconds). */
const IDLE_WARNING = 2 * MINUTE;
/** Long enough to bring a form to its end. */
const LAST_WARNING = 5 * MINUTE;
/** The browser's timers hold 24.8 days at most; nothing is ever that far away. */
const LONGEST_WAIT = 60 * MINUTE;

/**
 * FINE: nothing to say. IDLE: the session ends for want of requests. LAST: it ends however busy.
 * OVER: it has ended, as far as this browser can tell.
 */
export type Standing = 'FINE' | 'IDLE' | 'LAST' | 'OVER';

/** What a session's end depends on; moments in milliseconds. */
export interface Limits {
  readonly now: number;
  readonly repliedAt: number;
  readonly idleMinutes: number;
  /** Null: no end but the idle one. */
  readonly expiresAt: number | null;
}

/** Where a session stands, the seconds left to its nearest end, and when to look again. */
export function standingOf({ now, repliedAt, idleMinutes, expiresAt }: Limits): {
  readonly standing: Standing;
  readonly seconds: number;
  readonly lookAgain: number;
} {
  const idle = repliedAt + idleMinutes * MINUTE - SLACK - now;
  const last = (expiresAt ?? Infinity) - now;
  const left = Math.max(0, Math.min(idle, last));
  // a short idle time would be all warning otherwise
  const idleWarning = Math.min(IDLE_WARNING, (idleMinutes * MINUTE) / 3);
  if (left <= 0) return { standing: 'OVER', seconds: 0, lookAgain: LONGEST_WAIT };
  const seconds = Math.ceil(left / SECOND);
  if (last <= LAST_WARNING && last <= idle) return { standing: 'LAST', seconds, lookAgain: SECOND };
  if (idle <= idleWarning) return { standing: 'IDLE', seconds, lookAgain: SECOND };
  const untilWarning = Math.min(idle - idleWarning, Math.max(last - LAST_WARNING, SECOND));
  return { standing: 'FINE', seconds, lookAgain: Math.min(untilWarning, LONGEST_WAIT) };
}

/** When the server last answered, whichever tab had asked. */
@Injectable({ providedIn: 'root' })
export class Presence {
  private readonly tabs =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('chaperone-replies');
  private at = Date.now();

  constructor() {
    this.tabs?.addEventListener('message', () => (this.at = Date.now()));
  }

  /** Milliseconds, as `Date.now()` counts them. */
  get repliedAt(): number {
    return this.at;
  }

  noteReply(): void {
    this.at = Date.now();
    this.tabs?.postMessage(null);
  }
}
