import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import {
  allowPurge,
  createDataSource,
  inTransaction,
  markInstallation,
  migrate,
  readInstallation,
} from './data-source.js';
import { VendorEntity } from './entities.js';
import { readJson, readPool, readText } from './read-pool.js';
import { aBreach, aVendor } from './testing/index.js';
import { emptyDatabase, testDatabase } from './testing/test-database.js';
import type { TestDatabase } from './testing/test-database.js';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await testDatabase();
  pool = readPool(database.url, database.appRole, { max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('a database that is refused', () => {
  test('is one whose encoding is not UTF8', async () => {
    const ascii = await emptyDatabase({}, "ENCODING 'SQL_ASCII' LOCALE 'C'");
    const dataSource = createDataSource({ url: ascii.url });
    await expect(migrate(dataSource)).rejects.toMatchObject({
      name: 'UnfitDatabaseError',
      reason: 'ENCODING',
    });
    await dataSource.destroy();
    await ascii.drop();
  });

  test('is one that a newer version has migrated', async () => {
    const newer = await testDatabase();
    await newer.dataSource.query(
      `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`,
    );
    await expect(migrate(newer.dataSource)).rejects.toMatchObject({ reason: 'NEWER' });
    await newer.drop();
  });
});

describe('a transaction', () => {
  test('runs under the app role, and the connection is the owner again afterwards', async () => {
    const role = await inTransaction(database.dataSource, (tx) =>
      tx.query<[{ role: string }]>('SELECT current_user AS role'),
    );
    expect(role).toEqual([{ role: database.appRole }]);
    const after: unknown = await database.dataSource.query('SELECT current_user AS role');
    expect(after).toEqual([{ role: 'chaperone' }]);
  });

  test('leaves nothing behind when its work fails', async () => {
    const work = inTransaction(database.dataSource, async (tx) => {
      await aVendor(tx, { displayName: 'Gone' });
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    const left = await database.dataSource.manager.countBy(VendorEntity, { displayName: 'Gone' });
    expect(left).toBe(0);
  });

  test('cuts a statement off after its time', async () => {
    const slow = inTransaction(database.dataSource, (tx) => tx.query('SELECT pg_sleep(2)'), {
      statementTimeoutMs: 50,
    });
    await expect(slow).rejects.toMatchObject({ code: '57014' });
  });

  test('forgets the leave to purge when it ends', async () => {
    await inTransaction(database.dataSource, allowPurge);
    const [row] = await database.dataSource.query<[{ value: string | null }]>(
      `SELECT current_setting('chaperone.purge', true) AS value`,
    );
    expect(row.value ?? '').toBe('');
  });
});

describe('values', () => {
  test('arrive as numbers and as days, from entities and from raw statements', async () => {
    const breach = await inTransaction(database.dataSource, (tx) =>
      aBreach(tx, { people: 192_700_000, discoveredOn: '2024-02-21' }),
    );
    expect(breach).toMatchObject({ people: 192_700_000, happenedOn: '2024-02-21' });
    const [raw] = await database.dataSource.query<[Record<string, unknown>]>(
      `SELECT 9007199254740991::int8 AS a, 1.25::numeric AS b, '2024-02-29'::date AS c,
         array['2024-02-29'::date] AS d, array[1::int8, null] AS e`,
    );
    expect(raw).toEqual({
      a: 9_007_199_254_740_991,
      b: 1.25,
      c: '2024-02-29',
      d: ['2024-02-29'],
      e: [1, null],
    });
  });
});

describe('the read pool', () => {
  test('reads JSON by named statements under the app role', async () => {
    const statement = {
      name: 'who',
      text: `SELECT jsonb_build_object('role', current_user, 'n', $1::int) AS value`,
      values: [3],
    };
    expect(await readJson(pool, statement)).toEqual({ role: database.appRole, n: 3 });
    expect(await readJson(pool, statement)).toEqual({ role: database.appRole, n: 3 });
    const text = { name: 'text', text: `SELECT '{"a": 1}'::text` };
    expect(await readText(pool, text)).toBe('{"a": 1}');
    expect(await readJson(pool, { name: 'none', text: 'SELECT 1 WHERE false' })).toBeNull();
  });
});

describe('the mark of an installation', () => {
  test('is written once and holds', async () => {
    const { manager } = database.dataSource;
    const first = await readInstallation(manager);
    const again = await markInstallation(manager, 'DEMO');
    expect(again).toEqual(first);
    expect(again).toMatchObject({ kind: 'OWN', appRole: database.appRole });
  });
});
