import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inTransaction } from './data-source.js';
import { BreachMatchEntity, VendorEntity } from './entities.js';
import { aMatch, aVendor, testDatabase } from './testing/index.js';
import type { TestDatabase } from './testing/index.js';
import { updateWithRev } from './update-with-rev.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test('a change to a record as it was seen goes through and moves the revision on', async () => {
  const seen = await inTransaction(database.dataSource, (tx) => aVendor(tx));
  const rev = await inTransaction(database.dataSource, (tx) =>
    updateWithRev(tx, VendorEntity, seen, { displayName: 'New name', tags: ['a', 'b'] }),
  );
  const now = await database.dataSource.manager.findOneByOrFail(VendorEntity, { id: seen.id });
  expect(now).toMatchObject({ rev, displayName: 'New name', tags: ['a', 'b'] });
  expect(rev).toBe(seen.rev + 1);
  expect(now.updatedAt.getTime()).toBeGreaterThan(seen.updatedAt.getTime());
});

test('of two changes to the same revision the second is refused and changes nothing', async () => {
  const seen = await inTransaction(database.dataSource, (tx) => aVendor(tx));
  const change = (displayName: string): Promise<number> =>
    inTransaction(database.dataSource, (tx) =>
      updateWithRev(tx, VendorEntity, seen, { displayName }),
    );
  const ends = await Promise.allSettled([change('One'), change('Two')]);
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = ends.find((end) => end.status === 'rejected');
  expect(lost?.reason).toMatchObject({ name: 'StaleRevError', current: 2 });
});

test('a record that is gone says so, and a record without updatedBy can be changed too', async () => {
  const match = await inTransaction(database.dataSource, (tx) => aMatch(tx));
  const note = (id: string): Promise<number> =>
    inTransaction(database.dataSource, (tx) =>
      updateWithRev(tx, BreachMatchEntity, { id, rev: 1 }, { note: 'Seen' }),
    );
  expect(await note(match.id)).toBe(2);
  await expect(note('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
    current: null,
  });
});
