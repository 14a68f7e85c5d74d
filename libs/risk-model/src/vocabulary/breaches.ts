/** Breach records and whom they are about. */

/** Where a breach record comes from. */
export const BREACH_SOURCES = ['HHS_OCR', 'HIBP', 'STATE_AG', 'VCDB', 'MANUAL'] as const;
export type BreachSource = (typeof BREACH_SOURCES)[number];

/** How exactly a date is known. */
export const DATE_PRECISIONS = ['DAY', 'MONTH', 'YEAR'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** VERIS action categories. */
export const VERIS_ACTIONS = [
  'MALWARE',
  'HACKING',
  'SOCIAL',
  'MISUSE',
  'PHYSICAL',
  'ERROR',
  'ENVIRONMENTAL',
  'UNKNOWN',
] as const;
export type VerisAction = (typeof VERIS_ACTIONS)[number];

/** Whether a breach record is about a vendor. */
export const MATCH_STATES = ['PROPOSED', 'CONFIRMED', 'REJECTED'] as const;
export type MatchState = (typeof MATCH_STATES)[number];

/** Why a match was proposed. */
export const MATCH_REASONS = ['DOMAIN', 'NAME', 'ALIAS', 'DESCRIPTION', 'MANUAL'] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** Whose failing it was, seen from one vendor. */
export const FAULTS = [
  'VENDOR_CONFIRMED',
  'VENDOR_SUSPECTED',
  'OTHER_PRODUCT',
  'VENDORS_CLIENT',
  'NOT_VENDOR',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Answers where not knowing is an answer too. */
export const KNOWLEDGE = ['YES', 'NO', 'UNKNOWN'] as const;
export type Knowledge = (typeof KNOWLEDGE)[number];
