/**
 * Which words the records of the audit log are told in. Data alone: kinds of records, fields that hold
 * a term of the vocabulary, and labels that hold one. What does not stand here is told as it is.
 */
import * as vocabulary from '@chaperone/risk-model';

/** What a record can be, in the order of the catalogue. */
export const AUDIT_KINDS = [
  'ORGANISATION',
  'PERSON',
  'API_TOKEN',
  'SIGN_IN_LINK',
  'FACTOR',
  'RECOVERY_CODE',
  'IDENTITY_PROVIDER',
  'PROVIDER_ACCOUNT',
  'VENDOR',
  'SUBPROCESSOR',
  'SERVICE',
  'SERVICE_COVER',
  'SERVICE_DECISION',
  'EVIDENCE',
  'AGREEMENT',
  'AGREEMENT_SERVICE',
  'TEMPLATE',
  'TEMPLATE_VERSION',
  'TEMPLATE_SECTION',
  'QUESTION',
  'ASSESSMENT',
  'ANSWER',
  'INCIDENT',
  'INCIDENT_PROPOSAL',
  'BREACH',
  'MATCH',
  'IMPORT',
  'FILE',
  'UPLOAD',
  'AUDIT_SETTINGS',
  'ACCESS_REVIEW',
  'REVIEW_ITEM',
] as const;

/** What a one-time link is for. */
export const LINK_PURPOSES = [
  'SET_UP',
  'DEMO_SIGN_IN',
  'INVITATION',
  'PASSWORD_RESET',
  'FACTOR_RESET',
  'RECOVERY',
] as const;

/** Lists of the catalogue under `words`, with the terms that each has a word for. */
export const TERMS = {
  access: vocabulary.ACCESS_LEVELS,
  agreementDirection: vocabulary.AGREEMENT_DIRECTIONS,
  agreementKind: vocabulary.AGREEMENT_KINDS,
  agreementStatus: vocabulary.AGREEMENT_STATUSES,
  assessmentStatus: vocabulary.ASSESSMENT_STATUSES,
  auditKind: AUDIT_KINDS,
  band: vocabulary.BANDS,
  breachSource: vocabulary.BREACH_SOURCES,
  coverKind: vocabulary.COVER_KINDS,
  coverNeed: vocabulary.COVER_NEEDS,
  coverReason: vocabulary.COVER_REASONS,
  dataClass: vocabulary.DATA_CLASSES,
  datePrecision: vocabulary.DATE_PRECISIONS,
  decisionOutcome: vocabulary.DECISION_OUTCOMES,
  evidenceKind: vocabulary.EVIDENCE_KINDS,
  evidenceLevel: vocabulary.EVIDENCE_LEVELS,
  fault: vocabulary.FAULTS,
  importSource: vocabulary.IMPORT_SOURCES,
  knowledge: vocabulary.KNOWLEDGE,
  linkPurpose: LINK_PURPOSES,
  matchReason: vocabulary.MATCH_REASONS,
  matchState: vocabulary.MATCH_STATES,
  organisationRole: vocabulary.ORGANISATION_ROLES,
  outageTolerance: vocabulary.OUTAGE_TOLERANCES,
  questionKind: vocabulary.QUESTION_KINDS,
  reviewState: vocabulary.REVIEW_STATES,
  role: vocabulary.ROLES,
  serviceStatus: vocabulary.SERVICE_STATUSES,
  subject: vocabulary.SUBJECTS,
  substitutability: vocabulary.SUBSTITUTABILITIES,
  templateStatus: vocabulary.TEMPLATE_STATUSES,
  vendorCategory: vocabulary.VENDOR_CATEGORIES,
  vendorStatus: vocabulary.VENDOR_STATUSES,
  verisAction: vocabulary.VERIS_ACTIONS,
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type TermList = keyof typeof TERMS;

/** The list of a field, by its name alone or by kind and name where names differ in meaning. */
export const FIELD_TERMS: Readonly<Record<string, TermList>> = {
  access: 'access',
  appetite: 'band',
  breached_precision: 'datePrecision',
  category: 'vendorCategory',
  causes: 'verisAction',
  data_classes: 'dataClass',
  direction: 'agreementDirection',
  discovered_precision: 'datePrecision',
  evidence_level: 'evidenceLevel',
  fault: 'fault',
  need: 'coverNeed',
  our_data: 'knowledge',
  outage_tolerance: 'outageTolerance',
  outcome: 'decisionOutcome',
  purpose: 'linkPurpose',
  reported_precision: 'datePrecision',
  review_state: 'reviewState',
  role: 'role',
  roles: 'organisationRole',
  state: 'matchState',
  subjects: 'subject',
  substitutability: 'substitutability',
  tier_override: 'band',
  'AGREEMENT.kind': 'agreementKind',
  'AGREEMENT.status': 'agreementStatus',
  'ASSESSMENT.status': 'assessmentStatus',
  'BREACH.source': 'breachSource',
  'EVIDENCE.kind': 'evidenceKind',
  'IMPORT.source': 'importSource',
  'MATCH.reason': 'matchReason',
  'QUESTION.kind': 'questionKind',
  'SERVICE.status': 'serviceStatus',
  'SERVICE_COVER.kind': 'coverKind',
  'SERVICE_COVER.reason': 'coverReason',
  'TEMPLATE_VERSION.status': 'templateStatus',
  'VENDOR.status': 'vendorStatus',
};

/** Kinds whose label holds a term, such as `IMP-3 HHS_OCR`. */
export const LABEL_TERMS: Readonly<Record<string, TermList>> = {
  AGREEMENT: 'agreementKind',
  IMPORT: 'importSource',
  SERVICE_COVER: 'coverKind',
  SERVICE_DECISION: 'decisionOutcome',
  SIGN_IN_LINK: 'linkPurpose',
};

/** The list that has a word for this field of this kind; none: it is told as it is. */
export const termsOf = (kind: string, field: string): TermList | undefined =>
  FIELD_TERMS[`${kind}.${field}`] ?? FIELD_TERMS[field];
