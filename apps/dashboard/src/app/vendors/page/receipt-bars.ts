import type { Factor } from '@chaperone/risk-model';

/** One factor's part of a score, drawn from where the ones before it ended. */
export interface Bar {
  factor: Factor;
  points: number;
  /** Both ends in points, the smaller first. */
  from: number;
  to: number;
}

/**
 * A score as a staircase: each bar starts where the one before ended, so the last one ends at the
 * score. Zero contributions are kept, for "nothing" is an answer too.
 */
export function receiptBars(contributions: readonly { factor: Factor; points: number }[]): {
  bars: Bar[];
  sum: number;
  top: number;
} {
  let reached = 0;
  let top = 0;
  const bars = contributions.map(({ factor, points }) => {
    const start = reached;
    reached += points;
    top = Math.max(top, reached);
    return { factor, points, from: Math.min(start, reached), to: Math.max(start, reached) };
  });
  return { bars, sum: reached, top };
}
