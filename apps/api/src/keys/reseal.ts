/**
 * Rows that are sealed anew: found by the name of their key, held while they are sealed, stored under the
 * active key. A row that somebody holds is left for the next round.
 */
import type { EntityManager } from 'typeorm';
import { withoutRows } from '../audit/trail.js';
import type { Work } from '../graphql/work.js';
import { partsOf } from './envelope.js';
import type { Keys, Place } from './keys.js';
import { formInRecord, SEALED_IN_RECORDS, type SealedColumn } from './purposes.js';
import { isSealedJson } from './sealed-values.js';

/** Where sealed values are, and how they are sealed anew. */
export interface Resealable {
  readonly name: string;
  /** Before every key of the table. */
  readonly first: string;
  /** Rows under one of the keys $3 behind the row $1, $2 at most, held. */
  readonly find: string;
  /** Stores rows of $1, a JSON list. */
  readonly store: string;
  /** Names of the keys $1 that are in use. */
  readonly count: string;
  reseal(keys: Keys, row: FoundRow): FoundRow;
}

type FoundRow = Readonly<Record<string, unknown>> & { readonly id: string };

const FIRST_UUID = '00000000-0000-0000-0000-000000000000';

/** SQL of the name of the key that a text is sealed under; null where it is not sealed. */
const kidOf = (sealed: string): string =>
  `case when ${sealed} like 'v1.%' then split_part(${sealed}, '.', 2) end`;

/** The values of a column. */
export function rowsOf({ table, column, form, key = 'id', when }: SealedColumn): Resealable {
  const sealed = form === 'TEXT' ? `t.${column}` : `(t.${column} ->> 'sealed')`;
  const object = form === 'JSON' ? ` and jsonb_typeof(t.${column}) = 'object'` : '';
  const under = (kids: string): string =>
    `${when ?? 'true'}${object} and ${kidOf(sealed)} = any(${kids})`;
  return {
    name: `${table}.${column}`,
    first: FIRST_UUID,
    find: `select t.${key}::text as id, t.${column} as value from ${table} t where t.${key} > $1
      and ${under('$3')} order by t.${key} limit $2 for update skip locked`,
    store: `update ${table} t set ${column} = n.value
      from jsonb_to_recordset($1::jsonb) as n(id uuid, value ${form === 'TEXT' ? 'text' : 'jsonb'}) where t.${key} = n.id`,
    count: `select distinct ${kidOf(sealed)} as kid from ${table} t where ${under('$1')}`,
    reseal: (keys, { id, value }) => ({
      id,
      value: resealed(keys, { table, column, row: id }, { form, value }),
    }),
  };
}

/** SQL of the names of the keys that parts of a record are sealed under. */
const KIDS_OF_RECORD = `array[${SEALED_IN_RECORDS.flatMap(({ table, column, form }) =>
  ['before', 'after'].map((record) => {
    const sealed =
      form === 'TEXT'
        ? `(c.${record} ->> '${column}')`
        : `(c.${record} -> '${column}' ->> 'sealed')`;
    return `case when c.table_name = '${table}' then ${kidOf(sealed)} end`;
  }),
).join(', ')}]`;

/** Records of what imports changed, in which several values may be sealed. */
export const recordsOf: Resealable = {
  name: 'import_changes',
  first: '0',
  find: `select c.id::text, c.table_name as "table", c.row_id as row, c.before, c.after from import_changes c
    where c.id > $1 and ${KIDS_OF_RECORD} && $3::text[] order by c.id limit $2 for update skip locked`,
  store: `update import_changes c set before = nullif(n.before, 'null'), after = nullif(n.after, 'null')
    from jsonb_to_recordset($1::jsonb) as n(id bigint, before jsonb, after jsonb) where c.id = n.id`,
  count: `select distinct k.kid from import_changes c cross join lateral unnest(${KIDS_OF_RECORD}) as k(kid)
    where k.kid = any($1)`,
  reseal: (keys, row) => {
    const at = { table: String(row['table']), row: String(row['row']) };
    const record = (columns: unknown): unknown =>
      columns === null
        ? null
        : Object.fromEntries(
            Object.entries(columns as object).map(([column, value]) => {
              const form = formInRecord(at.table, column);
              return [column, form ? resealed(keys, { ...at, column }, { form, value }) : value];
            }),
          );
    return { id: row.id, before: record(row['before']), after: record(row['after']) };
  },
};

/** A value sealed anew; what is not sealed, such as empty text, comes back as it is. */
function resealed(
  keys: Keys,
  place: Place,
  { form, value }: { readonly form: SealedColumn['form']; readonly value: unknown },
): unknown {
  if (form === 'JSON')
    return isSealedJson(value) ? { ...value, sealed: again(keys, place, value.sealed) } : value;
  return typeof value === 'string' && partsOf(value) ? again(keys, place, value) : value;
}

const again = (keys: Keys, place: Place, sealed: string): string =>
  keys.seal(place, keys.open(place, sealed));

/** What one batch is made of. */
interface Batch {
  readonly work: Work;
  readonly keys: Keys;
  readonly table: Resealable;
  readonly kids: readonly string[];
  readonly from: string;
  readonly atATime: number;
}

/** Seals one batch anew; `last` is null where nothing is left behind it. */
export async function resealBatch(
  tx: EntityManager,
  { work, keys, table, kids, from, atATime }: Batch,
): Promise<{ rows: number; last: string | null }> {
  await tx.query('set local statement_timeout = 0');
  const found: FoundRow[] = await tx.query(table.find, [from, atATime, kids]);
  const last = found.length < atATime ? null : (found.at(-1)?.id ?? null);
  if (found.length === 0) return { rows: 0, last };
  await withoutRows(tx);
  const rows = found.map((row) => table.reseal(keys, row));
  await tx.query(table.store, [JSON.stringify(rows)]);
  const details = { resealed: table.name, rows: rows.length };
  work.trail.note(tx, { action: 'KEY_ROTATED', outcome: 'SUCCESS', details });
  return { rows: rows.length, last };
}
