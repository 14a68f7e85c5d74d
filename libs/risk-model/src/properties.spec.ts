import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bandOf, shownFigure } from './bands.js';
import { weighBreaches } from './breaches.js';
import { poolControls } from './controls.js';
import { addDays } from './days.js';
import type { BreachFacts, ServiceFacts, VendorFacts } from './facts.js';
import { RISK_MODEL_2026_1 as MODEL } from './model.js';
import { basisOf, pointsOf } from './receipt.js';
import { controlCredits, incidentShares } from './shares.js';
import { scoreVendor, type VendorScore } from './score.js';
import {
  AS_OF,
  assessedVendors,
  breaches,
  describedServices,
  halfDescribedServices,
  vendors,
} from './testing/facts.js';
import { ACCESS_LEVELS, BANDS, DATA_CLASSES, EVIDENCE_LEVELS, SCORE_BASES } from './vocabulary.js';

// Scores are stored to a millionth, so two roads to one figure may end one step apart.
const STEP = 1.1e-6;

const check = <T>(values: fc.Arbitrary<T>, holds: (value: T) => void, numRuns = 300): void =>
  fc.assert(
    fc.property(values, (value) => holds(value)),
    { numRuns },
  );

const figures = (score: VendorScore): (number | null)[] => [
  score.inherent?.score ?? null,
  score.residual?.score ?? null,
  score.ceiling?.score ?? null,
];

/** No score falls, where it is known on both sides. */
function expectNoneLower(before: VendorFacts, after: VendorFacts): void {
  const was = figures(scoreVendor(before, AS_OF));
  const is = figures(scoreVendor(after, AS_OF));
  was.forEach((figure, at) => {
    const next = is[at] ?? null;
    if (figure !== null && next !== null) expect(next).toBeGreaterThanOrEqual(figure - STEP);
  });
}

const tierRank = (facts: VendorFacts): number => {
  const { tier } = scoreVendor(facts, AS_OF);
  return tier === null ? -1 : BANDS.indexOf(tier);
};

/** The vendor with its first service changed. */
const withFirst = (vendor: VendorFacts, change: Partial<ServiceFacts>): VendorFacts => ({
  ...vendor,
  services: vendor.services.map((service, at) => (at === 0 ? { ...service, ...change } : service)),
});

const first = (vendor: VendorFacts): ServiceFacts => {
  const [service] = vendor.services;
  if (service === undefined) throw new Error('a vendor without services');
  return service;
};

describe('bounds', () => {
  it('keeps every score within 0 and 100 and every part within 0 and 1', () => {
    check(vendors, (vendor) => {
      const score = scoreVendor(vendor, AS_OF);
      for (const basis of SCORE_BASES) {
        const entry = basisOf(score.receipt, basis);
        if (entry === null) continue;
        expect(entry.score).toBeGreaterThanOrEqual(0);
        expect(entry.score).toBeLessThanOrEqual(100);
        for (const part of Object.values(entry.parts)) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
      }
    });
  });

  it('keeps inherent and residual at or below the ceiling', () => {
    check(assessedVendors, (vendor) => {
      const [inherent, residual, ceiling] = figures(scoreVendor(vendor, AS_OF));
      expect(inherent).toBeLessThanOrEqual((ceiling ?? 0) + STEP);
      expect(residual).toBeLessThanOrEqual((ceiling ?? 0) + STEP);
    });
  });

  it('keeps residual at or below inherent without breaches', () => {
    check(assessedVendors, (vendor) => {
      const [inherent, residual] = figures(scoreVendor({ ...vendor, breaches: [] }, AS_OF));
      expect(residual).toBeLessThanOrEqual((inherent ?? 0) + STEP);
    });
  });

  it('never takes more than the share √(1 − κ) off, so above 67.1 inherent nothing is LOW', () => {
    check(assessedVendors, (vendor) => {
      const { inherent, residual } = scoreVendor(vendor, AS_OF);
      const least = Math.sqrt(1 - MODEL.controls.credit) * (inherent?.score ?? 0);
      expect(residual?.score).toBeGreaterThanOrEqual(least - STEP);
      if ((inherent?.score ?? 0) > 67.1) expect(residual?.band).not.toBe('LOW');
    });
  });

  it('keeps residual above 0 whenever inherent is', () => {
    check(assessedVendors, (vendor) => {
      const [inherent, residual, ceiling] = figures(scoreVendor(vendor, AS_OF));
      expect(inherent).toBeGreaterThan(0);
      expect(residual).toBeGreaterThan(0);
      expect(ceiling).toBeGreaterThan(0);
    });
  });
});

