import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AnswerEntity, ServiceEntity, VendorEntity } from '@chaperone/store';
import * as given from '@chaperone/store/testing';
import type { EntityManager } from 'typeorm';
import { officer, scoringWorld, type ScoringWorld } from './testing/scoring-world.js';

interface Row {
  inherent: number | null;
  residual: number | null;
  ceiling: number | null;
  inherent_band: string | null;
  residual_band: string | null;
  ceiling_band: string | null;
  rank_score: number | null;
  complete: boolean;
  tier: string | null;
  missing: { fact: string }[];
  open_findings: number;
  answered: number;
  questions: number;
  compliance: string;
  compliance_reasons: { code: string; cover: string }[];
  compliance_recheck_on: string | null;
  score_id: number;
  receipt: object | null;
  active_services: number;
  data_classes: string[];
  breaches: number;
  last_breach_on: string | null;
  top_factor: string;
}

let world: ScoringWorld;
beforeAll(async () => {
  world = await scoringWorld();
  await world.change((tx) => given.anOrganisation(tx));
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-10-01T12:00:00Z'));

const rescored = (
  tx: EntityManager,
  vendorId: string,
  reason: 'SERVICE_CHANGED' | 'NIGHTLY' = 'SERVICE_CHANGED',
) => world.scoring.rescore(tx, [vendorId], reason, officer);
const rowOf = async (vendorId: string): Promise<Row> => {
  const [row] = await world.rows<Row>('select * from vendor_rows where vendor_id = $1', [vendorId]);
  if (!row) throw new Error('no row');
  return row;
};
const historyOf = (vendorId: string) =>
  world.rows<{ reason: string; residual: number | null; receipt: { inherent: object } }>(
    'select reason, residual, receipt from risk_scores where vendor_id = $1 order by id',
    [vendorId],
  );
const complianceOf = (vendorId: string) =>
  world.rows<{ state: string; cause: string; as_of: string }>(
    'select state, cause, as_of from compliance_states where vendor_id = $1 order by id',
    [vendorId],
  );

/** The worked example of the method, as records. */
async function workedExample(tx: EntityManager) {
  const vendor = await given.aVendor(tx);
  const service = await given.aService(tx, {
    vendorId: vendor.id,
    people: 80_000,
    subprocessors: 8,
  });
  const { version, questions } = await given.aTemplate(tx, [
    { key: 'q1', weight: 5 },
    { key: 'q2', weight: 3 },
    { key: 'q3', weight: 2 },
    { key: 'q4', weight: 2 },
  ]);
  const evidence = await given.anEvidence(tx, { vendorId: vendor.id });
  const assessment = await given.anAssessment(tx, { vendorId: vendor.id, versionId: version.id });
  const answer = (at: number, says: Partial<AnswerEntity>) =>
    given.anAnswer(tx, {
      assessmentId: assessment.id,
      questionId: questions[at]?.id ?? '',
      ...says,
    });
  const backed = { evidenceId: evidence.id, evidenceEnd: '2027-06-30' };
  await answer(0, { evidenceLevel: 'AUDITED', ...backed });
  await answer(1, { effectiveness: 0.5, evidenceLevel: 'DOCUMENTED', ...backed });
  await answer(2, {});
  const breach = await given.aBreach(tx, {
    people: 50_000,
    dataClasses: ['CLINICAL_RECORDS'],
    discoveredOn: '2025-10-01',
  });
  const match = await given.aMatch(tx, {
    breachId: breach.id,
    vendorId: vendor.id,
    fault: 'VENDOR_CONFIRMED',
  });
  return { vendor, service, assessment, questions, breach, match };
}

describe('rescore', () => {
  it('stores the worked example of the method with its figures, bands and receipt', async () => {
    const { vendor } = await world.change(async (tx) => {
      const example = await workedExample(tx);
      await rescored(tx, example.vendor.id);
      return example;
    });
    const row = await rowOf(vendor.id);
    expect(row.inherent).toBeCloseTo(63.8, 1);
    expect(row.residual).toBeCloseTo(56.9, 1);
    expect(row.ceiling).toBeCloseTo(69.1, 1);
    expect([row.inherent_band, row.residual_band, row.ceiling_band]).toEqual([
      'HIGH',
      'HIGH',
      'HIGH',
    ]);
    expect(row.rank_score).toBe(row.residual);
    expect(row).toMatchObject({
      complete: true,
      tier: 'HIGH',
      missing: [],
      answered: 3,
      questions: 4,
      open_findings: 0,
      active_services: 1,
      data_classes: ['APPOINTMENTS', 'CONTACT'],
      breaches: 1,
      last_breach_on: '2025-10-01',
      top_factor: 'DATA_SENSITIVITY',
    });
    const [entry] = await historyOf(vendor.id);
    const points = (
      entry?.receipt as unknown as { residual: { contributions: { points: number }[] } }
    ).residual.contributions.map((each) => Math.round(each.points * 100) / 100);
    expect(points).toEqual([19.22, 5.49, 9.15, 16.9, -4.86, 11.03]);
    expect(row.receipt).toBeNull();
  });

  it('says what is missing instead of giving a number', async () => {
    const vendor = await world.change(async (tx) => {
      const made = await given.aVendor(tx);
      await given.aService(tx, { vendorId: made.id, dataClasses: null, access: null });
      await rescored(tx, made.id);
      return made;
    });
    const row = await rowOf(vendor.id);
    expect(row).toMatchObject({ inherent: null, residual: null, ceiling: null, complete: false });
    expect(row.missing.map((each) => each.fact)).toEqual([
      'DATA_CLASSES',
      'ACCESS',
      'QUESTIONNAIRE',
    ]);
  });

  it('lets the ceiling lead while the controls are not assessed', async () => {
    const vendor = await world.change(async (tx) => {
      const service = await given.aService(tx);
      await rescored(tx, service.vendorId);
      return { id: service.vendorId };
    });
    const row = await rowOf(vendor.id);
    expect(row.residual).toBeNull();
    expect(row.rank_score).toBe(row.ceiling);
  });

  it('moves the score in the transaction of an answer, a fact of a service and a confirmed breach', async () => {
    const example = await world.change(async (tx) => {
      const made = await workedExample(tx);
      await rescored(tx, made.vendor.id);
      return made;
    });
    const { id } = example.vendor;
    const start = await rowOf(id);
    await world.change(async (tx) => {
      await given.anAnswer(tx, {
        assessmentId: example.assessment.id,
        questionId: example.questions[3]?.id ?? '',
      });
      await world.scoring.rescore(tx, [id], 'ANSWERS_RECORDED', officer);
      const [inside]: { residual: number }[] = await tx.query(
        'select residual from vendor_rows where vendor_id = $1',
        [id],
      );
      expect(inside?.residual).toBeLessThan(start.residual ?? 0);
    });
    const answered = await rowOf(id);
    await world.change(async (tx) => {
      await tx.update(ServiceEntity, example.service.id, { people: 900_000 });
      await rescored(tx, id);
    });
    const wider = await rowOf(id);
    expect(wider.inherent).toBeGreaterThan(answered.inherent ?? 100);
    await world.change(async (tx) => {
      const breach = await given.aBreach(tx, { people: 2_000_000 });
      await given.aMatch(tx, { vendorId: id, breachId: breach.id });
      await world.scoring.rescore(tx, [id], 'BREACH_CONFIRMED', officer);
    });
    const breached = await rowOf(id);
    expect(breached.residual).toBeGreaterThan(wider.residual ?? 100);
    expect(breached.inherent).toBe(wider.inherent);
    expect((await historyOf(id)).map((each) => each.reason)).toEqual([
      'SERVICE_CHANGED',
      'ANSWERS_RECORDED',
      'SERVICE_CHANGED',
      'BREACH_CONFIRMED',
    ]);
  });

  it('leaves out proposed matches and services that are only requested', async () => {
    const vendorId = await world.change(async (tx) => {
      const service = await given.aService(tx);
      await given.aService(tx, {
        vendorId: service.vendorId,
        status: 'REQUESTED',
        dataClasses: ['PSYCHOTHERAPY_NOTES'],
        access: 'OWN_PURPOSES',
      });
      await rescored(tx, service.vendorId);
      return service.vendorId;
    });
    const before = await rowOf(vendorId);
    await world.change(async (tx) => {
      await given.aMatch(tx, { vendorId, state: 'PROPOSED' });
      await rescored(tx, vendorId);
    });
    const after = await rowOf(vendorId);
    expect(after.ceiling).toBe(before.ceiling);
    expect(after.tier).not.toBe('CRITICAL');
    expect(await historyOf(vendorId)).toHaveLength(1);
  });

  it('holds a person’s tier until its day is over and keeps the computed one beside it', async () => {
    const vendorId = await world.change(async (tx) => {
      const service = await given.aService(tx);
      await tx.update(VendorEntity, service.vendorId, {
        tierOverride: 'CRITICAL',
        tierOverrideReason: 'Contract under dispute',
        tierOverrideUntil: '2026-10-01',
      });
      await rescored(tx, service.vendorId);
      return service.vendorId;
    });
    expect((await rowOf(vendorId)).tier).toBe('CRITICAL');
    world.clock.set('2026-10-02T00:00:00Z');
    await world.change((tx) => rescored(tx, vendorId, 'NIGHTLY'));
    expect((await rowOf(vendorId)).tier).toBe('HIGH');
    expect(await historyOf(vendorId)).toHaveLength(2);
  });
});

describe('the last day of a person’s tier', () => {
  const chosenUntil = (day: string) =>
    world.change(async (tx) => {
      const service = await given.aService(tx);
      await tx.update(VendorEntity, service.vendorId, {
        tierOverride: 'CRITICAL',
        tierOverrideReason: 'Contract under dispute',
        tierOverrideUntil: day,
      });
      await rescored(tx, service.vendorId);
      return service.vendorId;
    });

  it('is a day of the organisation, east and west of Greenwich', async () => {
    const zone = (name: string) => world.rows('update organisation set time_zone = $1', [name]);
    try {
      await zone('America/Los_Angeles');
      world.clock.set('2026-10-02T03:00:00Z');
      expect((await rowOf(await chosenUntil('2026-10-01'))).tier).toBe('CRITICAL');
      await zone('Pacific/Auckland');
      world.clock.set('2026-10-01T20:00:00Z');
      expect((await rowOf(await chosenUntil('2026-10-01'))).tier).toBe('HIGH');
    } finally {
      await zone('UTC');
      world.clock.set('2026-10-01T12:00:00Z');
    }
  });
});

describe('history', () => {
  it('does not grow when nothing that is shown has changed', async () => {
    const vendorId = await world.change(async (tx) => {
      const { vendor } = await workedExample(tx);
      await rescored(tx, vendor.id);
      await rescored(tx, vendor.id);
      return vendor.id;
    });
    expect(await historyOf(vendorId)).toHaveLength(1);
    expect((await rowOf(vendorId)).receipt).not.toBeNull();
  });

  it('grows when a person changed an input, though every figure shown stays', async () => {
    const vendorId = await world.change(async (tx) => {
      const { vendor, service } = await workedExample(tx);
      await rescored(tx, vendor.id);
      await tx.update(ServiceEntity, service.id, { people: 80_001 });
      await rescored(tx, vendor.id);
      return vendor.id;
    });
    expect(await historyOf(vendorId)).toHaveLength(2);
  });

  it('does not grow by a quiet night, yet the current figures move on', async () => {
    const vendorId = await world.change(async (tx) => {
      const { vendor } = await workedExample(tx);
      await rescored(tx, vendor.id);
      return vendor.id;
    });
    const before = await rowOf(vendorId);
    world.clock.set('2026-10-03T03:00:00Z');
    await world.change((tx) => rescored(tx, vendorId, 'NIGHTLY'));
    const after = await rowOf(vendorId);
    expect(await historyOf(vendorId)).toHaveLength(1);
    expect(after.ceiling).toBeLessThan(before.ceiling ?? 0);
    world.clock.set('2027-02-01T03:00:00Z');
    await world.change((tx) => rescored(tx, vendorId, 'NIGHTLY'));
    expect((await historyOf(vendorId)).at(-1)?.reason).toBe('NIGHTLY');
  });

  it('is never rewritten', async () => {
    await expect(world.rows('update risk_scores set reason = $1', ['NIGHTLY'])).rejects.toThrow();
  });
});

describe('cover', () => {
  it('follows agreements without a word in the history of scores', async () => {
    const vendorId = await world.change(async (tx) => {
      const service = await given.aService(tx);
      await rescored(tx, service.vendorId);
      return service.vendorId;
    });
    expect(await rowOf(vendorId)).toMatchObject({
      compliance: 'GAP',
      compliance_reasons: [{ code: 'NO_AGREEMENT', cover: 'BAA' }],
    });
    await world.change(async (tx) => {
      await given.anAgreement(tx, { vendorId, expiresOn: '2026-10-15' });
      await world.scoring.refreshVendorRows(tx, [vendorId], {
        cause: 'AGREEMENT_RECORDED',
        by: officer,
      });
    });
    expect(await rowOf(vendorId)).toMatchObject({
      compliance: 'IN_FORCE',
      compliance_recheck_on: '2026-10-16',
    });
    expect(await historyOf(vendorId)).toHaveLength(1);
    world.clock.set('2026-10-16T12:00:00Z');
    expect(await world.scoring.recheckCompliance()).toBeGreaterThanOrEqual(1);
    expect((await rowOf(vendorId)).compliance_reasons).toMatchObject([{ code: 'EXPIRED' }]);
    expect((await complianceOf(vendorId)).map(({ state, cause }) => [state, cause])).toEqual([
      ['GAP', 'SERVICE_CHANGED'],
      ['IN_FORCE', 'AGREEMENT_RECORDED'],
      ['GAP', 'DAY_PASSED'],
    ]);
  });
});

describe('the whole register', () => {
  it('is scored vendor by vendor in stretches, and a second time adds nothing', async () => {
    await world.scoring.rescoreAll('REQUESTED');
    const again = await world.scoring.rescoreAll('REQUESTED');
    expect(again.vendors).toBeGreaterThan(5);
    expect(again.appended).toBe(0);
  });
});

describe('preview', () => {
  it('shows the score as if a requested service were active, and writes nothing', async () => {
    const record = await world.change(async (tx) => {
      const service = await given.aService(tx, { status: 'REQUESTED' });
      await rescored(tx, service.vendorId);
      return world.scoring.preview(tx, service.id);
    });
    expect(record?.['inherent']).toBeGreaterThan(0);
    expect((await rowOf(record?.vendor_id ?? '')).inherent).toBeNull();
  });
});
