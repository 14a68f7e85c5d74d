/** Services: which data they get, how far they reach, what they need and what was decided. */

/** Kinds of data that a service receives. */
export const DATA_CLASSES = [
  'PSYCHOTHERAPY_NOTES',
  'SUD_RECORDS',
  'SESSION_CONTENT',
  'CLINICAL_RECORDS',
  'BIOMETRIC',
  'INSURANCE_CLAIMS',
  'APPOINTMENTS',
  'GOVERNMENT_ID',
  'CREDENTIALS',
  'BILLING',
  'DEVICE_AND_BROWSING',
  'PAYMENT_CARD',
  'LOCATION',
  'CONTACT',
  'EMPLOYEE',
  'DEIDENTIFIED',
  'PUBLIC',
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** Data classes that reveal that, or why, somebody is in care. */
export const CARE_CLASSES = [
  'PSYCHOTHERAPY_NOTES',
  'SUD_RECORDS',
  'SESSION_CONTENT',
  'CLINICAL_RECORDS',
  'INSURANCE_CLAIMS',
  'APPOINTMENTS',
  'BILLING',
  'DEVICE_AND_BROWSING',
] as const satisfies readonly DataClass[];

/** How far a vendor reaches into the data; later is wider. */
export const ACCESS_LEVELS = [
  'NONE',
  'PSEUDONYMISED',
  'READ',
  'READ_WRITE',
  'EMBEDDED',
  'ADMINISTRATIVE',
  'OWN_PURPOSES',
] as const;
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** How long care goes on without the service; earlier is harsher. */
export const OUTAGE_TOLERANCES = ['HOURS', 'DAY', 'WEEK', 'LONGER'] as const;
export type OutageTolerance = (typeof OUTAGE_TOLERANCES)[number];

/** How easily another vendor can take over; earlier is harsher. */
export const SUBSTITUTABILITIES = ['NONE', 'HARD', 'EASY'] as const;
export type Substitutability = (typeof SUBSTITUTABILITIES)[number];

/** Whose data a service handles. */
export const SUBJECTS = ['PATIENTS', 'VISITORS', 'STAFF', 'OTHER'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Only ACTIVE services count in a vendor's score. */
export const SERVICE_STATUSES = ['REQUESTED', 'ACTIVE', 'ENDED'] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];

/** The facts of a service that the method asks for. */
export const SERVICE_FACTS = [
  'DATA_CLASSES',
  'ACCESS',
  'PEOPLE',
  'SUBPROCESSORS',
  'REGIONS',
  'OUTAGE_TOLERANCE',
  'SUBSTITUTABILITY',
] as const;
export type ServiceFact = (typeof SERVICE_FACTS)[number];

/** Agreements that data sharing may need. */
export const COVER_KINDS = ['BAA', 'QSOA', 'DPA'] as const;
export type CoverKind = (typeof COVER_KINDS)[number];

/** Whether a service needs a cover. */
export const COVER_NEEDS = ['NEEDED', 'NOT_NEEDED'] as const;
export type CoverNeed = (typeof COVER_NEEDS)[number];

/** Why a cover is not needed. */
export const COVER_REASONS = [
  'PAYMENT_1179',
  'CONDUIT',
  'TREATMENT',
  'WORKFORCE',
  'PATIENT_DIRECTED',
  'NOT_PHI',
  'NOT_REGULATED',
] as const;
export type CoverReason = (typeof COVER_REASONS)[number];

/** What was decided about a service. */
export const DECISION_OUTCOMES = ['APPROVED', 'APPROVED_WITH_CONDITIONS', 'REJECTED'] as const;
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];
