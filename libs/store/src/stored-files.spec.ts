import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { inTransaction } from './data-source.js';
import { AgreementEntity, StoredFileEntity } from './entities.js';
import { aStoredFile, anAgreement, testDatabase } from './testing/index.js';
import type { TestDatabase } from './testing/index.js';

let database: TestDatabase;
const run = <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> =>
  inTransaction(database.dataSource, work);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe('a stored file', () => {
  test('is loose since the moment at which it was taken off, or its record went', async () => {
    const file = await run(async (tx) => {
      const { id: agreementId } = await anAgreement(tx);
      return aStoredFile(tx, { agreementId });
    });
    const now = (): Promise<StoredFileEntity> =>
      run((tx) => tx.findOneByOrFail(StoredFileEntity, { id: file.id }));
    expect((await now()).detachedAt).toBeNull();
    const hung = { agreementId: file.agreementId };
    await run((tx) => tx.update(StoredFileEntity, { id: file.id }, { agreementId: null }));
    expect((await now()).detachedAt).toBeInstanceOf(Date);
    await run((tx) => tx.update(StoredFileEntity, { id: file.id }, hung));
    expect((await now()).detachedAt).toBeNull();
    await run((tx) => tx.delete(AgreementEntity, { id: file.agreementId ?? '' }));
    expect(await now()).toMatchObject({ agreementId: null, detachedAt: expect.any(Date) });
  });

  test('never changes what it is', async () => {
    const { id } = await run((tx) => aStoredFile(tx));
    for (const change of [{ name: 'other.pdf' }, { sha256: '1'.repeat(64) }, { size: 1 }])
      await expect(run((tx) => tx.update(StoredFileEntity, { id }, change))).rejects.toMatchObject({
        code: '23001',
      });
  });
});
