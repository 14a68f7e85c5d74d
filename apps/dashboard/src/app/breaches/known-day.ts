import { Pipe, type PipeTransform } from '@angular/core';
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

/** When it happened: discovered, else breached, else reported; undefined where nobody knows. */
export function happened(
  days: BreachDays,
): { on: string; precision: DatePrecision | null } | undefined {
  if (days.discoveredOn) return { on: days.discoveredOn, precision: days.discoveredPrecision };
  if (days.breachedOn) return { on: days.breachedOn, precision: days.breachedPrecision };
  if (days.reportedOn) return { on: days.reportedOn, precision: days.reportedPrecision };
  return undefined;
}

/** A day with its precision: `record.breachedOn | knownDay: record.breachedPrecision`. */
@Pipe({ name: 'knownDay' })
export class KnownDayPipe implements PipeTransform {
  transform = (on: string | null, precision: DatePrecision | null): string =>
    on ? knownDay(on, precision) : '';
}

/** When a record's breach happened, short, no more exactly than it is known; '' if unknown. */
@Pipe({ name: 'happened' })
export class HappenedPipe implements PipeTransform {
  transform(days: BreachDays): string {
    const known = happened(days);
    return known ? knownDay(known.on, known.precision, 'short') : '';
  }
}
