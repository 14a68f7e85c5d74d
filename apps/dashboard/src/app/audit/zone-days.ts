/** Calendar days of a time zone as moments, since the log knows moments only. */

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. */
function aheadAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const clock = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  );
  return clock - Math.floor(moment / 1000) * 1000;
}

/**
 * The moment at which a day (YYYY-MM-DD) begins in a zone, so many days later; null: it is no day. Where
 * the clock is put forward over midnight, the first moment that the day has.
 */
export function dayBegins(day: string, timeZone: string, later = 0): string | null {
  const [year, month, date] = day.split('-').map(Number);
  const midnight = Date.UTC(year ?? NaN, (month ?? NaN) - 1, (date ?? NaN) + later);
  if (Number.isNaN(midnight)) return null;
  const first = midnight - aheadAt(midnight, timeZone);
  // the offset may differ between midnight in UTC and midnight there
  const second = midnight - aheadAt(first, timeZone);
  return new Date(
    Math.max(second, second + (aheadAt(first, timeZone) - aheadAt(second, timeZone))),
  ).toISOString();
}
