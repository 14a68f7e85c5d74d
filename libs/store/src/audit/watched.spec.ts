import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate } from '../data-source.js';
import { forbidWritesAround, testDatabase, type TestDatabase } from '../testing/test-database.js';
import { UNWATCHED, WATCHED } from './watched.js';
import { WATCHES } from './watch-tables.js';

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

  test.each(['answers', 'vendors', 'people', 'risk_scores', 'vendor_rows', 'data_keys'])(
    'are not emptied by one statement: %s',
    async (table) => {
      await expect(database.dataSource.query(`truncate ${table} cascade`)).rejects.toMatchObject({
        code: '23001',
      });
    },
  );
});

describe('guards that somebody tampered with', () => {
  let database: TestDatabase;
  const started = async (): Promise<readonly string[]> => {
    let found: readonly string[] = [];
    await migrate(database.dataSource, (mended) => (found = mended));
    return found;
  };
  const [gone, off, other] = WATCHES.map(({ table, name }) => ({ table, name }));

  beforeAll(async () => {
    database = await testDatabase();
    await forbidWritesAround(database.dataSource);
  });
  afterAll(() => database.drop());

  test('are none at first, whichever way PostgreSQL writes what they say', async () => {
    expect(await started()).toEqual([]);
  });

  test.each([
    ['a watch that was dropped', `drop trigger ${gone!.name} on ${gone!.table}`, gone!],
    ['a watch switched off', `alter table ${off!.table} disable trigger ${off!.name}`, off!],
    [
      'a watch for replicas only',
      `alter table ${off!.table} enable replica trigger ${off!.name}`,
      off!,
    ],
    [
      'a watch of the same name that does nothing',
      `drop trigger ${other!.name} on ${other!.table};
       create trigger ${other!.name} before truncate on ${other!.table} for each statement when (false) execute function refuse_emptying()`,
      other!,
    ],
    [
      'a guard of history that was dropped',
      'drop trigger risk_scores_append_only on risk_scores',
      { table: 'risk_scores', name: 'risk_scores_append_only' },
    ],
    [
      'the guard of commits without an entry, switched off',
      'alter table audit_gathered disable trigger audit_appended',
      { table: 'audit_gathered', name: 'audit_appended' },
    ],
    [
      'a guard that guards less',
      `drop trigger audit_entries_append_only on audit_entries;
       create trigger audit_entries_append_only before delete on audit_entries for each row execute function keep_audit()`,
      { table: 'audit_entries', name: 'audit_entries_append_only' },
    ],
  ])('are put back and named: %s', async (_what, sql, { table, name }) => {
    await database.dataSource.query(sql);
    expect(await started()).toEqual([`${table}.${name}`]);
    expect(await started()).toEqual([]);
  });

  test('are put back and named: a function whose body was changed', async () => {
    await database.dataSource.query(
      `create or replace function refuse_change() returns trigger language plpgsql as $$ begin return old; end $$`,
    );
    expect(await started()).toEqual(['refuse_change()']);
    await database.dataSource.query(`alter function keep_audit() security definer`);
    expect(await started()).toEqual(['keep_audit()']);
    expect(await started()).toEqual([]);
  });
});
