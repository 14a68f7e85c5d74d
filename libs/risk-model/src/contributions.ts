/** What each factor contributed to a score. In: the six figures. Out: points that sum to the score. */
import { combineImpact } from './impact.js';
import { combineLikelihood, combineScore } from './likelihood.js';
import type { RiskModel } from './model.js';
import type { Contribution, ScoreParts } from './receipt.js';
import { shapleyValues } from './shapley.js';
import { FACTORS, type ScoreBasis } from './vocabulary.js';

/** The factors that take part in a basis, by their place in `FACTORS`. */
const PLAYERS: Readonly<Record<ScoreBasis, readonly number[]>> = {
  INHERENT: [0, 1, 2, 3],
  RESIDUAL: [0, 1, 2, 3, 4, 5],
  CEILING: [0, 1, 2, 3, 5],
};

/** The parts as a list in the order of `FACTORS`. */
export const partsInOrder = (parts: ScoreParts): readonly number[] => [
  parts.sensitivity,
  parts.volume,
  parts.dependence,
  parts.exposure,
  parts.controls,
  parts.breaches,
];

/** The one formula: 100 √(I L), from six figures in the order of `FACTORS`; not rounded. */
export function scoreOfParts(parts: readonly number[], model: RiskModel): number {
  const [s = 0, v = 0, ia = 0, e = 0, c = 0, b = 0] = parts;
  return combineScore(combineImpact(s, v, ia, model), combineLikelihood(e, c, b, model));
}

/** What each factor contributed to a stored score: Shapley values over absent and present. */
export function contributionsOf(
  parts: ScoreParts,
  basis: ScoreBasis,
  score: number,
  model: RiskModel,
): Contribution[] {
  const figures = partsInOrder(parts);
  const players = PLAYERS[basis];
  const present = [0, 0, 0, 0, 0, 0];
  const values = shapleyValues(players.length, (bits) => {
    players.forEach((factor, at) => {
      present[factor] = ((bits >> at) & 1) === 1 ? (figures[factor] ?? 0) : 0;
    });
    return scoreOfParts(present, model);
  });
  const sum = values.reduce((total, value) => total + value, 0);
  // The score is stored to a millionth; what is shared out is the stored figure.
  const scale = sum > 0 ? score / sum : 0;
  return players.map((factor, at) => ({
    factor: FACTORS[factor] ?? 'EXPOSURE',
    points: (values[at] ?? 0) * scale + 0,
  }));
}
