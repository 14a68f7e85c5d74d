import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { inTransaction } from './data-source.js';
import * as build from './testing/index.js';
import type { TestDatabase } from './testing/test-database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await build.testDatabase();
});
afterAll(() => database.drop());

type Attempt = (tx: EntityManager) => Promise<unknown>;

const BAD: readonly [string, Attempt][] = [
  ['ck_vendors_status', (tx) => build.aVendor(tx, { status: 'LOST' as never })],
  ['ck_vendors_display_name', (tx) => build.aVendor(tx, { displayName: '' })],
  ['ck_vendors_headquarters', (tx) => build.aVendor(tx, { headquarters: 'usa' })],
  ['uq_vendors_ref', async (tx) => build.aVendor(tx, { ref: (await build.aVendor(tx)).ref })],
  [
    'fk_vendors_owner_id',
    (tx) => build.aVendor(tx, { ownerId: '00000000-0000-4000-8000-000000000000' }),
  ],
  ['ck_people_email', (tx) => build.aPerson(tx, { email: 'Upper@example.org' })],
  ['ck_people_role', (tx) => build.aPerson(tx, { role: 'OWNER' as never })],
  ['ck_organisation_roles', (tx) => build.anOrganisation(tx, { roles: ['BANK' as never] })],
  [
    'ck_vendor_relations_subprocessor_id',
    async (tx) => {
      const { id } = await build.aVendor(tx);
      return build.aRelation(tx, { vendorId: id, subprocessorId: id });
    },
  ],
  ['ck_services_people', (tx) => build.aService(tx, { people: -1 })],
  ['ck_services_access', (tx) => build.aService(tx, { access: 'FULL' as never })],
  ['ck_services_data_classes', (tx) => build.aService(tx, { dataClasses: ['DNA' as never] })],
  ['ck_service_covers_reason', (tx) => build.aCover(tx, { need: 'NOT_NEEDED' })],
  ['ck_service_covers_reason', (tx) => build.aCover(tx, { reason: 'CONDUIT' })],
  [
    'ck_service_decisions_conditions',
    (tx) => build.aDecision(tx, { outcome: 'APPROVED_WITH_CONDITIONS' }),
  ],
  ['ck_stored_files_place', (tx) => build.aStoredFile(tx, { place: 'TAPE' as never })],
  [
    'ck_stored_files_holder',
    async (tx) => {
      const { id: agreementId } = await build.anAgreement(tx);
      const { id: evidenceId } = await build.anEvidence(tx);
      return build.aStoredFile(tx, { agreementId, evidenceId });
    },
  ],
  [
    'uq_stored_files_evidence',
    async (tx) => {
      const { id: evidenceId } = await build.anEvidence(tx);
      await build.aStoredFile(tx, { evidenceId });
      return build.aStoredFile(tx, { evidenceId });
    },
  ],
  ['ck_agreements_effective_on', (tx) => build.anAgreement(tx, { effectiveOn: null })],
  ['ck_agreements_expires_on', (tx) => build.anAgreement(tx, { expiresOn: '2025-12-31' })],
  [
    'ck_agreements_evergreen',
    (tx) => build.anAgreement(tx, { evergreen: true, expiresOn: '2027-01-01' }),
  ],
  ['ck_questions_weight', (tx) => build.aTemplate(tx, [{ key: 'a', weight: 11 }])],
  ['uq_questions_key', (tx) => build.aTemplate(tx, [{ key: 'a' }, { key: 'a' }])],
  ['ck_assessments_status', (tx) => build.anAssessment(tx, { status: 'OPEN' as never })],
  ['ck_answers_effectiveness', (tx) => build.anAnswer(tx, { effectiveness: 1.01 })],
  ['ck_answers_evidence_id', (tx) => build.anAnswer(tx, { evidenceLevel: 'AUDITED' })],
  ['ck_breaches_causes', (tx) => build.aBreach(tx, { causes: ['MAGIC' as never] })],
  [
    'uq_breaches_source_key',
    async (tx) => {
      await build.aBreach(tx, { sourceKey: 'same' });
      return build.aBreach(tx, { sourceKey: 'same' });
    },
  ],
  ['ck_breach_matches_score', (tx) => build.aMatch(tx, { score: 1.2 })],
  ['ck_breach_matches_fault', (tx) => build.aMatch(tx, { fault: 'NOBODY' as never })],
  ['ck_import_runs_progress', (tx) => build.anImportRun(tx, { progress: 101 })],
];

describe('the database refuses', () => {
  test.each(BAD)('what breaks %s', async (constraint, attempt) => {
    await expect(inTransaction(database.dataSource, attempt)).rejects.toMatchObject({ constraint });
  });
});

describe('the database accepts', () => {
  test('one of everything that the builders make', async () => {
    await inTransaction(database.dataSource, async (tx) => {
      const service = await build.aService(tx);
      const person = await build.aPerson(tx);
      await build.anOrganisation(tx);
      await build.aRelation(tx);
      await build.aCover(tx, { serviceId: service.id, need: 'NOT_NEEDED', reason: 'CONDUIT' });
      await build.aDecision(tx, { serviceId: service.id, decidedBy: person.id });
      await build.anAgreement(tx, { vendorId: service.vendorId, serviceIds: [service.id] });
      const evidence = await build.anEvidence(tx, { vendorId: service.vendorId });
      const assessment = await build.anAssessment(tx, { vendorId: service.vendorId });
      const answer = await build.anAnswer(tx, {
        assessmentId: assessment.id,
        evidenceLevel: 'AUDITED',
        evidenceId: evidence.id,
      });
      expect(answer).toMatchObject({ vendorId: service.vendorId, questionKey: 'encryption' });
      const incident = await build.anIncident(tx);
      const breach = await build.aBreach(tx, { incidentId: incident.id });
      await build.aMatch(tx, { breachId: breach.id, vendorId: service.vendorId });
      const run = await build.anImportRun(tx);
      expect([breach.ref, incident.ref, run.ref]).toEqual([
        expect.stringMatching(/^BRC-\d+$/),
        expect.stringMatching(/^INC-\d+$/),
        expect.stringMatching(/^IMP-\d+$/),
      ]);
    });
  });
});
