/**
 * Which rows a scoped transaction sees. In: a respondent's assessment or a token's areas. Out: the
 * settings that the policies of the database read, and the proof at start-up that they hold.
 */
import type { Pool, PoolClient } from 'pg';
import { quoteIdentifier } from './app-role.js';
import { SCOPED_ROWS } from './migrations/access.sql.js';

/** Parts of the register that a token can be held to. */
export const AREAS = ['BUSINESS', 'PEOPLE', 'IMPORTS'] as const;
export type Area = (typeof AREAS)[number];

/** What is seen: whole areas, or one assessment. */
export interface RowScope {
  readonly areas: readonly Area[];
  readonly assessment: string | null;
}

const SET = `SELECT set_config('chaperone.areas', $1, true), set_config('chaperone.assessment', $2, true)`;

/** Puts the settings into a transaction; they end with it. */
export async function enterScope(
  query: (text: string, values: unknown[]) => Promise<unknown>,
  { areas, assessment }: RowScope,
): Promise<void> {
  await query(SET, [areas.join(), assessment ?? '']);
}

/** Runs reads of a scope in a transaction of their own, on a pool whose connections act as the scoped role. */
export async function readInScope<T>(
  pool: Pool,
  scope: RowScope,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await enterScope((text, values) => client.query(text, values), scope);
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (thrown) {
    // whatever is left of the transaction goes with the connection
    client.release(true);
    throw thrown;
  }
}

/** The database does not hold the scoped role to its rows. */
export class UnguardedRowsError extends Error {
  override readonly name = 'UnguardedRowsError';
}

const GUARDED = `SELECT c.relname AS name FROM pg_class c JOIN unnest($1::text[]) AS wanted ON c.oid = wanted::regclass
  WHERE NOT (c.relrowsecurity AND c.relforcerowsecurity)`;
const ROLE = `SELECT rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user`;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Proves that a scope that matches nothing sees nothing. @throws UnguardedRowsError */
export async function proveRowSecurity(scoped: Pool): Promise<void> {
  const tables = Object.keys(SCOPED_ROWS);
  await readInScope(scoped, { areas: [], assessment: NOBODY }, async (client) => {
    const role = await client.query<{ free: boolean }>(ROLE);
    const open = await client.query<{ name: string }>(GUARDED, [tables]);
    const seen: string[] = [];
    for (const table of tables) {
      const { rowCount } = await client.query(`SELECT FROM ${quoteIdentifier(table)} LIMIT 1`);
      if (rowCount !== 0) seen.push(table);
    }
    const wrong = [...new Set([...open.rows.map(({ name }) => name), ...seen])];
    if (role.rows[0]?.free !== false || wrong.length > 0)
      throw new UnguardedRowsError(
        `Row-level security does not hold${wrong.length > 0 ? ` on ${wrong.join(', ')}` : ''}: respondents and scoped tokens could see rows of others. Restore it, or ask an administrator who changed it.`,
      );
  });
}
