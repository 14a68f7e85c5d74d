import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readPool } from '@chaperone/store';
import { testDatabase, type TestDatabase } from '@chaperone/store/testing';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { Clock } from '../graphql/clock.js';
import { Today } from '../graphql/today.js';
import { Database, Work } from '../graphql/work.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { NightlyService } from './nightly.service.js';

class SetClock extends Clock {
  moment = new Date('2026-11-23T23:30:00Z');
  override now(): Date {
    return this.moment;
  }
}

describe('nightly work', () => {
  let database: TestDatabase;
  let reads: Pool;
  const clock = new SetClock();
  const today = new Today(clock);

  const service = (): NightlyService => {
    const work = new Work(new Database(database.dataSource, reads, database.url));
    const scoring = new ScoringService(clock, work);
    return new NightlyService(work, clock, today, scoring, pino({ level: 'silent' }));
  };

  beforeAll(async () => {
    database = await testDatabase();
    reads = readPool(database.url, database.appRole);
    await database.dataSource.query(
      `insert into organisation (name) values ('Story') on conflict do nothing`,
    );
  });
  afterAll(async () => {
    await reads.end();
    await database.drop();
  });

  it('is done once a day, by one of many processes, in the organisation’s day', async () => {
    const tried = await Promise.all([
      service().runOnce(),
      service().runOnce(),
      service().runOnce(),
    ]);
    expect(tried.filter(Boolean)).toHaveLength(1);
    expect(await service().runOnce()).toBe(false);
    clock.moment = new Date('2026-11-24T00:10:00Z');
    today.useTimeZone('America/Chicago');
    expect(await service().runOnce()).toBe(false);
    today.useTimeZone('Europe/Berlin');
    expect(await service().runOnce()).toBe(true);
  });

  it('sweeps sessions that are over and limits that have run out', async () => {
    clock.moment = new Date('2026-11-26T12:00:00Z');
    today.useTimeZone('UTC');
    await database.dataSource.query(`
      insert into people (email, name, role) values ('a@b.c', 'A', 'ADMIN');
      insert into sessions (token_hash, person_id, expires_at)
        select h, id, e::timestamptz from people, (values ('old', '2026-11-26'), ('new', '2026-11-27')) v (h, e);
      insert into rate_limits (key, points, expire) values ('old', 1, 1), ('new', 1, 9e12::bigint);`);
    expect(await service().runOnce()).toBe(true);
    const left: { key: string }[] = await database.dataSource.query(
      'select token_hash as key from sessions union all select key from rate_limits',
    );
    expect(left).toEqual([{ key: 'new' }, { key: 'new' }]);
  });

  it('lets nobody who signs in wait for it', async () => {
    clock.moment = new Date('2026-11-27T12:00:00Z');
    await database.dataSource.query(
      `insert into rate_limits (key, points, expire) values ('pat', 9, 1)`,
    );
    let counted = false;
    const work = new Work(new Database(database.dataSource, reads, database.url));
    const scoring = new ScoringService(clock, work);
    jest.spyOn(scoring, 'rescoreAll').mockImplementation(async () => {
      await work.change(
        (tx) =>
          tx.query(
            `insert into rate_limits (key, points, expire) values ('pat', 1, 9e12::bigint)
             on conflict (key) do update set points = 1, expire = excluded.expire`,
          ),
        { statementTimeoutMs: 1_000 },
      );
      counted = true;
      return { vendors: 0, appended: 0 };
    });
    const nightly = new NightlyService(work, clock, today, scoring, pino({ level: 'silent' }));
    expect(await nightly.runOnce()).toBe(true);
    expect(counted).toBe(true);
  });
});
