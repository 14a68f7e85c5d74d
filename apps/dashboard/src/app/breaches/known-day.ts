import { inject, Pipe, type PipeTransform } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { DatePrecision } from '@chaperone/risk-model';
import { day } from '../shell/formats.js';

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The days of a record, as far as anybody knows them. */
export interface BreachDays {
  discoveredOn: string | null;
  discoveredPrecision: DatePrecision | null;
  breachedOn: string | null;
  breachedPrecision: DatePrecision | null;
  reportedOn: string | null;
  reportedPrecision: DatePrecision | null;
}

/** A day no more exactly than it is known: "1 March 2027", "March 2027" or "2027". */
export function knownDay(
  on: string,
  precision: DatePrecision | null,
  length: 'long' | 'short' = 'long',
): string {
  if (precision === 'YEAR') return on.slice(0, 4);
  if (precision === 'MONTH') return MONTH.format(new Date(`${on}T00:00:00Z`));
  return day(on, length);
}

/** What a record's day is the day of. */
export type DayOf = 'DISCOVERED' | 'BREACHED' | 'REPORTED';

/** The day that stands for a record: discovered, else breached, else reported; undefined: none. */
export function happened(
  days: BreachDays,
): { on: string; precision: DatePrecision | null; of: DayOf } | undefined {
  const { discoveredOn, breachedOn, reportedOn } = days;
  if (discoveredOn)
    return { on: discoveredOn, precision: days.discoveredPrecision, of: 'DISCOVERED' };
  if (breachedOn) return { on: breachedOn, precision: days.breachedPrecision, of: 'BREACHED' };
  if (reportedOn) return { on: reportedOn, precision: days.reportedPrecision, of: 'REPORTED' };
  return undefined;
}

/** A day with its precision: `record.breachedOn | knownDay: record.breachedPrecision`. */
@Pipe({ name: 'knownDay' })
export class KnownDayPipe implements PipeTransform {
  transform = (on: string | null, precision: DatePrecision | null): string =>
    on ? knownDay(on, precision) : '';
}

/** A record's day, short, no more exactly than it is known, with what it is the day of; '' if unknown. */
@Pipe({ name: 'happened' })
export class HappenedPipe implements PipeTransform {
  private readonly words = inject(TranslocoService);

  transform(days: BreachDays): string {
    const known = happened(days);
    if (!known) return '';
    const on = knownDay(known.on, known.precision, 'short');
    return this.words.translate(`breaches.day.${known.of}`, { day: on });
  }
}
