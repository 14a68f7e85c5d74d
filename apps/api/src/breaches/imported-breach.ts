import type { DatePrecision } from '@chaperone/risk-model';
import {
  MERGED_FIELDS,
  type BreachDraft,
  type DatedDay,
  type MergedField,
  type MergedValues,
} from './sources/index.js';

/** A breach record as an import writes it: columns and values. */
export type BreachRecord = Readonly<Record<string, unknown>>;

/** A stored record, read as `to_jsonb(breaches)`. */
export interface StoredBreach {
  readonly id: string;
  readonly source_key: string;
  readonly title: string;
  readonly people: number | null;
  readonly export_day: string | null;
  readonly rev: number;
  readonly [column: string]: unknown;
}

type Day = 'breached' | 'discovered' | 'reported';
const DAYS: readonly Day[] = ['breached', 'discovered', 'reported'];

const COLUMNS: Readonly<Record<Exclude<MergedField, Day>, string>> = {
  title: 'title',
  sourceUrl: 'source_url',
  people: 'people',
  dataClasses: 'data_classes',
  causes: 'causes',
  location: 'location',
  usState: 'us_state',
  entityType: 'entity_type',
  filedByVendor: 'filed_by_vendor',
  domain: 'domain',
  description: 'description',
  companyBreach: 'company_breach',
  notCompanyReason: 'not_company_reason',
};
const PLAIN = Object.entries(COLUMNS) as [keyof typeof COLUMNS, string][];

/** The columns of a record with these values; `draft` gives what never merges. */
export function breachRecord(values: MergedValues, draft: BreachDraft): BreachRecord {
  const { normalisedName, aliasHint, raw } = draft;
  const words = [aliasHint, values.domain, values.description].filter(Boolean).join(' ');
  const first = values.discovered ?? values.breached ?? values.reported;
  return {
    ...Object.fromEntries(PLAIN.map(([field, column]) => [column, values[field]])),
    ...Object.assign({}, ...DAYS.map((day) => dayColumns(day, values[day]))),
    happened_on: first?.on ?? null,
    normalised_name: normalisedName,
    search_text: `${normalisedName} ${words.toLowerCase()}`.trim(),
    raw,
  };
}

function dayColumns(day: Day, dated: DatedDay | null): BreachRecord {
  return { [`${day}_on`]: dated?.on ?? null, [`${day}_precision`]: dated?.precision ?? null };
}

/** The values of a stored record that a later export may change. */
export function mergedValues(stored: StoredBreach): MergedValues {
  const values: Record<string, unknown> = {};
  for (const [field, column] of PLAIN) values[field] = stored[column];
  for (const day of DAYS) values[day] = dayOf(stored, day);
  return values as unknown as MergedValues;
}

function dayOf(stored: StoredBreach, day: Day): DatedDay | null {
  const on = stored[`${day}_on`] as string | null;
  const precision = (stored[`${day}_precision`] as DatePrecision | null) ?? 'DAY';
  return on === null ? null : { on, precision };
}

/** The columns of two records that differ, as they were and as they will be. */
export function differences(
  stored: StoredBreach,
  record: BreachRecord,
): { before: BreachRecord; after: BreachRecord } {
  const changed = Object.keys(record).filter((column) => !same(stored[column], record[column]));
  const pick = (from: BreachRecord): BreachRecord =>
    Object.fromEntries(changed.map((column) => [column, from[column] ?? null]));
  return { before: pick(stored), after: pick(record) };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Whether a row of an older export says something else than is stored. */
export function saysOtherwise(stored: MergedValues, incoming: MergedValues): boolean {
  return MERGED_FIELDS.some((field) => {
    const value = incoming[field];
    const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    return !empty && !same(stored[field], value);
  });
}
