import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { appRoleName, quoteIdentifier, scopedRoleName } from './app-role.js';
import { createDataSource, inTransaction, migrate } from './data-source.js';
import { RolesForbiddenError } from './errors.js';
import { MIGRATIONS } from './migrations/index.js';
import { testDatabase } from './testing/test-database.js';
import type { TestDatabase } from './testing/test-database.js';

const adminUrl = process.env['CHAPERONE_TEST_DATABASE_URL'] ?? '';
/** Of a superuser, where one is at hand: .ci/run names that of its PostgreSQL 15. */
const superuserUrl = process.env['CHAPERONE_TEST_SUPERUSER_URL'] ?? '';

/** A table with two rows, of which a policy shows one, and lets none in besides. */
async function expectPoliciesToHold(dataSource: DataSource): Promise<void> {
  const asApp = (sql: string): Promise<unknown> =>
    inTransaction(dataSource, (tx: EntityManager) => tx.query<unknown>(sql));
  await dataSource.query(`CREATE TABLE secrets (id int);
    INSERT INTO secrets VALUES (1), (2);
    ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
    CREATE POLICY one ON secrets USING (id = 1)`);
  expect(await asApp('SELECT id FROM secrets')).toEqual([{ id: 1 }]);
  await expect(asApp('INSERT INTO secrets VALUES (3)')).rejects.toMatchObject({ code: '42501' });
}

describe('the name of the app role', () => {
  test('carries the database and never passes 63 bytes', () => {
    expect(appRoleName('chaperone')).toBe('chaperone_app_chaperone');
    const long = appRoleName('é'.repeat(60));
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(63);
    expect(long).toMatch(/^chaperone_app_é+_[0-9a-f]{8}$/);
    expect(appRoleName(`${'x'.repeat(60)}a`)).not.toBe(appRoleName(`${'x'.repeat(60)}b`));
    expect(quoteIdentifier('a"b')).toBe('"a""b"');
  });
});

describe('the app role', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  const asApp = (sql: string): Promise<unknown> =>
    inTransaction(dataSource, (tx: EntityManager) => tx.query<unknown>(sql));

  beforeAll(async () => {
    database = await testDatabase();
    ({ dataSource } = database);
  });
  afterAll(() => database.drop());

  test('cannot log in, is no superuser and does not bypass row-level security', async () => {
    const rows: unknown = await dataSource.query(
      'SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = $1',
      [database.appRole],
    );
    expect(rows).toEqual([
      { rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false },
    ]);
  });

  test.each([
    'UPDATE risk_scores SET reason = reason',
    'DELETE FROM risk_scores',
    'UPDATE compliance_states SET cause = cause',
    'DELETE FROM service_decisions',
    'UPDATE installation SET kind = kind',
    'SELECT * FROM migrations',
    'TRUNCATE vendors CASCADE',
    'CREATE TABLE mine (id int)',
    'DROP TRIGGER risk_scores_append_only ON risk_scores',
  ])('may not: %s', async (sql) => {
    await expect(asApp(sql)).rejects.toMatchObject({ code: '42501' });
  });

  test('sees only what a policy lets it see', () => expectPoliciesToHold(dataSource));
});

describe('a server that forbids CREATE ROLE', () => {
  const name = `chaperone_test_plain_${String(process.pid)}`;
  const role = quoteIdentifier(name);
  const admin = new pg.Client({ connectionString: adminUrl });
  let dataSource: DataSource;

  beforeAll(async () => {
    await admin.connect();
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'plain'`);
    await admin.query(`GRANT ${role} TO CURRENT_USER`);
    await admin.query(`CREATE DATABASE ${role} OWNER ${role} ENCODING 'UTF8' TEMPLATE template0`);
    const url = new URL(adminUrl);
    Object.assign(url, { username: name, password: 'plain', pathname: `/${name}` });
    dataSource = createDataSource({ url: url.href });
  });
  afterAll(async () => {
    await dataSource.destroy();
    await admin.query(`DROP DATABASE ${role} WITH (FORCE)`);
    for (const made of [appRoleName(name), scopedRoleName(name)])
      await admin.query(`DROP ROLE IF EXISTS ${quoteIdentifier(made)}`);
    await admin.query(`DROP ROLE ${role}`);
    await admin.end();
  });

  test('is told which SQL an administrator must run, and goes on once it was run', async () => {
    for (const wanted of [appRoleName(name), scopedRoleName(name)]) {
      const refusal: unknown = await migrate(dataSource).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(RolesForbiddenError);
      const { sql, message } = refusal as RolesForbiddenError;
      expect(sql).toContain(`CREATE ROLE "${wanted}" NOLOGIN`);
      expect(message).toContain(sql);
      await admin.query(sql);
    }
    expect(await migrate(dataSource)).toHaveLength(MIGRATIONS.length);
  });
});

// PostgreSQL's container makes its first user a superuser: whoever runs the product there owns the
// tables so.
if (superuserUrl)
  describe('an owner that is a superuser', () => {
    const name = `chaperone_test_super_${String(process.pid)}`;
    const admin = new pg.Client({ connectionString: superuserUrl });
    let dataSource: DataSource;

    beforeAll(async () => {
      await admin.connect();
      await admin.query(
        `CREATE DATABASE ${quoteIdentifier(name)} ENCODING 'UTF8' TEMPLATE template0`,
      );
      const url = new URL(superuserUrl);
      url.pathname = `/${name}`;
      dataSource = createDataSource({ url: url.href });
      await migrate(dataSource);
    });
    afterAll(async () => {
      await dataSource.destroy();
      await admin.query(`DROP DATABASE ${quoteIdentifier(name)} WITH (FORCE)`);
      for (const made of [appRoleName(name), scopedRoleName(name)])
        await admin.query(`DROP ROLE IF EXISTS ${quoteIdentifier(made)}`);
      await admin.end();
    });

    test('hands requests to a role that policies hold', async () => {
      const rows: unknown = await dataSource.query(
        'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
      );
      expect(rows).toEqual([{ rolsuper: true }]);
      await expectPoliciesToHold(dataSource);
    });
  });
