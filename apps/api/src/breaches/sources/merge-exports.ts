import type { BreachDraft } from './breach-draft.js';

/** The fields of a record that a later export may change. */
export const MERGED_FIELDS = [
  'title',
  'sourceUrl',
  'breached',
  'discovered',
  'reported',
  'people',
  'dataClasses',
  'causes',
  'location',
  'usState',
  'entityType',
  'filedByVendor',
  'domain',
  'description',
  'companyBreach',
  'notCompanyReason',
] as const satisfies readonly (keyof BreachDraft)[];
export type MergedField = (typeof MERGED_FIELDS)[number];
export type MergedValues = Pick<BreachDraft, MergedField>;

/** What a record is to hold after an import, and which of its fields differ from before. */
export interface Merge {
  readonly values: MergedValues;
  readonly changed: readonly MergedField[];
}

/**
 * Joins a stored record with an incoming row of the same record. A value never gives way to one
 * of an older export: such a row only fills what was empty. An empty value never wipes a known one,
 * whichever is newer: the portal's active list leaves out descriptions that its archive has.
 * @param days YYYY-MM-DD; null for a record typed by hand or an export without a day (oldest)
 */
export function mergeOlder(
  stored: MergedValues,
  incoming: MergedValues,
  days: { readonly stored: string | null; readonly incoming: string | null },
): Merge {
  const older = (days.incoming ?? '') < (days.stored ?? '');
  const values: Record<string, unknown> = {};
  const changed: MergedField[] = [];
  for (const field of MERGED_FIELDS) {
    const takesNew = !isEmpty(incoming[field]) && (!older || isEmpty(stored[field]));
    values[field] = takesNew ? incoming[field] : stored[field];
    if (takesNew && !sameValue(stored[field], incoming[field])) changed.push(field);
  }
  // the reason belongs to the flag: a record that became a company's breach has none
  if (values['companyBreach'] === true) values['notCompanyReason'] = null;
  return { values: values as unknown as MergedValues, changed };
}

function isEmpty(value: MergedValues[MergedField]): boolean {
  if (value === null || value === '') return true;
  return Array.isArray(value) && (value.length === 0 || value.join() === 'UNKNOWN');
}

function sameValue(a: MergedValues[MergedField], b: MergedValues[MergedField]): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return [...a].sort().join() === [...b].sort().join();
  if (isDay(a) && isDay(b)) return a.on === b.on && a.precision === b.precision;
  return a === b;
}

function isDay(value: unknown): value is { on: string; precision: string } {
  return typeof value === 'object' && value !== null && 'on' in value;
}
