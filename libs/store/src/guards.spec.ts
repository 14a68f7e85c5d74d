import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { allowPurge, inTransaction } from './data-source.js';
import {
  ComplianceStateEntity,
  QuestionEntity,
  RiskScoreEntity,
  ServiceDecisionEntity,
  TemplateSectionEntity,
  TemplateVersionEntity,
  VendorEntity,
} from './entities.js';
import { aDecision, aTemplate, aVendor } from './testing/index.js';
import { testDatabase } from './testing/test-database.js';
import type { TestDatabase } from './testing/test-database.js';

let database: TestDatabase;
let dataSource: DataSource;
const refused = { code: '23001' };
const run = <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> =>
  inTransaction(dataSource, work);

beforeAll(async () => {
  database = await testDatabase();
  ({ dataSource } = database);
});
afterAll(() => database.drop());

async function history(tx: EntityManager): Promise<string> {
  const { id: vendorId } = await aVendor(tx);
  const score = { vendorId, asOf: '2026-11-01', modelVersion: '2026.1', receipt: {} };
  await tx.insert(RiskScoreEntity, { ...score, inherent: 63.8, reason: 'REQUESTED' });
  const state = { vendorId, asOf: '2026-11-01', state: 'GAP', cause: 'NIGHTLY' } as const;
  await tx.insert(ComplianceStateEntity, state);
  return vendorId;
}

describe('history', () => {
  test.each(['risk_scores', 'compliance_states', 'service_decisions'])(
    'in %s is neither changed nor removed, not even by the owner',
    async (table) => {
      await run(history);
      await run((tx) => aDecision(tx));
      await expect(
        dataSource.query(
          `UPDATE ${table} SET created_at = now()`.replace(
            'service_decisions SET created_at',
            'service_decisions SET decided_at',
          ),
        ),
      ).rejects.toMatchObject(refused);
      await expect(dataSource.query(`DELETE FROM ${table}`)).rejects.toMatchObject(refused);
    },
  );

  test('keeps its vendor from being deleted', async () => {
    const vendorId = await run(history);
    const removal = run((tx) => tx.delete(VendorEntity, vendorId));
    await expect(removal).rejects.toMatchObject(refused);
  });

  test('goes with its vendor in a transaction that may purge', async () => {
    const vendorId = await run(history);
    await run(async (tx) => {
      await allowPurge(tx);
      await tx.delete(VendorEntity, vendorId);
    });
    expect(await dataSource.manager.countBy(RiskScoreEntity, { vendorId })).toBe(0);
    expect(await dataSource.manager.countBy(ComplianceStateEntity, { vendorId })).toBe(0);
  });

  test('may be added to by the app role, in order', async () => {
    const [first, second] = await run(async (tx) => {
      const vendorId = await history(tx);
      const again = { vendorId, asOf: '2026-11-02', modelVersion: '2026.1', receipt: {} };
      await tx.insert(RiskScoreEntity, { ...again, reason: 'NIGHTLY' });
      return tx.find(RiskScoreEntity, { where: { vendorId }, order: { id: 'ASC' } });
    });
    expect(first).toMatchObject({ inherent: 63.8, asOf: '2026-11-01' });
    expect(second?.id).toBeGreaterThan(first?.id ?? Infinity);
  });

  test('of decisions is kept apart from the service that they are about', async () => {
    const { id } = await run((tx) => aDecision(tx));
    expect(await dataSource.manager.existsBy(ServiceDecisionEntity, { id })).toBe(true);
  });
});

describe('a published questionnaire', () => {
  test('refuses changes to its questions and sections, and new ones', async () => {
    const { version, section, questions } = await run((tx) => aTemplate(tx));
    const question = questions[0]!;
    const { id: _id, ...copy } = question;
    const attempts: ((tx: EntityManager) => Promise<unknown>)[] = [
      (tx) => tx.update(QuestionEntity, question.id, { weight: 9 }),
      (tx) => tx.delete(QuestionEntity, question.id),
      (tx) => tx.insert(QuestionEntity, { ...copy, key: 'another' }),
      (tx) => tx.update(TemplateSectionEntity, section.id, { title: 'Other' }),
      (tx) => tx.update(TemplateVersionEntity, version.id, { version: 7 }),
      (tx) => tx.update(TemplateVersionEntity, version.id, { status: 'DRAFT' }),
      (tx) => tx.delete(TemplateVersionEntity, version.id),
    ];
    for (const attempt of attempts) await expect(run(attempt)).rejects.toMatchObject(refused);
  });

  test('takes no question from a draft', async () => {
    const published = await run((tx) => aTemplate(tx));
    const draft = await run((tx) => aTemplate(tx, [{ key: 'new' }], { status: 'DRAFT' }));
    const move = run((tx) =>
      tx.update(QuestionEntity, draft.questions[0]!.id, { versionId: published.version.id }),
    );
    await expect(move).rejects.toMatchObject(refused);
  });

  test('can be retired, and a draft can be changed', async () => {
    const { version } = await run((tx) => aTemplate(tx));
    await run((tx) => tx.update(TemplateVersionEntity, version.id, { status: 'RETIRED' }));
    const draft = await run((tx) => aTemplate(tx, [{ key: 'new' }], { status: 'DRAFT' }));
    await run((tx) => tx.update(QuestionEntity, draft.questions[0]!.id, { weight: 9 }));
    await run((tx) => tx.delete(TemplateVersionEntity, draft.version.id));
  });
});
