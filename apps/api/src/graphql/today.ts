import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';

/**
 * The organisation's current day. organisation/ sets the time zone at start and when it changes;
 * the day is worked out once a minute, since it is asked for by every statement.
 */
@Injectable()
export class Today {
  private timeZone = 'UTC';
  private minute = -1;
  private day = '';

  constructor(private readonly clock: Clock) {}

  /** The day there now, YYYY-MM-DD. */
  current(): string {
    const minute = Math.floor(this.clock.now().getTime() / 60_000);
    if (minute !== this.minute) {
      this.day = this.clock.todayIn(this.timeZone);
      this.minute = minute;
    }
    return this.day;
  }

  useTimeZone(timeZone: string): void {
    this.timeZone = timeZone;
    this.minute = -1;
  }
}
