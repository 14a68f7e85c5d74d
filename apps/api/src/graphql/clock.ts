import { Injectable } from '@nestjs/common';

/** The day of a moment in a time zone, YYYY-MM-DD. */
function dayIn(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(moment);
}

/** The only place that asks what time it is; specs put another clock in its stead. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Today in UTC, YYYY-MM-DD. */
  todayUtc(): string {
    return this.now().toISOString().slice(0, 10);
  }

  /** Today in an IANA time zone, YYYY-MM-DD. */
  todayIn(timeZone: string): string {
    return dayIn(this.now(), timeZone);
  }
}