describe('worse facts never lower a score', () => {
  it('holds for more people', () => {
    check(fc.tuple(assessedVendors, fc.nat(9_000_000)), ([vendor, more]) => {
      const { people } = first(vendor);
      if (people !== null) expectNoneLower(vendor, withFirst(vendor, { people: people + more }));
    });
  });

  it('holds for one more class of data', () => {
    check(fc.tuple(assessedVendors, fc.constantFrom(...DATA_CLASSES)), ([vendor, added]) => {
      const dataClasses = [...(first(vendor).dataClasses ?? []), added];
      expectNoneLower(vendor, withFirst(vendor, { dataClasses }));
    });
  });

  it('holds for a more sensitive class in the place of another', () => {
    const pairs = fc.tuple(fc.constantFrom(...DATA_CLASSES), fc.constantFrom(...DATA_CLASSES));
    check(fc.tuple(assessedVendors, pairs), ([vendor, [one, other]]) => {
      const weight = MODEL.dataClasses;
      const less = weight[one].sensitivity < weight[other].sensitivity ? one : other;
      const more = less === one ? other : one;
      expectNoneLower(
        withFirst(vendor, { dataClasses: [less] }),
        withFirst(vendor, { dataClasses: [more] }),
      );
    });
  });

  it('holds for data of minors', () => {
    check(assessedVendors, (vendor) => {
      expectNoneLower(withFirst(vendor, { minors: false }), withFirst(vendor, { minors: true }));
    });
  });

  it('holds for wider access', () => {
    check(fc.tuple(assessedVendors, fc.constantFrom(...ACCESS_LEVELS)), ([vendor, access]) => {
      const now = ACCESS_LEVELS.indexOf(first(vendor).access ?? 'NONE');
      if (ACCESS_LEVELS.indexOf(access) > now) {
        expectNoneLower(vendor, withFirst(vendor, { access }));
      }
    });
  });

  it('holds for one more service', () => {
    check(fc.tuple(assessedVendors, describedServices), ([vendor, service]) => {
      expectNoneLower(vendor, { ...vendor, services: [...vendor.services, service] });
    });
  });

  it('holds for one more sub-processor', () => {
    check(assessedVendors, (vendor) => {
      const { subprocessors } = first(vendor);
      if (subprocessors === null) return;
      expectNoneLower(vendor, withFirst(vendor, { subprocessors: subprocessors + 1 }));
    });
  });

  it('holds for one more breach', () => {
    check(fc.tuple(assessedVendors, breaches), ([vendor, breach]) => {
      expectNoneLower(vendor, { ...vendor, breaches: [...vendor.breaches, breach] });
    });
  });

  const withAnswer = (
    vendor: VendorFacts,
    change: (answer: VendorFacts['assessments'][0]['answers'][0]) => object,
  ): VendorFacts => ({
    ...vendor,
    assessments: vendor.assessments.map((assessment) => ({
      ...assessment,
      answers: assessment.answers.map((answer, at) =>
        at === 0 ? { ...answer, ...change(answer) } : answer,
      ),
    })),
  });

  it('holds for a worse answer', () => {
    check(fc.tuple(assessedVendors, fc.integer({ min: 0, max: 100 })), ([vendor, percent]) => {
      const worse = withAnswer(vendor, (answer) => ({
        effectiveness: ((answer.effectiveness ?? 0) * percent) / 100,
      }));
      expectNoneLower(vendor, worse);
    });
  });

  it('holds for weaker evidence', () => {
    check(fc.tuple(assessedVendors, fc.constantFrom(...EVIDENCE_LEVELS)), ([vendor, level]) => {
      const weaker = withAnswer(vendor, ({ evidenceLevel }) => {
        const now = EVIDENCE_LEVELS.indexOf(evidenceLevel);
        return { evidenceLevel: EVIDENCE_LEVELS.indexOf(level) < now ? level : evidenceLevel };
      });
      expectNoneLower(vendor, weaker);
    });
  });

  it('holds for older evidence and for older answers', () => {
    check(fc.tuple(assessedVendors, fc.nat(1000), fc.nat(1000)), ([vendor, days, more]) => {
      const older = withAnswer(vendor, ({ evidenceEnd, answeredOn }) => ({
        evidenceEnd: evidenceEnd === null ? null : addDays(evidenceEnd, -days),
        answeredOn: answeredOn === null ? null : addDays(answeredOn, -more),
      }));
      expectNoneLower(vendor, older);
    });
  });
});

