/**
 * Makes the triggers that gather changes for the audit log. In: the table of watched tables.
 * Out: a database whose triggers are exactly those; called after every migration, so that a trigger
 * which somebody dropped or switched off is back at the next start.
 */
import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { quoteIdentifier } from '../app-role.js';
import { WATCHED, type Watched } from './watched.js';

const ALWAYS_IGNORED = ['rev', 'updated_at', 'updated_by', 'created_at'];
/** Set by imports for their transaction: rows are not gathered, but an entry is asked for all the same. */
const IN_BULK = `current_setting('chaperone.audit', true) = 'bulk'`;

interface Trigger {
  readonly table: string;
  readonly name: string;
  readonly sql: string;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function argumentsOf(watched: Watched): string {
  const { kind, label = [], belongs = {}, owner = '', ignore = [], secret = [] } = watched;
  const owners = Object.entries(belongs).map(([column, of]) => `${column}=${of}`);
  return [
    kind,
    label.join(','),
    owners.join(','),
    [...ALWAYS_IGNORED, ...ignore].join(','),
    secret.join(','),
    watched.skipState ?? '',
    owner,
  ]
    .map(literal)
    .join(', ');
}

/** A trigger's name carries a digest of what it says: another saying is another trigger. */
function named(table: string, what: string, says: string): Trigger {
  const digest = createHash('sha256').update(says).digest('hex').slice(0, 8);
  const name = `audit_${what}_${digest}`;
  return { table, name, sql: `CREATE TRIGGER ${name} ${says}` };
}

function triggersOf(table: string, watched: Watched): Trigger[] {
  const on = quoteIdentifier(table);
  return [
    named(
      table,
      'rows',
      `AFTER INSERT OR UPDATE OR DELETE ON ${on} FOR EACH ROW
       WHEN (${IN_BULK} IS NOT TRUE) EXECUTE FUNCTION gather_audit(${argumentsOf(watched)})`,
    ),
    named(
      table,
      'bulk',
      `AFTER INSERT OR UPDATE OR DELETE ON ${on} FOR EACH STATEMENT
       WHEN (${IN_BULK}) EXECUTE FUNCTION gather_bulk(${literal(watched.kind)})`,
    ),
  ];
}

/** All triggers that there should be. */
export const WATCHES: readonly Trigger[] = Object.entries(WATCHED).flatMap(([table, watched]) =>
  triggersOf(table, watched),
);

interface FoundTrigger {
  readonly table: string;
  readonly name: string;
  readonly enabled: boolean;
}

/**
 * Brings the triggers to what `WATCHED` says. Returns the names of those that were missing, off or of
 * no use any more: after the first start and without an upgrade there should be none.
 */
export async function watchTables(dataSource: DataSource): Promise<string[]> {
  return dataSource.transaction(async (tx) => {
    const found: FoundTrigger[] = await tx.query(
      `SELECT tgrelid::regclass::text AS "table", tgname AS name, tgenabled <> 'D' AS enabled
       FROM pg_trigger WHERE tgname ~ '^audit_(rows|bulk)_[0-9a-f]{8}$' AND NOT tgisinternal`,
    );
    return [...(await dropOthers(tx, found)), ...(await makeMissing(tx, found))];
  });
}

async function dropOthers(tx: EntityManager, found: readonly FoundTrigger[]): Promise<string[]> {
  const wanted = new Set(WATCHES.map(({ table, name }) => `${table}.${name}`));
  const others = found.filter(
    ({ table, name, enabled }) => !enabled || !wanted.has(`${table}.${name}`),
  );
  for (const { table, name } of others)
    await tx.query(`DROP TRIGGER ${name} ON ${quoteIdentifier(table)}`);
  return others.map(({ table, name }) => `${table}.${name}`);
}

async function makeMissing(tx: EntityManager, found: readonly FoundTrigger[]): Promise<string[]> {
  const there = new Set(
    found.filter(({ enabled }) => enabled).map(({ table, name }) => `${table}.${name}`),
  );
  const missing = WATCHES.filter(({ table, name }) => !there.has(`${table}.${name}`));
  if (missing.length > 0) await tx.query(missing.map(({ sql }) => sql).join(';\n'));
  return missing.map(({ table, name }) => `${table}.${name}`);
}
