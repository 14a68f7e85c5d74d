/** Scores: bands, bases, factors and reasons. */

/** Bands and tiers; later is worse. */
export const BANDS = ['LOW', 'MODERATE', 'HIGH', 'CRITICAL'] as const;
export type Band = (typeof BANDS)[number];

/** Which of a vendor's three scores is meant. */
export const SCORE_BASES = ['INHERENT', 'RESIDUAL', 'CEILING'] as const;
export type ScoreBasis = (typeof SCORE_BASES)[number];

/** Factor groups that a score is shared out among. */
export const FACTORS = [
  'DATA_SENSITIVITY',
  'VOLUME',
  'CARE_DEPENDENCE',
  'EXPOSURE',
  'CONTROLS',
  'BREACHES',
] as const;
export type Factor = (typeof FACTORS)[number];

/** Why a score was computed. */
export const SCORE_REASONS = [
  'VENDOR_CREATED',
  'VENDOR_CHANGED',
  'SERVICE_CHANGED',
  'ANSWERS_RECORDED',
  'EVIDENCE_CHANGED',
  'BREACH_CONFIRMED',
  'BREACH_TAKEN_BACK',
  'BREACH_CHANGED',
  'INCIDENT_CHANGED',
  'ORGANISATION_CHANGED',
  'IMPORT',
  'IMPORT_UNDONE',
  'NIGHTLY',
  'MODEL_CHANGED',
  'REQUESTED',
] as const;
export type ScoreReason = (typeof SCORE_REASONS)[number];
