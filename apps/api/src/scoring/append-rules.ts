import { shownFigure } from '@chaperone/risk-model';
import type { Band, ScoreReason } from '@chaperone/risk-model';

/** One of the three scores as far as it decides whether history grows. */
export interface StoredBasis {
  readonly score: number | null;
  readonly band: Band | null;
  readonly cell: string | null;
  readonly service: string | null;
}

/** A score as it stands, or would stand, in history. */
export interface StoredScore {
  readonly modelVersion: string;
  /** Inherent, residual, ceiling. */
  readonly bases: readonly [StoredBasis, StoredBasis, StoredBasis];
  readonly complete: boolean;
  readonly tier: Band | null;
  readonly computedTier: Band | null;
  /** What is missing, in one text. */
  readonly missing: string;
  /** Digest of what people and imports set; null: not asked for. */
  readonly inputsDigest: string | null;
}

/** Points that a score has to move since the last stored one before a night adds to history. */
const WORTH_A_NIGHT = 0.5;

/**
 * Whether a result is appended to history. Equal in everything that is shown, it is not, unless a
 * person or an import changed an input. A night appends only what somebody would want to know:
 * otherwise every vendor with a breach would get a row a day for nothing.
 */
export function isWorthKeeping(
  last: StoredScore | null,
  next: StoredScore,
  reason: ScoreReason,
): boolean {
  if (last === null || last.modelVersion !== next.modelVersion) return true;
  if (reason === 'NIGHTLY') return outline(last) !== outline(next) || moved(last, next);
  return shown(last) !== shown(next) || last.inputsDigest !== next.inputsDigest;
}

function outline({ bases, complete, tier, computedTier, missing }: StoredScore): string {
  const places = bases.map(({ band, cell }) => [band, cell]);
  return JSON.stringify([places, complete, tier, computedTier, missing]);
}

function shown(score: StoredScore): string {
  const figures = score.bases.map((basis) => [
    basis.score === null ? null : shownFigure(basis.score),
    basis.service,
  ]);
  return outline(score) + JSON.stringify(figures);
}

function moved(last: StoredScore, next: StoredScore): boolean {
  return last.bases.some((basis, at) => {
    const after = next.bases[at]?.score ?? null;
    if (basis.score === null || after === null) return basis.score !== after;
    return Math.abs(after - basis.score) >= WORTH_A_NIGHT - 1e-9;
  });
}
