/**
 * Breach history. In: breach records as matched to a vendor. Out: B in 0..0.6 and one line an
 * incident: however many records tell of one event, the worst of them counts, once. Matches
 * that nobody has confirmed and no own domain has made do not count.
 */
import { dayNumber, dayOf, daysInMonth, type Day } from './days.js';
import type { BreachFacts } from './facts.js';
import type { RiskModel } from './model.js';
import type { DataClass, DatePrecision } from './vocabulary.js';

/** One incident with the record that counts for it. */
export interface IncidentFigures {
  /** null: the record stands alone. */
  readonly incidentId: string | null;
  readonly record: BreachFacts;
  /** Counted records of the incident. */
  readonly records: number;
  /** The day that age runs from; null: no date is known, it counts as today's. */
  readonly day: Day | null;
  /** Whole days from that day to `asOf`. */
  readonly ageDays: number;
  /** 0..1. */
  readonly severity: number;
  /** The number of people is unknown or a placeholder. */
  readonly severityAssumed: boolean;
  /** b, 0..0.5. */
  readonly share: number;
}

/** What a vendor's past adds to likelihood. */
export interface BreachFigures {
  /** B, 0..0.6. */
  readonly history: number;
  /** Largest first. */
  readonly incidents: readonly IncidentFigures[];
}

/** Weighs the breaches of a vendor for the day `asOf`. The order of the input does not matter. */
export function weighBreaches(
  breaches: readonly BreachFacts[],
  asOf: Day,
  model: RiskModel,
): BreachFigures {
  if (breaches.length === 0) return { history: 0, incidents: [] };
  const today = dayNumber(asOf);
  const worst = new Map<string, IncidentFigures>();
  for (const record of breaches) {
    const figures = weigh(record, today, model);
    if (figures === null) continue;
    const key = record.incidentId === null ? `record ${record.recordId}` : record.incidentId;
    worst.set(key, worseOf(worst.get(key), figures));
  }
  const incidents = [...worst.values()].sort(byShare);
  let rest = 1;
  for (const incident of incidents) rest *= 1 - incident.share;
  return { history: Math.min(model.breaches.most, 1 - rest), incidents };
}

/** Whether a record counts at all: confirmed by a person, or matched by the vendor's own domain. */
export const countsForVendor = (record: BreachFacts): boolean =>
  record.matchState === 'CONFIRMED' || (record.matchState === 'PROPOSED' && record.automatic);

/**
 * The latest day that a date known only to its month or year can mean, but not after `asOf`:
 * vagueness must not make a breach older. A date that begins after `asOf` stays as it is.
 */
export function latestDay(day: Day, precision: DatePrecision, asOf: Day): Day {
  if (precision === 'DAY' || day > asOf) return day;
  const year = Number(day.slice(0, 4));
  const month = precision === 'YEAR' ? 12 : Number(day.slice(5, 7));
  const last = `${day.slice(0, 5)}${String(month).padStart(2, '0')}-${daysInMonth(year, month)}`;
  return last > asOf ? asOf : dayOf(dayNumber(last));
}

/** The day that a breach's age runs from: discovery, else the breach, else the report. */
export const dayOfBreach = (record: BreachFacts): Day | null =>
  record.discoveredOn ?? record.breachedOn ?? record.reportedOn;

/** Whether the number of people is unknown: missing, or a placeholder of an HHS filing. */
export function isPeopleUnknown(
  record: Pick<BreachFacts, 'people' | 'source'>,
  model: RiskModel,
): boolean {
  if (record.people === null) return true;
  return record.source === 'HHS_OCR' && model.breaches.placeholders.includes(record.people);
}

function weigh(record: BreachFacts, today: number, model: RiskModel): IncidentFigures | null {
  if (!countsForVendor(record)) return null;
  const day = dayOfBreach(record);
  const ageDays = day === null ? 0 : today - dayNumber(day);
  // A record dated after the day of the score is not known on that day.
  if (ageDays < 0) return null;
  const severity = severityOf(record, model);
  const { single, fault, halfLifeDays } = model.breaches;
  return {
    incidentId: record.incidentId,
    record,
    records: 1,
    day,
    ageDays,
    severity,
    severityAssumed: isPeopleUnknown(record, model),
    share: single * severity * fault[record.fault] * 2 ** (-ageDays / halfLifeDays),
  };
}

function severityOf(record: BreachFacts, model: RiskModel): number {
  const { severityDecades, unknownSeverity, mildFactor, graveClasses } = model.breaches;
  const severity = isPeopleUnknown(record, model)
    ? unknownSeverity
    : Math.min(1, Math.log10(1 + Math.max(0, record.people ?? 0)) / severityDecades);
  return isKnownMild(record.dataClasses, graveClasses) ? severity * mildFactor : severity;
}

/** Unknown is not known: without classes nothing is taken off. */
function isKnownMild(classes: readonly DataClass[] | null, grave: readonly DataClass[]): boolean {
  if (classes === null || classes.length === 0) return false;
  return !classes.some((dataClass) => grave.includes(dataClass));
}

function worseOf(held: IncidentFigures | undefined, next: IncidentFigures): IncidentFigures {
  if (held === undefined) return next;
  const records = held.records + 1;
  return { ...(byShare(held, next) <= 0 ? held : next), records };
}

function byShare(one: IncidentFigures, other: IncidentFigures): number {
  if (one.share !== other.share) return other.share - one.share;
  return one.record.recordId < other.record.recordId ? -1 : 1;
}
