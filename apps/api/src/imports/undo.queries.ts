import type { EntityManager } from 'typeorm';
import type { ImportJob, UndoTable } from './import-source.js';

/** A row of another table that points at a row of this one. */
interface Pointer {
  readonly table: string;
  readonly column: string;
}

/**
 * Locks the rows of a run in the order of their keys, so that nobody changes, removes or begins to use
 * one between looking for conflicts and taking back: what is found is still true then.
 */
export async function holdRows(
  tx: EntityManager,
  job: ImportJob,
  { table }: UndoTable,
): Promise<void> {
  await tx.query(
    `select count(*) from (select from ${table} t where t.id in
       (select row_id from import_changes where run_id = $1 and table_name = $2)
       order by t.id for update) held`,
    [job.id, table],
  );
}

/** Lists the rows that somebody changed or used since the run, and counts them. */
export async function findConflicts(
  tx: EntityManager,
  job: ImportJob,
  tables: readonly UndoTable[],
): Promise<number> {
  await tx.query('delete from import_conflicts where run_id = $1', [job.id]);
  for (const table of tables) {
    await addConflicts(tx, job, table, { where: `not (${isUntouched(table)})` });
    await addInUse(tx, job, table);
  }
  const [row] = await tx.query<{ n: number }[]>(
    'select count(*)::int as n from import_conflicts where run_id = $1',
    [job.id],
  );
  return row?.n ?? 0;
}

/** Whether a row `t` is still as the change `c` left it. A new row begins with revision 1. */
function isUntouched({ kept }: UndoTable): string {
  return kept
    ? `t.rev = coalesce((c.after->>'rev')::int, 1)`
    : `coalesce(to_jsonb(t) @> c.after, false)`;
}

async function addConflicts(
  tx: EntityManager,
  job: ImportJob,
  table: UndoTable,
  { where, suffix = "''" }: { where: string; suffix?: string },
): Promise<number> {
  const by = table.kept ? 't.updated_by, t.updated_at' : 'null::uuid, null::timestamptz';
  const [added] = await tx.query<{ n: number }[]>(
    `with added as (
       insert into import_conflicts (run_id, table_name, row_id, title, changed_by, changed_at)
       select $1, c.table_name, c.row_id, ${table.title('t')} || ${suffix}, ${by}
       from import_changes c join ${table.table} t on t.id = c.row_id
       where c.run_id = $1 and c.table_name = $2 and ${where} order by c.id returning 1)
     select count(*)::int as n from added`,
    [job.id, table.table],
  );
  return added?.n ?? 0;
}

/** Whether a row `r` of the same table is taken back itself. */
const TAKEN_BACK_TOO = `exists (select from import_changes x where x.run_id = $1 and x.table_name = $2 and x.row_id = r.id)
  and not exists (select from import_conflicts k where k.run_id = $1 and k.table_name = $2 and k.row_id = r.id)`;

/**
 * New rows that nobody changed but that others have come to rely on. What a row that stays relies on stays
 * as well, however long the chain.
 */
async function addInUse(tx: EntityManager, job: ImportJob, table: UndoTable): Promise<void> {
  const pointers = await pointersAt(tx, table.table);
  const others = pointers.filter((pointer) => pointer.table !== table.table);
  for (const pointer of others) await addUsedBy(tx, job, { table, pointer });
  const own = pointers.filter((pointer) => pointer.table === table.table);
  let added = own.length;
  while (added > 0) {
    added = 0;
    for (const pointer of own) added += await addUsedBy(tx, job, { table, pointer });
  }
}

function addUsedBy(
  tx: EntityManager,
  job: ImportJob,
  { table, pointer }: { readonly table: UndoTable; readonly pointer: Pointer },
): Promise<number> {
  const along =
    pointer.table === table.table ? TAKEN_BACK_TOO : table.goesAlong?.[pointer.table]?.('r');
  const counts = along ? `not (${along})` : 'true';
  return addConflicts(tx, job, table, {
    where: `c.action = 'INSERT' and ${isUntouched(table)}
        and exists (select from ${pointer.table} r where r.${pointer.column} = t.id and ${counts})
        and not exists (select from import_conflicts k where k.run_id = $1 and k.table_name = $2 and k.row_id = t.id)`,
    suffix: `' (used by ${pointer.table.replaceAll('_', ' ')})'`,
  });
}

async function pointersAt(tx: EntityManager, table: string): Promise<Pointer[]> {
  return tx.query<Pointer[]>(
    `select c.conrelid::regclass::text as "table", a.attname as "column"
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = to_regclass($1) order by 1, 2`,
    [table],
  );
}

const NO_CONFLICT = `not exists (select from import_conflicts k
  where k.run_id = c.run_id and k.table_name = c.table_name and k.row_id = c.row_id)`;

/** Gives changed rows their old values back and removes new ones, where no conflict stands. */
export async function takeBack(tx: EntityManager, job: ImportJob, table: UndoTable): Promise<void> {
  const own = `c.run_id = $1 and c.table_name = $2 and (${isUntouched(table)}) and ${NO_CONFLICT}`;
  await tx.query(
    `delete from ${table.table} t using import_changes c
     where c.row_id = t.id and c.action = 'INSERT' and ${own}`,
    [job.id, table.table],
  );
  const columns = await changedColumns(tx, job, table);
  if (columns.length === 0) return;
  const kept = table.kept ? ', rev = t.rev + 1, updated_at = now(), updated_by = $3::uuid' : '';
  await tx.query(
    `update ${table.table} t set (${columns.join(', ')}) =
       (select ${columns.map((name) => `r.${name}`).join(', ')} from jsonb_populate_record(t, c.before) r) ${kept}
     from import_changes c where c.row_id = t.id and c.action = 'UPDATE' and ${own}`,
    table.kept ? [job.id, table.table, job.by.personId] : [job.id, table.table],
  );
  if (table.kept) await tellEarlierRuns(tx, job, table);
}

/** Earlier runs find their rows at a new revision but as they left them: they can be undone too. */
async function tellEarlierRuns(
  tx: EntityManager,
  job: ImportJob,
  { table }: UndoTable,
): Promise<void> {
  await tx.query(
    `update import_changes p set after = coalesce(p.after, '{}') || jsonb_build_object('rev', t.rev)
     from import_changes c join ${table} t on t.id = c.row_id
     where c.run_id = $1 and c.table_name = $2 and c.action = 'UPDATE' and ${NO_CONFLICT}
       and p.table_name = c.table_name and p.row_id = c.row_id and p.run_id <> c.run_id
       and (c.after->>'rev')::int - coalesce((p.after->>'rev')::int, 1) in (0, 1)`,
    [job.id, table],
  );
}

/** Columns that the run's changes hold an old value of; only names that the table has. */
async function changedColumns(
  tx: EntityManager,
  job: ImportJob,
  { table, kept }: UndoTable,
): Promise<string[]> {
  const rows = await tx.query<{ name: string }[]>(
    `select distinct a.attname as name
     from import_changes c cross join lateral jsonb_object_keys(c.before) as k(key)
     join pg_attribute a on a.attname = k.key and a.attrelid = to_regclass($2) and a.attnum > 0
     where c.run_id = $1 and c.table_name = $2 and c.action = 'UPDATE' order by 1`,
    [job.id, table],
  );
  const ours = kept ? ['id', 'rev', 'updated_at', 'updated_by'] : ['id'];
  return rows.map((row) => row.name).filter((name) => !ours.includes(name));
}
