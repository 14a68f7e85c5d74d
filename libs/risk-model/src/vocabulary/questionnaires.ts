/** Questionnaires, their answers and what backs them. */

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
