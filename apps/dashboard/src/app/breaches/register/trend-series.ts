import { BREACH_SOURCES, type BreachSource } from '@chaperone/risk-model';

/** Records of one source in one month, as the graph counts them. */
export interface MonthCount {
  /** First day of the month. */
  month: string;
  source: BreachSource;
  count: number;
}

/** Counts over an unbroken run of months or years. */
export interface Trend {
  /** YYYY-MM or YYYY, oldest first. */
  steps: string[];
  unit: 'MONTH' | 'YEAR';
  /** Only sources that have a record. */
  sources: { source: BreachSource; counts: number[] }[];
}

// More bars than this cannot be told apart on a phone.
const MOST_MONTHS = 36;

/** Counts by month, or by year once there are too many months; steps without records count 0. */
export function trendOf(rows: readonly MonthCount[]): Trend {
  const months = rows.map((row) => row.month.slice(0, 7)).sort();
  const first = months[0];
  const last = months.at(-1);
  if (!first || !last) return { steps: [], unit: 'YEAR', sources: [] };
  const byMonth = stepsBetween(first, last, 'MONTH');
  const unit = byMonth.length <= MOST_MONTHS ? 'MONTH' : 'YEAR';
  const steps = unit === 'MONTH' ? byMonth : stepsBetween(first, last, 'YEAR');
  const width = unit === 'MONTH' ? 7 : 4;
  const at = new Map(steps.map((step, index) => [step, index]));
  const sources = BREACH_SOURCES.flatMap((source) => {
    const own = rows.filter((row) => row.source === source);
    if (!own.length) return [];
    const counts = steps.map(() => 0);
    for (const row of own) {
      const index = at.get(row.month.slice(0, width)) ?? 0;
      counts[index] = (counts[index] ?? 0) + row.count;
    }
    return [{ source, counts }];
  });
  return { steps, unit, sources };
}

function stepsBetween(first: string, last: string, unit: Trend['unit']): string[] {
  if (unit === 'YEAR') {
    const from = Number(first.slice(0, 4));
    const length = Number(last.slice(0, 4)) - from + 1;
    return Array.from({ length }, (_, index) => String(from + index));
  }
  const from = monthNumber(first);
  return Array.from({ length: monthNumber(last) - from + 1 }, (_, index) => {
    const month = from + index;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

const monthNumber = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
