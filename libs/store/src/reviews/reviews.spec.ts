import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { quoteIdentifier, scopedRoleOf } from '../app-role.js';
import { createDataSource, inTransaction, migrate } from '../data-source.js';
import { aPerson } from '../testing/builders.js';
import {
  emptyDatabase,
  letWritesAround,
  testDatabase,
  type TestDatabase,
} from '../testing/index.js';

let database: TestDatabase;
let dataSource: DataSource;
const refused = { code: '23001' };
const forbidden = { code: '42501' };
const DECIDE = `update access_review_items set verdict = 'KEEP', outcome = 'KEPT', decided_by = $2,
  decided_at = now(), decided_role = role where id = $1`;
const COMPLETE = `update access_reviews set completed_by = $2, completed_at = now() where id = $1`;
const LIST = `insert into access_review_items (review_id, subject, person_id, name, role, since)
  values ($1, 'PERSON', $2, 'Ada', 'ADMIN', now()) returning id`;

beforeAll(async () => {
  database = await testDatabase();
  ({ dataSource } = database);
  await letWritesAround(dataSource);
});
afterAll(() => database.drop());

const asApp = <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> =>
  inTransaction(dataSource, work);
const run = (sql: string, values: unknown[] = []): Promise<unknown> =>
  dataSource.query(sql, values);

interface Open {
  readonly review: string;
  readonly item: string;
  readonly person: string;
}

async function open(tx: EntityManager): Promise<Open> {
  const { id: person } = await aPerson(tx, { role: 'ADMIN' });
  const [review] = await tx.query<{ id: string }[]>(
    `insert into access_reviews (started_by, due) values ($1, '2026-12-01') returning id`,
    [person],
  );
  const [item] = await tx.query<{ id: string }[]>(LIST, [review?.id, person]);
  return { review: review?.id ?? '', item: item?.id ?? '', person };
}

describe('an access review', () => {
  let one: Open;

  beforeAll(async () => {
    one = await asApp(open);
  });

  test('is open alone', async () => {
    await expect(asApp(open)).rejects.toMatchObject({ code: '23505' });
  });

  test('has a list that nobody adds to, changes or shortens afterwards, not even the owner', async () => {
    const { id: other } = await asApp((tx) => aPerson(tx));
    await expect(run(LIST, [one.review, other])).rejects.toMatchObject(refused);
    await expect(asApp((tx) => tx.query(LIST, [one.review, other]))).rejects.toMatchObject(refused);
    for (const sql of [
      `update access_review_items set role = 'AUDITOR'`,
      `update access_review_items set note = 'Fine.'`,
      `delete from access_review_items`,
      `truncate access_review_items`,
      `delete from access_reviews`,
      `update access_reviews set due = '2027-01-01'`,
    ])
      await expect(run(sql)).rejects.toMatchObject(refused);
    await expect(
      asApp((tx) => tx.query(`update access_review_items set role = 'AUDITOR'`)),
    ).rejects.toMatchObject(forbidden);
    await expect(asApp((tx) => tx.query('delete from access_review_items'))).rejects.toMatchObject(
      forbidden,
    );
  });

  test('takes a verdict whole, once, and is completed after the last one, once', async () => {
    const half = `update access_review_items set verdict = 'KEEP' where id = $1`;
    await expect(run(half, [one.item])).rejects.toMatchObject({ code: '23514' });
    await expect(run(COMPLETE, [one.review, one.person])).rejects.toMatchObject(refused);
    await asApp((tx) => tx.query(DECIDE, [one.item, one.person]));
    await expect(run(DECIDE, [one.item, one.person])).rejects.toMatchObject(refused);
    await expect(run(`update access_review_items set note = 'x'`)).rejects.toMatchObject(refused);
    await asApp((tx) => tx.query(COMPLETE, [one.review, one.person]));
    await expect(run(COMPLETE, [one.review, one.person])).rejects.toMatchObject(refused);
    await expect(
      run('update access_reviews set completed_at = null, completed_by = null'),
    ).rejects.toMatchObject(refused);
    await expect(asApp(open)).resolves.toBeDefined();
  });

  test('is hidden from the scoped role, even where somebody grants it', async () => {
    const scoped = quoteIdentifier(await scopedRoleOf(dataSource.manager));
    const seen = (tx: EntityManager): Promise<unknown> =>
      tx.query(`set local role ${scoped}; select count(*)::int as n from access_review_items`);
    await expect(dataSource.transaction(seen)).rejects.toMatchObject(forbidden);
    await run(`grant select on access_review_items to ${scoped}`);
    const replies = (await dataSource.transaction(async (tx) => {
      await tx.query(`set local role ${scoped}`);
      return tx.query('select count(*)::int as n from access_review_items');
    })) as unknown;
    expect(replies).toEqual([{ n: 0 }]);
    await run(`revoke select on access_review_items from ${scoped}`);
  });
});

describe('the migration of access reviews', () => {
  test('goes down and up over people and tokens that are there', async () => {
    const empty = await emptyDatabase();
    const source = createDataSource({ url: empty.url, poolSize: 2 });
    await migrate(source);
    await letWritesAround(source);
    await source.transaction(open);
    await source.query(`insert into api_tokens (name, token_hash, role, scopes, expires_at)
      values ('script', repeat('a', 64), 'AUDITOR', '{vendors:read}', now() + interval '1 day')`);
    const facts = (): Promise<unknown> =>
      source.query(`select (select json_agg(p order by id) from people p) as people,
        (select json_agg(t order by id) from api_tokens t) as tokens`);
    const before = await facts();
    const there = async (): Promise<boolean> => {
      const [row]: { there: boolean }[] = await source.query(
        `select to_regclass('access_reviews') is not null as there`,
      );
      return row?.there ?? false;
    };
    while (await there()) await source.undoLastMigration();
    await migrate(source);
    expect(await there()).toBe(true);
    expect(await facts()).toEqual(before);
    await source.destroy();
    await empty.drop();
  });
});
