import type { Band } from '@chaperone/risk-model';

/** The two maps: as things stand (residual where assessed, else ceiling), and inherent. */
export const MAPS = ['EFFECTIVE', 'INHERENT'] as const;
export type MapName = (typeof MAPS)[number];

/** One cell as the server counts it. */
export interface MapCell {
  likelihood: number;
  impact: number;
  count: number;
  band: Band;
  /** How many of them stand there by their ceiling, since they are not assessed. */
  ceilingCount: number;
  byBand: readonly { band: Band; count: number }[];
}

/** Steps of either axis. */
export const LEVELS = [1, 2, 3, 4, 5] as const;

/** Where an arrow key leads from a cell; the edge holds. Up is more impact, right more likely. */
export function neighbour(
  key: string,
  at: { likelihood: number; impact: number },
): { likelihood: number; impact: number } | undefined {
  const last = LEVELS.length;
  const held = (level: number): number => Math.min(last, Math.max(1, level));
  switch (key) {
    case 'ArrowRight':
      return { ...at, likelihood: held(at.likelihood + 1) };
    case 'ArrowLeft':
      return { ...at, likelihood: held(at.likelihood - 1) };
    case 'ArrowUp':
      return { ...at, impact: held(at.impact + 1) };
    case 'ArrowDown':
      return { ...at, impact: held(at.impact - 1) };
    case 'Home':
      return { ...at, likelihood: 1 };
    case 'End':
      return { ...at, likelihood: last };
    default:
      return undefined;
  }
}
