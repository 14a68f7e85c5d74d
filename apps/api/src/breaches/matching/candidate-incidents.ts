import type { DatePrecision } from '@chaperone/risk-model';

/** Records of one vendor this many days apart or less may be one event (risk-method, section 4). */
export const INCIDENT_WINDOW_DAYS = 120;

/** A day a record names; a bare year is too coarse to say that two records are one event. */
export interface RecordDay {
  readonly on: string;
  readonly precision: DatePrecision;
}

/** A record of one vendor, as far as joining looks at it. */
export interface IncidentCandidate {
  readonly id: string;
  /** Its breach, discovery and report dates, those that are known. */
  readonly days: readonly RecordDay[];
  /** The incident it already belongs to. */
  readonly incidentId: string | null;
}

/**
 * Groups of records of one vendor that may be one event, for a person to join or keep apart.
 * A group spans 120 days from its earliest record, so that a company breached every season does not
 * chain into one endless event. Groups whose records already share an incident are left out.
 */
export function candidateIncidents<R extends IncidentCandidate>(records: readonly R[]): R[][] {
  const dated = records
    .map((record) => ({ record, days: fineDays(record) }))
    .filter(({ days }) => days.length > 0)
    .sort((a, b) => firstOf(a.days) - firstOf(b.days) || (a.record.id < b.record.id ? -1 : 1));
  const groups: (typeof dated)[] = [];
  for (const one of dated) {
    const group = groups.find(
      ([first]) => first && daysApart(first.days, one.days) <= INCIDENT_WINDOW_DAYS,
    );
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => group.map(({ record }) => record)).filter(isUndecided);
}

function fineDays(record: IncidentCandidate): number[] {
  const fine = record.days.filter((day) => day.precision !== 'YEAR');
  return fine.map((day) => Date.parse(`${day.on}T00:00:00Z`) / 86_400_000);
}

function firstOf(days: readonly number[]): number {
  return Math.min(...days);
}

function daysApart(a: readonly number[], b: readonly number[]): number {
  return Math.min(...a.flatMap((one) => b.map((other) => Math.abs(one - other))));
}

function isUndecided(group: readonly IncidentCandidate[]): boolean {
  const incidents = new Set(group.map((record) => record.incidentId));
  return group.length > 1 && !(incidents.size === 1 && !incidents.has(null));
}
