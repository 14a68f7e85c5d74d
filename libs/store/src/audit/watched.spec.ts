import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { UNWATCHED, WATCHED } from './watched.js';
import { WATCHES, watchTables } from './watch-tables.js';

describe('the tables that the audit log watches', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  test('are all tables but those whose reason is given', async () => {
    const rows: { name: string }[] = await database.dataSource.query(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace
       and relkind in ('r', 'p') order by relname`,
    );
    const said = [...Object.keys(WATCHED), ...Object.keys(UNWATCHED)];
    expect(rows.map(({ name }) => name)).toEqual(said.sort());
  });

  test('have columns of the names that are given', async () => {
    const rows: { name: string }[] = await database.dataSource.query(
      `select table_name || '.' || column_name as name from information_schema.columns`,
    );
    const known = new Set(rows.map(({ name }) => name));
    const named = Object.entries(WATCHED).flatMap(([table, watched]) =>
      [
        ...(watched.label ?? []),
        ...Object.keys(watched.belongs ?? {}),
        ...(watched.ignore ?? []),
        ...(watched.secret ?? []),
      ].map((column) => `${table}.${column}`),
    );
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  test('get back a trigger that was dropped or switched off', async () => {
    expect(await watchTables(database.dataSource)).toEqual([]);
    const [gone, off] = WATCHES.map(({ table, name }) => ({ table, name }));
    await database.dataSource.query(`drop trigger ${gone!.name} on ${gone!.table}`);
    await database.dataSource.query(`alter table ${off!.table} disable trigger ${off!.name}`);
    const mended = await watchTables(database.dataSource);
    expect(mended).toContain(`${gone!.table}.${gone!.name}`);
    expect(mended).toContain(`${off!.table}.${off!.name}`);
    expect(await watchTables(database.dataSource)).toEqual([]);
  });
});