describe('unknown never helps', () => {
  const FACTS = [
    'people',
    'subprocessors',
    'regions',
    'outageTolerance',
    'substitutability',
  ] as const;

  it('scores an unknown at least as high as any known value', () => {
    check(fc.tuple(assessedVendors, fc.constantFrom(...FACTS)), ([vendor, fact]) => {
      expectNoneLower(vendor, withFirst(vendor, { [fact]: null }));
    });
  });

  it('lists every unknown that took the worst value as assumed', () => {
    check(assessedVendors, (vendor) => {
      const { assumed } = scoreVendor(withFirst(vendor, { people: null }), AS_OF);
      expect(assumed).toContainEqual(
        expect.objectContaining({ serviceId: first(vendor).id, fact: 'PEOPLE' }),
      );
    });
  });
});

describe('tier', () => {
  it('is never lowered by adding a service, a class, access or minors', () => {
    const access = fc.constantFrom(...ACCESS_LEVELS);
    const added = fc.constantFrom(...DATA_CLASSES);
    const services = fc.oneof(describedServices, halfDescribedServices);
    check(fc.tuple(assessedVendors, services, added, access), ([vendor, service, more, wide]) => {
      const rank = tierRank(vendor);
      const one = first(vendor);
      const wider =
        ACCESS_LEVELS.indexOf(wide) > ACCESS_LEVELS.indexOf(one.access ?? 'NONE') ? wide : null;
      const worse: VendorFacts[] = [
        { ...vendor, services: [...vendor.services, service] },
        withFirst(vendor, { dataClasses: [...(one.dataClasses ?? []), more] }),
        withFirst(vendor, { minors: true }),
        withFirst(vendor, { access: wider ?? one.access }),
      ];
      for (const each of worse) expect(tierRank(each)).toBeGreaterThanOrEqual(rank);
    });
  });

  it('is not moved by answers, evidence or breaches', () => {
    check(fc.tuple(assessedVendors, breaches), ([vendor, breach]) => {
      const rank = tierRank(vendor);
      expect(tierRank({ ...vendor, assessments: [] })).toBe(rank);
      expect(tierRank({ ...vendor, breaches: [breach] })).toBe(rank);
    });
  });
});

describe('time', () => {
  it("alone lowers a breach's part", () => {
    check(fc.tuple(fc.array(breaches, { maxLength: 5 }), fc.nat(4000)), ([records, days]) => {
      const past = records.filter((record) => isPast(record));
      const now = weighBreaches(past, AS_OF, MODEL).history;
      const later = weighBreaches(past, addDays(AS_OF, days), MODEL).history;
      expect(later).toBeLessThanOrEqual(now + 1e-12);
    });
  });

  it('alone raises the part of ageing evidence', () => {
    check(fc.tuple(assessedVendors, fc.nat(4000)), ([vendor, days]) => {
      const quiet = { ...vendor, breaches: [] };
      const now = poolControls(quiet.assessments, AS_OF, MODEL).effectiveness ?? 1;
      const later = addDays(AS_OF, days);
      const then = poolControls(quiet.assessments, later, MODEL).effectiveness ?? 0;
      expect(then).toBeLessThanOrEqual(now + 1e-12);
      const before = scoreVendor(quiet, AS_OF).residual?.score ?? 0;
      expect(scoreVendor(quiet, later).residual?.score).toBeGreaterThanOrEqual(before - STEP);
    });
  });

  const isPast = (record: BreachFacts): boolean => {
    const day = record.discoveredOn ?? record.breachedOn ?? record.reportedOn;
    return day !== null && day <= AS_OF;
  };
});

describe('incidents', () => {
  it('score as the worst of their records, however many there are', () => {
    const lists = fc.array(breaches, { minLength: 1, maxLength: 8 });
    check(lists, (records) => {
      const joined = records.map((record) => ({ ...record, incidentId: 'incident' }));
      const alone = records.map((record) => weighBreaches([record], AS_OF, MODEL).history);
      expect(weighBreaches(joined, AS_OF, MODEL).history).toBeCloseTo(Math.max(...alone), 12);
    });
  });
});

