/**
 * Seals what an earlier version left in clear text: after migrating, before anything is served.
 * In batches, each a transaction of its own, so that a process that is killed in the middle goes on
 * at the next start: what is sealed already is known by opening it. Whole columns are noted when done.
 */
import { LOCKS } from '@chaperone/store';
import type { DataSource, EntityManager } from 'typeorm';
import { withoutRows } from '../audit/trail.js';
import type { Work } from '../graphql/work.js';
import { looksSealed } from './envelope.js';
import { SealBroken, type Keys, type Place } from './keys.js';

/** How a column's clear text is found, sealed and stored. */
export interface ClearColumn {
  readonly table: string;
  readonly column: string;
  /** Rows with something in them behind the key $1, $2 at most, in the key's order; `id` is the key. */
  readonly find: string;
  /** What is stored of a row; null where it is sealed already. */
  seal(keys: Keys, row: ClearRow): ClearRow | null;
  /** Stores rows of $1, a JSON list of what `seal` gave. */
  readonly store: string;
  /** A constraint that holds once the column is sealed. */
  readonly constraint?: string;
}

/** What sealing works with. */
export interface Hands {
  readonly work: Work;
  readonly keys: Keys;
}

/** A row as read, or as stored; `id` is its key as text. */
export type ClearRow = Readonly<Record<string, unknown>> & { readonly id: string };

const AT_A_TIME = 1_000;
/** Before every key, be it a uuid or a number. */
const FIRST = { uuid: '00000000-0000-0000-0000-000000000000', number: '0' };

/** Whether a stored text is a value that was sealed for this place. */
export function isSealedAt(keys: Keys, place: Place, stored: string): boolean {
  if (!looksSealed(stored)) return false;
  try {
    keys.open(place, stored);
    return true;
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}

/** Seals columns that are not noted as sealed. Returns how many rows were sealed. */
export async function sealClearText(
  dataSource: DataSource,
  hands: Hands,
  columns: readonly ClearColumn[],
): Promise<number> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('set statement_timeout = 0');
    await lock.query('select pg_advisory_lock($1)', [LOCKS.SEALING]);
    let sealed = 0;
    for (const column of await unsealed(dataSource, columns))
      sealed += await sealColumn(hands, column);
    return sealed;
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [LOCKS.SEALING]);
    await lock.query('reset statement_timeout');
    await lock.release();
  }
}

async function unsealed(
  dataSource: DataSource,
  columns: readonly ClearColumn[],
): Promise<ClearColumn[]> {
  const done: { name: string }[] = await dataSource.query(
    `select table_name || '.' || column_name as name from sealed_columns`,
  );
  const names = new Set(done.map(({ name }) => name));
  return columns.filter(({ table, column }) => !names.has(`${table}.${column}`));
}

async function sealColumn({ work, keys }: Hands, column: ClearColumn): Promise<number> {
  let sealed = 0;
  let last: string = column.table === 'import_changes' ? FIRST.number : FIRST.uuid;
  for (;;) {
    const { rows, stored } = await work.changeAsOwner((tx) =>
      sealBatch(tx, { keys, column, last }, work),
    );
    sealed += stored;
    last = rows.at(-1)?.id ?? last;
    if (rows.length < AT_A_TIME) break;
  }
  await work.changeAsOwner((tx) => note(tx, column));
  return sealed;
}

async function sealBatch(
  tx: EntityManager,
  { keys, column, last }: { keys: Keys; column: ClearColumn; last: string },
  { trail }: Work,
): Promise<{ rows: ClearRow[]; stored: number }> {
  await tx.query('set local statement_timeout = 0');
  const rows: ClearRow[] = await tx.query(column.find, [last, AT_A_TIME]);
  const sealed = rows.flatMap((row) => column.seal(keys, row) ?? []);
  if (sealed.length) {
    await withoutRows(tx);
    await tx.query(column.store, [JSON.stringify(sealed)]);
    const details = { sealed: `${column.table}.${column.column}`, rows: sealed.length };
    trail.note(tx, { action: 'KEY_ROTATED', outcome: 'SUCCESS', details });
  }
  return { rows, stored: sealed.length };
}

async function note(tx: EntityManager, { table, column, constraint }: ClearColumn): Promise<void> {
  await tx.query('set local statement_timeout = 0');
  if (constraint) await tx.query(`alter table ${table} validate constraint ${constraint}`);
  await tx.query('insert into sealed_columns (table_name, column_name) values ($1, $2)', [
    table,
    column,
  ]);
}
