/**
 * The words of risk, written once and used in table, graph and screen.
 * Terms follow HIPAA (45 CFR), VERIS 1.3 and W3C DPV 2.3; one word per idea.
 * Order matters where a docblock says so: later means more.
 */

/** What a vendor is for. */
export const VENDOR_CATEGORIES = [
  'SCHEDULING',
  'PAYMENTS',
  'TELEHEALTH_VIDEO',
  'MESSAGING',
  'EHR_PRACTICE_MANAGEMENT',
  'E_PRESCRIBING',
  'BILLING_CLAIMS',
  'TRANSCRIPTION_AI',
  'IDENTITY',
  'HOSTING',
  'ANALYTICS',
  'ADVERTISING_TRACKING',
  'EMAIL_MARKETING',
  'SUPPORT_DESK',
  'PRODUCTIVITY',
  'OTHER',
] as const;
export type VendorCategory = (typeof VENDOR_CATEGORIES)[number];

/** Where a vendor stands in our own process. */
export const VENDOR_STATUSES = [
  'PROPOSED',
  'IN_REVIEW',
  'APPROVED',
  'APPROVED_WITH_CONDITIONS',
  'REJECTED',
  'SUSPENDED',
  'OFFBOARDED',
] as const;
export type VendorStatus = (typeof VENDOR_STATUSES)[number];

/** What the organisation is under health-privacy law; several may hold. */
export const ORGANISATION_ROLES = [
  'COVERED_ENTITY',
  'BUSINESS_ASSOCIATE',
  'PART_2_PROGRAM',
  'NOT_HIPAA',
] as const;
export type OrganisationRole = (typeof ORGANISATION_ROLES)[number];

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

/** What a vendor shows for its controls. */
export const EVIDENCE_KINDS = [
  'SOC_2_TYPE_2',
  'SOC_2_TYPE_1',
  'SOC_3',
  'ISO_27001',
  'HITRUST',
  'PCI_AOC',
  'PENETRATION_TEST',
  'POLICY',
  'OTHER',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** How far an answer is backed; later is stronger. */
export const EVIDENCE_LEVELS = ['ATTESTED', 'DOCUMENTED', 'AUDITED'] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

/** Kinds of data-sharing agreement. */
export const AGREEMENT_KINDS = ['BAA', 'DPA', 'QSOA', 'MSA', 'NDA', 'SCC', 'DUA', 'OTHER'] as const;
export type AgreementKind = (typeof AGREEMENT_KINDS)[number];

/** What people type; ACTIVE and EXPIRED follow from the dates. */
export const AGREEMENT_STATUSES = ['DRAFT', 'IN_NEGOTIATION', 'SIGNED', 'TERMINATED'] as const;
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];

/** What an agreement is on a given day. */
export const AGREEMENT_STATES = [
  'DRAFT',
  'IN_NEGOTIATION',
  'NOT_YET_EFFECTIVE',
  'ACTIVE',
  'EXPIRED',
  'TERMINATED',
] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** DOWNSTREAM: a vendor serves us. UPSTREAM: we are the business associate. */
export const AGREEMENT_DIRECTIONS = ['DOWNSTREAM', 'UPSTREAM'] as const;
export type AgreementDirection = (typeof AGREEMENT_DIRECTIONS)[number];

/** Whether the cover that a vendor's active services need is in force. */
export const COMPLIANCE_STATES = ['IN_FORCE', 'GAP', 'NOT_NEEDED'] as const;
export type ComplianceState = (typeof COMPLIANCE_STATES)[number];

/** Kinds of question. */
export const QUESTION_KINDS = [
  'YES_NO',
  'SINGLE',
  'MULTIPLE',
  'TEXT',
  'NUMBER',
  'DATE',
  'FILE',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** A published version never changes. */
export const TEMPLATE_STATUSES = ['DRAFT', 'PUBLISHED', 'RETIRED'] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

/** Where an assessment stands; only ACCEPTED ones count. */
export const ASSESSMENT_STATUSES = [
  'DRAFT',
  'SENT',
  'IN_PROGRESS',
  'SUBMITTED',
  'ACCEPTED',
  'REJECTED',
] as const;
export type AssessmentStatus = (typeof ASSESSMENT_STATUSES)[number];

/** What the reviewer made of one answer. */
export const REVIEW_STATES = ['UNREVIEWED', 'ACCEPTED', 'QUERIED', 'NOT_APPLICABLE'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

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

/** What can be imported. */
export const IMPORT_SOURCES = [
  'HHS_OCR',
  'HIBP',
  'STATE_AG',
  'VENDORS',
  'ANSWERS',
  'SUBPROCESSORS',
] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];

/** Where an import stands. PREVIEWED: a dry run, nothing written. */
export const IMPORT_STATUSES = ['RUNNING', 'PREVIEWED', 'APPLIED', 'UNDONE', 'FAILED'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** Roles of the people who work in the product. */
export const STAFF_ROLES = ['ADMIN', 'COMPLIANCE', 'PROCUREMENT', 'EXECUTIVE', 'AUDITOR'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Every role. RESPONDENT is a vendor's own respondent, held to one assessment; no staff ever has it. */
export const ROLES = [...STAFF_ROLES, 'RESPONDENT'] as const;
export type Role = (typeof ROLES)[number];