describe('null in, null out', () => {
  it('leaves every score as it is when a half-described service is added', () => {
    check(fc.tuple(vendors, halfDescribedServices), ([vendor, half]) => {
      const before = scoreVendor(vendor, AS_OF);
      const after = scoreVendor({ ...vendor, services: [...vendor.services, half] }, AS_OF);
      expect(figures(after)).toEqual(figures(before));
      expect(after.complete).toBe(false);
      expect(after.missing.map((each) => each.serviceId)).toContain(half.id);
    });
  });

  it('gives no score without a computable active service, and says what is missing', () => {
    const lists = fc.uniqueArray(halfDescribedServices, {
      selector: (each) => each.id,
      maxLength: 3,
    });
    check(fc.tuple(assessedVendors, lists), ([vendor, services]) => {
      const score = scoreVendor({ ...vendor, services }, AS_OF);
      expect(figures(score)).toEqual([null, null, null]);
      expect(score.complete).toBe(false);
      expect(new Set(score.missing.map((each) => each.serviceId)).size).toBe(services.length);
    });
  });

  it('gives inherent and ceiling but no residual while the controls are not assessed', () => {
    check(assessedVendors, (vendor) => {
      const [inherent, residual, ceiling] = figures(
        scoreVendor({ ...vendor, assessments: [] }, AS_OF),
      );
      expect(inherent).not.toBeNull();
      expect(residual).toBeNull();
      expect(ceiling).not.toBeNull();
    });
  });
});

describe('order and repetition', () => {
  it('has no influence: any order of services, assessments, answers and breaches', () => {
    check(fc.tuple(vendors, fc.infiniteStream(fc.nat(1_000_000))), ([vendor, stream]) => {
      const shuffled = <T>(list: readonly T[]): T[] =>
        list
          .map((value) => ({ value, key: stream.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value);
      const other: VendorFacts = {
        ...vendor,
        services: shuffled(vendor.services),
        breaches: shuffled(vendor.breaches),
        assessments: shuffled(vendor.assessments).map((each) => ({
          ...each,
          answers: shuffled(each.answers),
        })),
      };
      const before = scoreVendor(vendor, AS_OF);
      const after = scoreVendor(other, AS_OF);
      for (const basis of SCORE_BASES) {
        const one = basisOf(before.receipt, basis);
        const two = basisOf(after.receipt, basis);
        expect(two?.serviceId).toBe(one?.serviceId);
        if (one !== null && two !== null) {
          expect(Math.abs(one.score - two.score)).toBeLessThanOrEqual(STEP);
          expect(Math.abs(one.likelihood - two.likelihood)).toBeLessThanOrEqual(1e-9);
        }
      }
    });
  });

  it('gives the same output for the same input, and a receipt that survives JSON', () => {
    check(vendors, (vendor) => {
      const text = JSON.stringify(scoreVendor(vendor, AS_OF));
      expect(JSON.stringify(scoreVendor(vendor, AS_OF))).toBe(text);
      expect(JSON.stringify(JSON.parse(text))).toBe(text);
    });
  });
});

describe('contributions', () => {
  const expectToSum = (vendor: VendorFacts): void => {
    const { receipt } = scoreVendor(vendor, AS_OF);
    for (const basis of SCORE_BASES) {
      const entry = basisOf(receipt, basis);
      if (entry === null) continue;
      const sum = entry.contributions.reduce((total, each) => total + each.points, 0);
      expect(Math.abs(sum - entry.score)).toBeLessThan(1e-9);
      for (const { factor, points } of entry.contributions) {
        if (factor === 'CONTROLS') expect(points).toBeLessThanOrEqual(1e-12);
        else expect(points).toBeGreaterThanOrEqual(-1e-12);
      }
    }
    const credits = controlCredits(receipt).reduce((total, each) => total + each.credit, 0);
    expect(Math.abs(credits - pointsOf(receipt.residual, 'CONTROLS'))).toBeLessThan(1e-9);
    const shares = incidentShares(receipt, 'CEILING').reduce((sum, each) => sum + each.points, 0);
    expect(Math.abs(shares - pointsOf(receipt.ceiling, 'BREACHES'))).toBeLessThan(1e-9);
  };

  const answeredAll = (vendor: VendorFacts, effectiveness: number): VendorFacts => ({
    ...vendor,
    assessments: vendor.assessments.map((assessment) => ({
      ...assessment,
      answers: assessment.answers.map((answer) => ({ ...answer, effectiveness })),
    })),
  });

  it('sum to the score, by factor, by question and by incident', () => {
    check(vendors, expectToSum);
    check(assessedVendors, expectToSum);
  });

  it('sum to the score when every answer is perfect and when none is', () => {
    check(assessedVendors, (vendor) => {
      expectToSum(answeredAll(vendor, 1));
      expectToSum(answeredAll(vendor, 0));
    });
  });
});

describe('band', () => {
  it('is that of the figure shown', () => {
    check(vendors, (vendor) => {
      const score = scoreVendor(vendor, AS_OF);
      for (const entry of [score.inherent, score.residual, score.ceiling]) {
        if (entry !== null) expect(entry.band).toBe(bandOf(shownFigure(entry.score)));
      }
    });
  });
});
