/**
 * Makes the triggers that gather changes for the audit log, and those that keep its tables from being
 * emptied, which no row would tell. In: the table of watched tables.
 * Out: a database whose triggers are exactly those; called after every migration, so that a trigger
 * which somebody dropped or switched off is back at the next start.
 */
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { quoteIdentifier } from '../app-role.js';
import { foundTriggers, stands, type Trigger } from './guards.js';
import { WATCHED, type Watched } from './watched.js';

const ALWAYS_IGNORED = ['rev', 'updated_at', 'updated_by', 'created_at'];
/** Set by imports for their transaction: rows are not gathered, but an entry is asked for all the same. */
const IN_BULK = `current_setting('chaperone.audit', true) = 'bulk'`;

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
    named(
      table,
      'never',
      `BEFORE TRUNCATE ON ${on} FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying()`,
    ),
  ];
}

/** All triggers that there should be. */
export const WATCHES: readonly Trigger[] = Object.entries(WATCHED).flatMap(([table, watched]) =>
  triggersOf(table, watched),
);

const OURS = /^audit_(rows|bulk|never)_[0-9a-f]{8}$/;

/**
 * Brings the triggers to what `WATCHED` says. Returns the names of those that were missing, off, changed or
 * of no use any more: after the first start and without an upgrade there should be none.
 */
export async function watchTables(tx: EntityManager): Promise<string[]> {
  const found = (await foundTriggers(tx)).filter(({ name }) => OURS.test(name));
  const wanted = new Map(WATCHES.map((watch) => [nameOf(watch), watch]));
  const others = found.filter((each) => {
    const watch = wanted.get(nameOf(each));
    return !watch || !stands(watch, each);
  });
  for (const { table, name } of others)
    await tx.query(`DROP TRIGGER ${name} ON ${quoteIdentifier(table)}`);
  const gone = new Set(others.map(nameOf));
  const there = new Set(found.map(nameOf).filter((name) => !gone.has(name)));
  const missing = WATCHES.filter((watch) => !there.has(nameOf(watch)));
  if (missing.length > 0) await tx.query(missing.map(({ sql }) => sql).join(';\n'));
  return [...new Set([...gone, ...missing.map(nameOf)])];
}

const nameOf = ({ table, name }: { readonly table: string; readonly name: string }): string =>
  `${table}.${name}`;
