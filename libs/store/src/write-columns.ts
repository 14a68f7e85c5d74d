import type { EntityManager } from 'typeorm';
import { quoteIdentifier } from './app-role.js';

/** Values by column name. Names are written by us, never taken from a client. */
export type ColumnValues = Readonly<Record<string, unknown>>;

/** Inserts one row of a table whose key is `id`. Returns the key. */
export async function insertColumns(
  tx: EntityManager,
  table: string,
  columns: ColumnValues,
): Promise<string> {
  const names = Object.keys(columns).map(quoteIdentifier);
  const places = names.map((_, i) => `$${String(i + 1)}`);
  const rows = await tx.query<{ id: string }[]>(
    `INSERT INTO ${quoteIdentifier(table)} (${names.join(', ')}) VALUES (${places.join(', ')}) RETURNING id`,
    Object.values(columns),
  );
  const [row] = rows;
  if (!row) throw new Error(`Nothing was inserted into ${table}.`);
  return row.id;
}

/**
 * Changes one row of a table whose key is `id`, and counts the change. The caller holds the row's
 * lock and has compared its rev. Returns the key.
 */
export async function updateColumns(
  tx: EntityManager,
  table: string,
  { id, ...columns }: ColumnValues & { readonly id: string },
): Promise<string> {
  const sets = Object.keys(columns).map(
    (name, i) => `${quoteIdentifier(name)} = $${String(i + 2)}`,
  );
  await tx.query(
    `UPDATE ${quoteIdentifier(table)} SET ${[...sets, 'rev = rev + 1', 'updated_at = now()'].join(', ')}
     WHERE id = $1`,
    [id, ...Object.values(columns)],
  );
  return id;
}
