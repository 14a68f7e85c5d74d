/**
 * The name of the role that requests take, and how it is found.
 * In: a database. Out: the role's name. The grant on the table `installation` is the truth,
 * since a copied or renamed database keeps the role that it was migrated with.
 */
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';

const PREFIX = 'chaperone_app_';
const SCOPED_PREFIX = 'chaperone_scoped_';
/** PostgreSQL cuts longer names silently. */
const LONGEST = 63;

/** An identifier as SQL: quoted, quotes inside doubled. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The app role's name for a database, at most 63 bytes; a name that would be longer ends in
 * eight hex digits of its hash.
 */
export function appRoleName(database: string): string {
  return roleName(PREFIX, database);
}

/** The same of the role that sees only the rows of its scope. */
export function scopedRoleName(database: string): string {
  return roleName(SCOPED_PREFIX, database);
}

function roleName(prefix: string, database: string): string {
  const name = prefix + database;
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const hash = createHash('sha256').update(database).digest('hex').slice(0, 8);
  const kept = Buffer.from(name)
    .subarray(0, LONGEST - 9)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return `${kept}_${hash}`;
}

/** The app role of a migrated database, from its grants. Throws where there is none. */
export function appRoleOf(tx: EntityManager): Promise<string> {
  return granted(tx, PREFIX);
}

/** The scoped role of a migrated database, from its grants. Throws where there is none. */
export function scopedRoleOf(tx: EntityManager): Promise<string> {
  return granted(tx, SCOPED_PREFIX);
}

async function granted(tx: EntityManager, prefix: string): Promise<string> {
  const rows: { role: string }[] = await tx.query(
    `SELECT grantee.rolname AS role
     FROM pg_class, aclexplode(relacl) AS grants
     JOIN pg_roles AS grantee ON grantee.oid = grants.grantee
     WHERE pg_class.oid = to_regclass('installation')
       AND starts_with(grantee.rolname, $1)
     ORDER BY grantee.rolname`,
    [prefix],
  );
  const [first] = rows;
  if (!first) throw new Error(`The database has no role ${prefix}…: it is not migrated.`);
  return first.role;
}
