/**
 * Whether the functions and triggers that guard history are as the migrations made them. In: the statements
 * of all migrations, from which what should be there is read. Out: a database in which it is, and the names
 * of what somebody had dropped, switched off or changed.
 */
import type { EntityManager } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';

/** A trigger as it should be. */
export interface Trigger {
  readonly table: string;
  readonly name: string;
  readonly sql: string;
}

/** A trigger as the database has it. */
export interface FoundTrigger {
  readonly table: string;
  readonly name: string;
  /** It fires for everybody's statements; one for replicas only fires for nobody's. */
  readonly on: boolean;
  readonly definition: string;
}

interface Guarding {
  readonly name: string;
  readonly sql: string;
  readonly body: string;
}

const FUNCTIONS = /CREATE (?:OR REPLACE )?FUNCTION (\w+)\([^$]*\$\$([^]*?)\$\$;/g;
const TRIGGERS = /CREATE (?:CONSTRAINT )?TRIGGER (\w+)\s[^;]*?\sON (\w+)\s[^;]*/g;

const STATEMENTS = MIGRATIONS.flatMap(({ parts }) => parts).join('\n');

/** The last of a name counts: a later migration may have made it anew. */
const GUARDING_FUNCTIONS: readonly Guarding[] = [
  ...new Map(
    [...STATEMENTS.matchAll(FUNCTIONS)].map(([sql, name = '', body = '']) => [
      name,
      { name, body, sql: sql.replace(/^CREATE (?:OR REPLACE )?/, 'CREATE OR REPLACE ') },
    ]),
  ).values(),
];

/** Triggers that migrations made; those of watched tables are in watch-tables.ts. */
export const GUARDING_TRIGGERS: readonly Trigger[] = [
  ...new Map(
    [...STATEMENTS.matchAll(TRIGGERS)].map(([sql, name = '', table = '']) => [
      `${table}.${name}`,
      { table, name, sql },
    ]),
  ).values(),
];

/** The triggers of the database. */
export function foundTriggers(tx: EntityManager): Promise<FoundTrigger[]> {
  return tx.query(
    `SELECT c.relname AS "table", t.tgname AS name, t.tgenabled IN ('O', 'A') AS "on",
       pg_get_triggerdef(t.oid) AS definition
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace`,
  );
}

/** PostgreSQL writes a definition its own way: other brackets, casts, names in full, events in another order. */
function saying(sql: string): string {
  return sql
    .replace(/::text|\bpublic\.|"/g, '')
    .replace(/[(),]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'OR')
    .map((word) => word.toLowerCase())
    .sort()
    .join(' ');
}

/** Whether a trigger is there, fires, and says what it should. */
export function stands({ sql }: Trigger, found: FoundTrigger | undefined): boolean {
  return found !== undefined && found.on && saying(found.definition) === saying(sql);
}

/** Puts back what is not as the migrations made it. Returns the names. */
export async function mendGuards(tx: EntityManager): Promise<string[]> {
  return [...(await mendFunctions(tx)), ...(await mendTriggers(tx))];
}

interface FoundFunction {
  readonly name: string;
  readonly body: string;
  readonly definer: boolean;
  readonly settings: string;
}

async function mendFunctions(tx: EntityManager): Promise<string[]> {
  const rows: FoundFunction[] = await tx.query(
    `SELECT proname AS name, prosrc AS body, prosecdef AS definer, coalesce(proconfig::text, '') AS settings
     FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = ANY ($1)`,
    [GUARDING_FUNCTIONS.map(({ name }) => name)],
  );
  const found = new Map(rows.map((row) => [row.name, row]));
  const changed = GUARDING_FUNCTIONS.filter((each) => !isAsMade(each, found.get(each.name)));
  for (const { sql } of changed) await tx.query(sql);
  return changed.map(({ name }) => `${name}()`);
}

function isAsMade({ sql, body }: Guarding, found: FoundFunction | undefined): boolean {
  return (
    found?.body === body &&
    found.definer === sql.includes('SECURITY DEFINER') &&
    found.settings.includes('search_path') === sql.includes('SET search_path')
  );
}

async function mendTriggers(tx: EntityManager): Promise<string[]> {
  const found = new Map(
    (await foundTriggers(tx)).map((each) => [`${each.table}.${each.name}`, each]),
  );
  const changed = GUARDING_TRIGGERS.filter(
    (each) => !stands(each, found.get(`${each.table}.${each.name}`)),
  );
  for (const { table, name, sql } of changed)
    await tx.query(`DROP TRIGGER IF EXISTS ${name} ON ${table}; ${sql}`);
  return changed.map(({ table, name }) => `${table}.${name}`);
}
