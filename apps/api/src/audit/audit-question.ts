import { Refusal } from '../graphql/refusal.js';
import type { AuditFilter } from './audit.inputs.js';

/** Conditions with their values. */
export interface Conditions {
  readonly text: string;
  readonly values: readonly unknown[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function uuid(id: string | null | undefined): string | null {
  if (!id) return null;
  if (!UUID.test(id)) throw new Refusal('INVALID', 'This is nobody’s key.', { field: 'personId' });
  return id;
}

/** Entries that are no plain change of records, or did not end well. */
export const SECURITY = `(action <> 'CHANGE' or outcome <> 'SUCCESS')`;

/** Where a stretch goes on. @throws Refusal INVALID */
export function afterOf(after: string | null | undefined): number | null {
  if (!after) return null;
  if (!/^\d{1,15}$/.test(after))
    throw new Refusal('INVALID', 'Give `after` as the stretch before said it.', { field: 'after' });
  return Number(after);
}

function subject({ subjectType, subjectId }: AuditFilter): string | null {
  if (!subjectType && !subjectId) return null;
  if (!subjectType || !subjectId)
    throw new Refusal('INVALID', 'Say kind and key of the record.', { field: 'subjectId' });
  return `${subjectType}:${subjectId}`;
}

/** Hits that a stretch is taken from: more than anybody reads on. */
const MOST_HITS = 20_000;

/**
 * What a filter asks for, as SQL. What a record went through, and words, are found by an index over all
 * records of an entry: first those entries, then their order, or the newest million would be read. For
 * a stretch the newest of what fits **all** conditions are enough; a file has them all.
 */
export function conditionsOf(
  filter: AuditFilter,
  after: number | null,
  wanted: 'STRETCH' | 'ALL' = 'STRETCH',
): Conditions {
  const values: unknown[] = [];
  const param = (value: unknown): string => `$${values.push(value)}`;
  const parts: string[] = [];
  const add = (value: unknown, part: (place: string) => string): void => {
    if (value !== null && value !== undefined && value !== '') parts.push(part(param(value)));
  };
  const some = (list: readonly string[] | null | undefined): readonly string[] | null =>
    list?.length ? list : null;
  const record = subject(filter);
  const words = filter.search?.trim().toLowerCase();
  add(after, (place) => `seq < ${place}`);
  add(some(filter.action), (place) => `action = any(${place}::text[])`);
  add(some(filter.outcome), (place) => `outcome = any(${place}::text[])`);
  add(uuid(filter.personId), (place) => `person_id = ${place}::uuid`);
  add(record, (place) => `about @> array[${place}]`);
  add(filter.from, (place) => `at >= ${place}::timestamptz`);
  add(filter.to, (place) => `at < ${place}::timestamptz`);
  add(
    words,
    (place) =>
      `words like '%' || replace(replace(replace(${place}, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`,
  );
  if (parts.length === 0) return { text: '', values };
  const all = parts.join(' and ');
  const byIndex = wanted === 'STRETCH' && (record !== null || !!words);
  return { text: `where ${byIndex ? newestOf(all) : all}`, values };
}

function newestOf(conditions: string): string {
  return `seq = any(array(select seq from audit_entries where ${conditions} order by seq desc limit ${MOST_HITS}))`;
}
