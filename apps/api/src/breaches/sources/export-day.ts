/**
 * The day a file was exported: a value never gives way to one from an older export.
 * `asOf` (typed by a person) counts first, then a date in the file's name (a month stands for its
 * last day), then the latest date reported in it. A date in the name that lies before that latest
 * row cannot be the export day.
 */
export function exportDayOf(found: {
  readonly asOf?: string | null;
  readonly fileName: string;
  readonly latestReported: string | null;
}): string | null {
  if (found.asOf) return found.asOf;
  const named = dayInName(found.fileName);
  const latest = found.latestReported;
  if (named !== null && (latest === null || named >= latest)) return named;
  return latest;
}

const NAME_DATE = /(?<!\d)(20\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?!\d)/g;

/** The last date in a file's name; null when it has none. */
export function dayInName(fileName: string): string | null {
  const [, year = '', month = '', day] = [...fileName.matchAll(NAME_DATE)].at(-1) ?? [];
  if (year === '') return null;
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const number = day === undefined ? lastDay : Math.min(Number(day), lastDay);
  return `${year}-${month}-${String(number).padStart(2, '0')}`;
}
