/**
 * The words of risk-model as enums of the graph, each under its type's name.
 * A word's value is the word itself, in the graph, in TypeScript and in the tables.
 */
import { registerEnumType } from '@nestjs/graphql';
import * as words from '@chaperone/risk-model';

/** An enum object for @nestjs/graphql whose values are the words themselves. */
export function enumOf<const W extends string>(
  name: string,
  list: readonly W[],
  description: string,
): { readonly [K in W]: K } {
  const object = Object.fromEntries(list.map((word) => [word, word])) as { readonly [K in W]: K };
  registerEnumType(object, { name, description });
  return object;
}

export const VendorCategoryEnum = enumOf(
  'VendorCategory',
  words.VENDOR_CATEGORIES,
  'What a vendor is for.',
);
export const VendorStatusEnum = enumOf(
  'VendorStatus',
  words.VENDOR_STATUSES,
  'Where a vendor stands in our own process.',
);
export const OrganisationRoleEnum = enumOf(
  'OrganisationRole',
  words.ORGANISATION_ROLES,
  'What the organisation is under health-privacy law; several may hold.',
);
export const DataClassEnum = enumOf(
  'DataClass',
  words.DATA_CLASSES,
  'Kinds of data that a service receives.',
);
export const AccessLevelEnum = enumOf(
  'AccessLevel',
  words.ACCESS_LEVELS,
  'How far a vendor reaches into the data; later is wider.',
);
export const OutageToleranceEnum = enumOf(
  'OutageTolerance',
  words.OUTAGE_TOLERANCES,
  'How long care goes on without the service; earlier is harsher.',
);
export const SubstitutabilityEnum = enumOf(
  'Substitutability',
  words.SUBSTITUTABILITIES,
  'How easily another vendor can take over; earlier is harsher.',
);
export const SubjectEnum = enumOf('Subject', words.SUBJECTS, 'Whose data a service handles.');
export const ServiceStatusEnum = enumOf(
  'ServiceStatus',
  words.SERVICE_STATUSES,
  "Only ACTIVE services count in a vendor's score.",
);
export const ServiceFactEnum = enumOf(
  'ServiceFact',
  words.SERVICE_FACTS,
  'The facts of a service that the method asks for.',
);
export const CoverKindEnum = enumOf(
  'CoverKind',
  words.COVER_KINDS,
  'Agreements that data sharing may need.',
);
export const CoverNeedEnum = enumOf(
  'CoverNeed',
  words.COVER_NEEDS,
  'Whether a service needs a cover.',
);
export const CoverReasonEnum = enumOf(
  'CoverReason',
  words.COVER_REASONS,
  'Why a cover is not needed.',
);
export const DecisionOutcomeEnum = enumOf(
  'DecisionOutcome',
  words.DECISION_OUTCOMES,
  'What was decided about a service.',
);
export const EvidenceKindEnum = enumOf(
  'EvidenceKind',
  words.EVIDENCE_KINDS,
  'What a vendor shows for its controls.',
);
export const EvidenceLevelEnum = enumOf(
  'EvidenceLevel',
  words.EVIDENCE_LEVELS,
  'How far an answer is backed; later is stronger.',
);
export const AgreementKindEnum = enumOf(
  'AgreementKind',
  words.AGREEMENT_KINDS,
  'Kinds of data-sharing agreement.',
);
export const AgreementStatusEnum = enumOf(
  'AgreementStatus',
  words.AGREEMENT_STATUSES,
  'What people type; ACTIVE and EXPIRED follow from the dates.',
);
export const AgreementStateEnum = enumOf(
  'AgreementState',
  words.AGREEMENT_STATES,
  'What an agreement is on a given day.',
);
export const AgreementDirectionEnum = enumOf(
  'AgreementDirection',
  words.AGREEMENT_DIRECTIONS,
  'DOWNSTREAM: a vendor serves us. UPSTREAM: we are the business associate.',
);
export const ComplianceStateEnum = enumOf(
  'ComplianceState',
  words.COMPLIANCE_STATES,
  "Whether the cover that a vendor's active services need is in force.",
);
export const QuestionKindEnum = enumOf('QuestionKind', words.QUESTION_KINDS, 'Kinds of question.');
export const TemplateStatusEnum = enumOf(
  'TemplateStatus',
  words.TEMPLATE_STATUSES,
  'A published version never changes.',
);
export const AssessmentStatusEnum = enumOf(
  'AssessmentStatus',
  words.ASSESSMENT_STATUSES,
  'Where an assessment stands; only ACCEPTED ones count.',
);
export const ReviewStateEnum = enumOf(
  'ReviewState',
  words.REVIEW_STATES,
  'What the reviewer made of one answer.',
);
export const BreachSourceEnum = enumOf(
  'BreachSource',
  words.BREACH_SOURCES,
  'Where a breach record comes from.',
);
export const DatePrecisionEnum = enumOf(
  'DatePrecision',
  words.DATE_PRECISIONS,
  'How exactly a date is known.',
);
export const VerisActionEnum = enumOf(
  'VerisAction',
  words.VERIS_ACTIONS,
  'VERIS action categories.',
);
export const MatchStateEnum = enumOf(
  'MatchState',
  words.MATCH_STATES,
  'Whether a breach record is about a vendor.',
);
export const MatchReasonEnum = enumOf(
  'MatchReason',
  words.MATCH_REASONS,
  'Why a match was proposed.',
);
export const FaultEnum = enumOf(
  'Fault',
  words.FAULTS,
  'Whose failing it was, seen from one vendor.',
);
export const KnowledgeEnum = enumOf(
  'Knowledge',
  words.KNOWLEDGE,
  'Answers where not knowing is an answer too.',
);
export const BandEnum = enumOf('Band', words.BANDS, 'Bands and tiers; later is worse.');
export const ScoreBasisEnum = enumOf(
  'ScoreBasis',
  words.SCORE_BASES,
  "Which of a vendor's three scores is meant.",
);
export const FactorEnum = enumOf(
  'Factor',
  words.FACTORS,
  'Factor groups that a score is shared out among.',
);
export const ScoreReasonEnum = enumOf(
  'ScoreReason',
  words.SCORE_REASONS,
  'Why a score was computed.',
);
export const ImportSourceEnum = enumOf(
  'ImportSource',
  words.IMPORT_SOURCES,
  'What can be imported.',
);
export const ImportStatusEnum = enumOf(
  'ImportStatus',
  words.IMPORT_STATUSES,
  'Where an import stands. PREVIEWED: a dry run, nothing written.',
);
export const RoleEnum = enumOf(
  'Role',
  words.ROLES,
  'What somebody may do. RESPONDENT: a vendor’s own respondent, held to one assessment.',
);
export const StaffRoleEnum = enumOf(
  'StaffRole',
  words.STAFF_ROLES,
  'Roles of the people who work in the product; those that can be given to somebody.',
);
export const SortDirectionEnum = enumOf(
  'SortDirection',
  ['ASC', 'DESC'],
  'Which way a list is sorted.',
);
export type SortDirection = keyof typeof SortDirectionEnum;
