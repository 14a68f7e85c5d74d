/**
 * Connections for read models: plain pg under the app role, since named statements are what makes
 * reads fast and TypeORM cannot name them. In: SQL that builds JSON. Out: that JSON.
 */
import pg from 'pg';
import type { Pool, PoolClient } from 'pg';
import { quoteIdentifier } from './app-role.js';
import { STORE_TYPES } from './types.js';

/** How large a pool is and how patient. */
export interface ReadPoolSettings {
  readonly applicationName?: string;
  /** Connections at most; 10 unless said. */
  readonly max?: number;
  /** Milliseconds a statement may take; 5,000 unless said. */
  readonly statementTimeoutMs?: number;
}

/** A pool whose connections run as the app role. Close it with `end()`. */
export function readPool(url: string, appRole: string, settings: ReadPoolSettings = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    types: STORE_TYPES,
    application_name: settings.applicationName ?? 'chaperone-read',
    max: settings.max ?? 10,
    statement_timeout: settings.statementTimeoutMs ?? 5_000,
    onConnect: async (client) => {
      await client.query(`SET ROLE ${quoteIdentifier(appRole)}`);
    },
  });
  // An idle connection that the server closes would otherwise end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** A statement that every connection prepares once. One name must always stand for one text. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

async function firstValue(from: Pool | PoolClient, statement: NamedStatement): Promise<unknown> {
  const { name, text, values = [] } = statement;
  const { rows } = await from.query<unknown[]>({
    name,
    text,
    values: [...values],
    rowMode: 'array',
  });
  return rows[0]?.[0] ?? null;
}

/** The first column of the first row: a json or jsonb value, parsed; null where there is no row. */
export async function readJson<T>(
  from: Pool | PoolClient,
  statement: NamedStatement,
): Promise<T | null> {
  return (await firstValue(from, statement)) as T | null;
}

/** The same as text, not parsed: the statement ends in `::text`. */
export async function readText(
  from: Pool | PoolClient,
  statement: NamedStatement,
): Promise<string | null> {
  const value = await firstValue(from, statement);
  if (value === null || typeof value === 'string') return value;
  throw new TypeError(`The statement ${statement.name} does not give text.`);
}
