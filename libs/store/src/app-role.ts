/**
 * The name of the role that requests take, and how it is found.
 * In: a database. Out: the role's name. The grant on the table `installation` is the truth,
 * since a copied or renamed database keeps the role that it was migrated with.
 */
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';

const PREFIX = 'chaperone_app_';
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
  const name = PREFIX + database;
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const hash = createHash('sha256').update(database).digest('hex').slice(0, 8);
  const kept = Buffer.from(name)
    .subarray(0, LONGEST - 9)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return `${kept}_${hash}`;
}

/** The app role of a migrated database, from its grants. Throws where there is none. */
export async function appRoleOf(tx: EntityManager): Promise<string> {
  const rows: { role: string }[] = await tx.query(
    `SELECT grantee.rolname AS role
     FROM pg_class, aclexplode(relacl) AS grants
     JOIN pg_roles AS grantee ON grantee.oid = grants.grantee
     WHERE pg_class.oid = to_regclass('installation')
       AND starts_with(grantee.rolname, $1)
     ORDER BY grantee.rolname`,
    [PREFIX],
  );
  const [first] = rows;
  if (!first) throw new Error('The database has no app role: it is not migrated.');
  return first.role;
}
