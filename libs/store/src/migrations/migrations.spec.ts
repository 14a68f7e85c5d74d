import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { checkServer, createDataSource, migrate } from '../data-source.js';
import { MIGRATIONS } from './index.js';
import { catalogue } from '../testing/catalogue.js';
import { emptyDatabase } from '../testing/test-database.js';
import type { EmptyDatabase } from '../testing/test-database.js';

const SNAPSHOT = new URL('../../catalogue.snapshot.txt', import.meta.url);

describe('the migrations', () => {
  let database: EmptyDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await emptyDatabase();
    dataSource = createDataSource({ url: database.url });
    await migrate(dataSource);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  test('leave nothing that the entities would still change', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  test('give the catalogue that is committed (CHAPERONE_UPDATE_SNAPSHOT=1 writes it)', async () => {
    const now = await catalogue(dataSource);
    if (process.env['CHAPERONE_UPDATE_SNAPSHOT'] === '1') writeFileSync(SNAPSHOT, now);
    expect(now.split('\n')).toEqual(readFileSync(SNAPSHOT, 'utf8').split('\n'));
  });

  test('have an owner that is no superuser', async () => {
    const facts = await checkServer(dataSource);
    expect(facts).toMatchObject({ superuser: false, encoding: 'UTF8' });
  });

  test('run once', async () => {
    expect(await migrate(dataSource)).toEqual([]);
  });

  test('go down to nothing and up to the same again', async () => {
    const before = await catalogue(dataSource);
    for (const _ of MIGRATIONS) await dataSource.undoLastMigration();
    expect(await catalogue(dataSource)).toBe('\n');
    await migrate(dataSource);
    expect(await catalogue(dataSource)).toBe(before);
  });

  test('of two processes that start at once, one migrates and the other finds it done', async () => {
    const fresh = await emptyDatabase();
    const sources = [1, 2].map(() => createDataSource({ url: fresh.url, poolSize: 2 }));
    const ran = await Promise.all(sources.map((source) => migrate(source)));
    await Promise.all(sources.map((source) => source.destroy()));
    await fresh.drop();
    expect(ran.map(({ length }) => length).sort()).toEqual([0, MIGRATIONS.length]);
  });
});
