/**
 * A database of its own for a spec file: a clone of a migrated template, made in a blink.
 * In: the URL of a server's maintenance database, as a role that may create databases.
 * Out: a connected data source, and `drop()`, which the file calls when it is done.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { quoteIdentifier } from '../app-role.js';
import { appRole, createDataSource, markInstallation, migrate } from '../data-source.js';
import { WATCHES } from '../audit/watch-tables.js';
import { LOCKS } from '../locks.js';
import { MIGRATIONS } from '../migrations/index.js';

/** A database for one spec file. */
export interface TestDatabase {
  readonly dataSource: DataSource;
  readonly url: string;
  /** The role that `inTransaction` and `readPool` take. */
  readonly appRole: string;
  /** Closes the data source and removes the database. */
  drop(): Promise<void>;
}

/** Where the server is; taken from the environment unless said. */
export interface TestServer {
  /** CHAPERONE_TEST_DATABASE_URL */
  readonly adminUrl?: string | undefined;
  /** CHAPERONE_TEST_TEMPLATE: a migrated database to clone; made here when absent. */
  readonly template?: string | undefined;
}

const LET_AROUND = 'ALTER TABLE audit_gathered DISABLE TRIGGER audit_appended';

/**
 * Lets specs write their facts with plain statements: commits without an entry in the audit log are no
 * longer refused. `forbidWritesAround` takes it back for specs of the log itself.
 */
export async function letWritesAround(dataSource: DataSource): Promise<void> {
  await dataSource.query(LET_AROUND);
}

/** The product's own state: no commit of a change without its entry. */
export async function forbidWritesAround(dataSource: DataSource): Promise<void> {
  await dataSource.query(LET_AROUND.replace('DISABLE', 'ENABLE'));
}

/** PostgreSQL's "object in use": somebody is connected to the template at this moment. */
const IN_USE = '55006';

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

async function withAdmin<T>(url: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url, application_name: 'chaperone-test-admin' });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** Changes with any statement of any migration, so that no template is ever out of date. */
export function migrationsFingerprint(): string {
  const texts = MIGRATIONS.map((migration) => [migration.parts, String(migration)]);
  return createHash('sha256')
    .update(JSON.stringify([texts, WATCHES, LET_AROUND]))
    .digest('hex')
    .slice(0, 12);
}

/** Built under another name and renamed when whole, so that a broken build is never cloned. */
async function buildTemplate(admin: Client, adminUrl: string, name: string): Promise<void> {
  const draft = `${name}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(draft)} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${quoteIdentifier(draft)} ENCODING 'UTF8' TEMPLATE template0`);
  const dataSource = createDataSource({ url: withDatabase(adminUrl, draft), poolSize: 2 });
  try {
    await migrate(dataSource);
    await dataSource.transaction((tx) => markInstallation(tx, 'OWN'));
    await letWritesAround(dataSource);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
  await admin.query(`ALTER DATABASE ${quoteIdentifier(draft)} RENAME TO ${quoteIdentifier(name)}`);
}

/** The name of a migrated template on the server; makes it where there is none. */
export async function provideTemplate(adminUrl: string): Promise<string> {
  const name = `chaperone_test_template_${migrationsFingerprint()}`;
  await withAdmin(adminUrl, async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [LOCKS.SPEC_TEMPLATE]);
    const found = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await buildTemplate(admin, adminUrl, name);
  });
  return name;
}

async function clone(admin: Client, template: string, name: string, left = 10): Promise<void> {
  try {
    await admin.query(
      `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE ${quoteIdentifier(template)}`,
    );
  } catch (error) {
    const inUse = error instanceof pg.DatabaseError && error.code === IN_USE;
    if (!inUse || left === 0) throw error;
    await clone(admin, template, name, left - 1);
  }
}

/** What PostgreSQL says while a worker of its own is in the database, which only a superuser may end. */
const NOT_OURS_TO_END = '42501';
const TRIES = 40;
const BETWEEN_TRIES_MS = 250;

/** Drops a database, whoever is connected; waits for a vacuum that has just begun there. */
async function drop(admin: Client, name: string, left = TRIES): Promise<void> {
  try {
    await admin.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`);
  } catch (error) {
    const vacuumed = error instanceof pg.DatabaseError && error.code === NOT_OURS_TO_END;
    if (!vacuumed || left === 0) throw error;
    await sleep(BETWEEN_TRIES_MS);
    await drop(admin, name, left - 1);
  }
}

/** A database that nobody has migrated yet. */
export interface EmptyDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

function adminUrlOf(server: TestServer): string {
  const url = server.adminUrl ?? process.env['CHAPERONE_TEST_DATABASE_URL'];
  if (url !== undefined && url !== '') return url;
  throw new Error(
    'CHAPERONE_TEST_DATABASE_URL is not set: it names the maintenance database of a PostgreSQL ' +
      'where tests may create databases. `npm test` sets it.',
  );
}

async function make(
  adminUrl: string,
  create: (admin: Client, name: string) => Promise<unknown>,
): Promise<EmptyDatabase> {
  const name = `chaperone_test_${randomUUID().replaceAll('-', '')}`;
  await withAdmin(adminUrl, (admin) => create(admin, name));
  return {
    url: withDatabase(adminUrl, name),
    drop: () => withAdmin(adminUrl, (admin) => drop(admin, name)),
  };
}

/** A new database without tables; `says` is what CREATE DATABASE is told, UTF8 unless said. */
export function emptyDatabase(
  server: TestServer = {},
  says = "ENCODING 'UTF8'",
): Promise<EmptyDatabase> {
  return make(adminUrlOf(server), (admin, name) =>
    admin.query(`CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0 ${says}`),
  );
}

/**
 * A migrated database, marked as an installation of one's own and otherwise empty.
 * Call `drop()` in `afterAll`.
 */
export async function testDatabase(server: TestServer = {}): Promise<TestDatabase> {
  const adminUrl = adminUrlOf(server);
  const given = server.template ?? process.env['CHAPERONE_TEST_TEMPLATE'];
  const template = given === undefined || given === '' ? await provideTemplate(adminUrl) : given;
  const database = await make(adminUrl, (admin, name) => clone(admin, template, name));
  const { url } = database;
  const dataSource = createDataSource({ url, poolSize: 5, applicationName: 'chaperone-test' });
  await dataSource.initialize();
  await dataSource.transaction((tx) => markInstallation(tx, 'OWN'));
  return {
    dataSource,
    url,
    appRole: await appRole(dataSource),
    drop: async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
      await database.drop();
    },
  };
}
