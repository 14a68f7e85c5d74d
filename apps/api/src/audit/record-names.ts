/**
 * What records are called whose keys stand in fields of the log. In: entries as they are shown. Out:
 * a name for each key that is still some record's; the others stay keys. It changes no entry.
 */
import type { ReadStatement } from '../graphql/work.js';
import type { AuditEntryType, AuditNameType } from './audit.type.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A stretch of a hundred entries may hold more; the rest stay keys. */
const MOST_KEYS = 1_000;

/** Where a key may lead, and what people call the record there. */
const NAMED: readonly (readonly [table: string, name: string])[] = [
  ['people', 'name'],
  ['vendors', 'display_name'],
  ['services', 'name'],
  ['agreements', 'ref'],
  ['assessments', 'ref'],
  ['evidence', 'title'],
  ['question_templates', 'title'],
  ['breaches', 'title'],
  ['incidents', 'title'],
  ['import_runs', 'ref'],
  ['stored_files', 'name'],
  ['api_tokens', 'name'],
  ['identity_providers', 'name'],
  ['access_reviews', 'ref'],
];

const TEXT = NAMED.map(
  ([table, name]) =>
    `select id::text as id, ${name} as name from ${table} where id = any($1::uuid[])`,
).join(' union all ');

/** Keys of other records that the entries hold. */
export function keysIn(entries: readonly AuditEntryType[]): readonly string[] {
  const keys = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'string' && UUID.test(value)) keys.add(value);
  };
  for (const { changes } of entries)
    for (const { id, fields } of changes)
      for (const { name, before, after } of fields) {
        // a record's own key is told by its label
        if (name === 'id' && (before === id || after === id)) continue;
        look(before);
        look(after);
      }
  return [...keys].slice(0, MOST_KEYS);
}

/** The names behind keys. */
export async function namesOf(
  keys: readonly string[],
  read: (statement: ReadStatement) => Promise<AuditNameType[]>,
): Promise<AuditNameType[]> {
  if (keys.length === 0) return [];
  return read({ name: 'audit-record-names', text: TEXT, values: [keys] });
}
