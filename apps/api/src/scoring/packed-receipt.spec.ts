import { describe, expect, it } from '@jest/globals';
import { scoreVendor, type AnswerFacts, type VendorFacts } from '@chaperone/risk-model';
import fc from 'fast-check';
import { packReceipt, unpackReceipt } from './packed-receipt.js';

const day = fc.constantFrom('2025-01-31', '2026-06-30', '2026-09-01');
const answer = (key: number): fc.Arbitrary<AnswerFacts> =>
  fc.record({
    questionKey: fc.constant(`key "${key}" | , \\`),
    weight: fc.integer({ min: 1, max: 10 }),
    scored: fc.constant(true),
    applicable: fc.boolean(),
    effectiveness: fc.option(fc.constantFrom(0, 0.1, 1 / 3, 1)),
    answeredOn: fc.option(day),
    evidenceLevel: fc.constantFrom('ATTESTED', 'DOCUMENTED', 'AUDITED'),
    evidenceEnd: fc.option(day),
  });
const answers = fc
  .integer({ min: 0, max: 12 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, key) => answer(key))));

const factsWith = (given: readonly AnswerFacts[]): VendorFacts => ({
  organisation: { roles: ['COVERED_ENTITY'], homeRegions: ['US'] },
  services: [],
  assessments: [{ id: 'a', templateKey: 't', acceptedAt: '2026-09-01T00:00:00Z', answers: given }],
  breaches: [],
});

describe('a packed receipt', () => {
  it('comes out as it went in, through the database’s JSON', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { receipt } = scoreVendor(factsWith(given), '2026-10-01');
        const stored = JSON.parse(JSON.stringify(packReceipt(receipt, 'digest'))) as ReturnType<
          typeof packReceipt
        >;
        expect(unpackReceipt(stored)).toEqual(JSON.parse(JSON.stringify(receipt)));
      }),
    );
  });
});
