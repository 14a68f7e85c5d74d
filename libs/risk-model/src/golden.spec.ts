import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { VendorFacts } from './facts.js';
import { RISK_MODEL_2026_1, RISK_MODELS } from './model.js';
import { controlCredits } from './shares.js';
import { scoreVendor } from './score.js';

interface GoldenCase {
  readonly name: string;
  readonly asOf: string;
  readonly facts: VendorFacts;
  readonly expected: Record<string, unknown>;
}

const golden = JSON.parse(
  readFileSync(new URL('../golden/2026.1.json', import.meta.url), 'utf8'),
) as { readonly modelVersion: string; readonly cases: readonly GoldenCase[] };

describe(`golden file of model ${golden.modelVersion}`, () => {
  it('belongs to a published model', () => {
    expect(RISK_MODELS[golden.modelVersion]).toBe(RISK_MODEL_2026_1);
  });

  it.each(golden.cases)('$name', ({ facts, asOf, expected }) => {
    const score = scoreVendor(facts, asOf, RISK_MODELS[golden.modelVersion]);
    const found = JSON.parse(
      JSON.stringify({ ...score, receipt: undefined, bases: contributionsOf(score.receipt) }),
    ) as unknown;
    expect(rounded(found)).toEqual(expected);
  });
});

describe('the worked example of the method', () => {
  const [example] = golden.cases;
  if (example === undefined) throw new Error('the golden file is empty');
  const { inherent, residual, ceiling, receipt } = scoreVendor(example.facts, example.asOf);

  it('has the impact, exposure, control effectiveness and history computed by hand', () => {
    expect(residual?.impact).toBeCloseTo(0.7023, 4);
    expect(inherent?.likelihood).toBeCloseTo(0.58, 10);
    expect(receipt.controls.effectiveness).toBeCloseTo(7.4 / 12, 10);
    expect(receipt.breaches.history).toBeCloseTo(0.2373, 4);
  });

  it('has inherent 63.8, residual 56.9 and ceiling 69.1, all HIGH', () => {
    const shown = [inherent, residual, ceiling].map((each) => each?.score.toFixed(1));
    expect(shown).toEqual(['63.8', '56.9', '69.1']);
    expect([inherent, residual, ceiling].map((each) => each?.band)).toEqual([
      'HIGH',
      'HIGH',
      'HIGH',
    ]);
  });

  it('shares the residual out as 19.22 + 5.49 + 9.15 + 16.90 − 4.86 + 11.03', () => {
    const points = receipt.residual?.contributions.map((each) => each.points.toFixed(2));
    expect(points).toEqual(['19.22', '5.49', '9.15', '16.90', '-4.86', '11.03']);
  });

  it('names the unanswered and the half-true question as those with the most to gain', () => {
    expect(controlCredits(receipt).map((each) => each.key)).toEqual(['q4', 'q2', 'q3', 'q1']);
  });

  it('says in points what each of them would take off', () => {
    const gains = controlCredits(receipt).map(({ pointsToGain }) => pointsToGain?.toFixed(1));
    expect(gains).toEqual(['3.8', '3.4', '1.5', '0.0']);
  });
});

function contributionsOf(receipt: ReturnType<typeof scoreVendor>['receipt']): object {
  const { inherent, residual, ceiling } = receipt;
  return {
    inherent: inherent?.contributions ?? null,
    residual: residual?.contributions ?? null,
    ceiling: ceiling?.contributions ?? null,
    controls: receipt.controls.effectiveness,
    breaches: receipt.breaches.history,
  };
}

/** Nine decimals: what every implementation of the same arithmetic agrees on. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 1e9) / 1e9;
  if (Array.isArray(value)) return value.map(rounded);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)]));
}
