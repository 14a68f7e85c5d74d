import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareReceipts, type BasisChange } from './change.js';
import { addDays } from './days.js';
import type { VendorFacts } from './facts.js';
import type { Receipt } from './receipt.js';
import { scoreVendor } from './score.js';
import {
  aBreach,
  anAnswer,
  anAssessment,
  anOrganisation,
  AS_OF,
  aService,
  assessedVendors,
  aVendor,
} from './testing/facts.js';

const answers = [
  anAnswer({ questionKey: 'a', weight: 6 }),
  anAnswer({ questionKey: 'b', weight: 4, effectiveness: 0.2 }),
];
const vendor = aVendor({
  assessments: [anAssessment({ answers })],
  breaches: [aBreach()],
});

const receipt = (facts: VendorFacts, asOf = AS_OF): Receipt => scoreVendor(facts, asOf).receipt;

const residualChange = (facts: VendorFacts, asOf = AS_OF): BasisChange =>
  compareReceipts(receipt(vendor), receipt(facts, asOf)).residual;

const codes = (change: BasisChange): string[] => change.causes.map((cause) => cause.code);

describe('why a score changed', () => {
  it('is nothing when nothing changed', () => {
    expect(residualChange(vendor)).toMatchObject({ delta: 0, causes: [] });
  });

  it('names the facts of the service that moved it, the largest first', () => {
    const service = aService({ access: 'ADMINISTRATIVE', people: 90_000 });
    const change = residualChange({ ...vendor, services: [service] });
    expect(codes(change)).toEqual(['ACCESS', 'PEOPLE']);
    expect(change.causes[0]).toMatchObject({
      id: 'service-1',
      factor: 'EXPOSURE',
      before: 'READ_WRITE',
      after: 'ADMINISTRATIVE',
    });
  });

  it('tells our own move abroad from that of the service', () => {
    const organisation = anOrganisation({ homeRegions: ['GB'] });
    const [cause] = residualChange({ ...vendor, organisation }).causes;
    expect(cause).toMatchObject({ code: 'HOME_REGIONS', before: ['US'], after: ['GB'] });
    const moved = residualChange({ ...vendor, services: [aService({ regions: ['IN'] })] });
    expect(codes(moved)).toEqual(['REGIONS']);
  });

  it('names the answer and the evidence that moved it', () => {
    const [one, other] = answers;
    if (one === undefined || other === undefined) throw new Error('two answers');
    const better = [
      { ...one, evidenceLevel: 'AUDITED' as const, evidenceEnd: '2027-01-01' },
      { ...other, effectiveness: 1 },
    ];
    const change = residualChange({ ...vendor, assessments: [anAssessment({ answers: better })] });
    expect(codes(change).sort()).toEqual(['ANSWER', 'EVIDENCE']);
    for (const cause of change.causes) expect(cause.points).toBeLessThan(0);
  });

  it('names a new question, and leaves the old ones out of it', () => {
    const more = [...answers, anAnswer({ questionKey: 'c', weight: 9, effectiveness: 0 })];
    const change = residualChange({ ...vendor, assessments: [anAssessment({ answers: more })] });
    expect(change.causes).toHaveLength(1);
    expect(change.causes[0]).toMatchObject({ code: 'QUESTION_ADDED', id: 'c' });
  });

  it('names breaches that came, went or were looked at again', () => {
    const more = aBreach({ recordId: 'record-2', people: 900_000, discoveredOn: '2026-11-01' });
    expect(codes(residualChange({ ...vendor, breaches: [aBreach(), more] }))).toEqual([
      'BREACH_ADDED',
    ]);
    expect(codes(residualChange({ ...vendor, breaches: [] }))).toEqual(['BREACH_REMOVED']);
    const seen = aBreach({ fault: 'VENDORS_CLIENT' });
    expect(codes(residualChange({ ...vendor, breaches: [seen] }))).toEqual(['BREACH_CHANGED']);
  });

  it('names time, which lowers the part of breaches and raises that of old answers', () => {
    const change = residualChange(vendor, addDays(AS_OF, 600));
    expect(codes(change)).toEqual(['TIME', 'TIME']);
    const points = new Map(change.causes.map((cause) => [cause.factor, cause.points ?? 0]));
    expect(points.get('BREACHES')).toBeLessThan(0);
    expect(points.get('CONTROLS')).toBeGreaterThan(0);
  });

  it('names another service that now gives the score', () => {
    const worse = aService({ id: 'service-2', name: 'Notes', dataClasses: ['CLINICAL_RECORDS'] });
    const change = residualChange({ ...vendor, services: [aService(), worse] });
    expect(change.causes).toHaveLength(1);
    expect(change.causes[0]).toMatchObject({
      code: 'SERVICE_ADDED',
      before: 'Reminders',
      after: 'Notes',
    });
  });

  it('has causes without points when a score appears or goes', () => {
    const change = residualChange({ ...vendor, assessments: [] });
    expect(change).toMatchObject({ after: null, delta: null });
    expect(change.causes).toEqual([
      expect.objectContaining({ code: 'CONTROLS_NOT_ASSESSED', points: null }),
    ]);
    const gone = residualChange({ ...vendor, services: [aService({ access: null })] });
    expect(codes(gone)).toEqual(['SERVICES_NOT_ASSESSED']);
    const came = compareReceipts(receipt({ ...vendor, services: [] }), receipt(vendor));
    expect(codes(came.residual)).toEqual(['SERVICES_ASSESSED']);
  });

  it('has causes that sum to the difference, whatever changed', () => {
    fc.assert(
      fc.property(assessedVendors, assessedVendors, fc.nat(900), (one, other, days) => {
        const from = receipt(one);
        const to = receipt(
          { ...other, services: [...other.services, ...one.services] },
          addDays(AS_OF, days),
        );
        for (const change of Object.values(compareReceipts(from, to))) {
          const { causes, delta } = change as BasisChange;
          if (causes.length === 0) {
            expect(Math.abs(delta ?? 0)).toBeLessThan(1e-5);
            continue;
          }
          const sum = causes.reduce((total, cause) => total + (cause.points ?? 0), 0);
          expect(Math.abs(sum - (delta ?? 0))).toBeLessThan(1e-9);
        }
      }),
    );
  });
});
