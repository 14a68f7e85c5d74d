/**
 * What every type and field of the graph needs: a table, and nothing but a table. A line for each type;
 * its fields follow it unless they need more. A type without a line keeps the server from starting.
 * Root fields say what they need by `@Can(…)` or `@Public()` beside their resolver.
 */
import type { Capability } from './capabilities.js';

/** Any one of these, or nothing at all. */
export type Needs = 'EVERYBODY' | readonly Capability[];

/** What a field needs beyond its type. */
export interface FieldRule {
  readonly needs?: Needs;
  /** Whoever may not read it gets it empty (null, no items, no text) instead of a refusal. */
  readonly withhold?: true;
  /** Fields below it that come with it, whatever their own type needs: the asker's own. */
  readonly opens?: readonly string[];
}

export interface TypeRule {
  readonly needs: Needs;
  readonly fields?: Readonly<Record<string, FieldRule>>;
}

const needs = (...oneOf: Capability[]): TypeRule => ({ needs: oneOf });
const emptyWithout = (...oneOf: Capability[]): FieldRule => ({ needs: oneOf, withhold: true });
const only = (...oneOf: Capability[]): FieldRule => ({ needs: oneOf });

const ASKING = needs('questionnaires:read', 'portal:read');
const STAFF_ONLY = only('questionnaires:read');
const SCORING = needs('vendors:read', 'portfolio:read');

export const FIELD_TABLE: Readonly<Record<string, TypeRule>> = {
  // vendors and what they are used for
  Vendor: { ...needs('vendors:read'), fields: { contacts: emptyWithout('contacts:read') } },
  VendorPage: needs('vendors:read'),
  VendorRelation: needs('vendors:read'),
  Certification: needs('vendors:read'),
  PublishedLinks: needs('vendors:read'),
  TierOverride: needs('vendors:read'),
  Contact: needs('contacts:read'),
  Evidence: {
    ...needs('vendors:read'),
    fields: { fileRef: emptyWithout('files:read'), file: emptyWithout('files:read') },
  },
  Service: needs('services:read'),
  ServicePage: needs('services:read'),
  Cover: { ...needs('services:read'), fields: { note: emptyWithout('notes:read') } },
  Decision: needs('services:read'),

  // scores, and the portfolio made of them
  Score: SCORING,
  ScorePlace: SCORING,
  ScoreHistory: SCORING,
  ScoreEntry: SCORING,
  ScoreChange: SCORING,
  ScoreCause: SCORING,
  MissingFact: SCORING,
  QuestionnaireCoverage: SCORING,
  Receipt: SCORING,
  ReceiptInput: SCORING,
  BasisReceipt: SCORING,
  Contribution: SCORING,
  QuestionCredit: SCORING,
  IncidentShare: SCORING,
  Overview: needs('portfolio:read'),
  TierSummary: needs('portfolio:read'),
  TopVendor: needs('portfolio:read'),
  Mover: needs('portfolio:read'),
  RiskHeatmap: needs('portfolio:read'),
  HeatmapCell: needs('portfolio:read'),
  NotAssessedBin: needs('portfolio:read'),
  BandCount: needs('portfolio:read'),
  RiskTrend: needs('portfolio:read'),
  TrendPoint: needs('portfolio:read'),

  // the audit log
  AuditFeed: needs('audit:read'),
  AuditEntry: needs('audit:read'),
  AuditActor: needs('audit:read'),
  AuditSubject: needs('audit:read'),
  AuditChange: needs('audit:read'),
  AuditField: needs('audit:read'),
  AuditName: needs('audit:read'),
  AuditStatus: needs('audit:read'),
  AuditCheckpoint: needs('audit:read'),

  // agreements
  Agreement: {
    ...needs('agreements:read'),
    fields: { note: emptyWithout('notes:read'), documents: emptyWithout('files:read') },
  },
  AgreementPage: needs('agreements:read'),
  Compliance: needs('agreements:read'),
  ComplianceEntry: needs('agreements:read'),
  ComplianceReason: needs('agreements:read'),
  CoverGap: needs('agreements:read'),
  CoverGapPage: needs('agreements:read'),

  // questionnaires: a respondent sees questions and its own answers, never what they count
  Assessment: {
    ...ASKING,
    fields: {
      vendor: STAFF_ONLY,
      acceptedBy: STAFF_ONLY,
      sourceUrl: STAFF_ONLY,
      sample: STAFF_ONLY,
    },
  },
  AssessmentPage: needs('questionnaires:read'),
  Answer: {
    ...ASKING,
    fields: {
      comment: emptyWithout('notes:read', 'portal:read'),
      file: emptyWithout('files:read'),
      effectiveness: STAFF_ONLY,
      evidence: STAFF_ONLY,
      evidenceLevel: STAFF_ONLY,
      reviewState: STAFF_ONLY,
    },
  },
  QuestionTemplate: {
    ...ASKING,
    fields: { latest: STAFF_ONLY, versions: STAFF_ONLY },
  },
  TemplatePage: needs('questionnaires:read'),
  TemplateVersion: ASKING,
  Section: ASKING,
  Question: { ...ASKING, fields: { weight: STAFF_ONLY } },
  QuestionOption: { ...ASKING, fields: { score: STAFF_ONLY } },

  // files that hang on agreements, evidence and answers
  StoredFile: needs('files:read'),

  // breaches
  Breach: {
    ...needs('breaches:read'),
    fields: {
      raw: emptyWithout('imports:read'),
      firstImport: emptyWithout('imports:read'),
      lastImport: emptyWithout('imports:read'),
    },
  },
  BreachPage: needs('breaches:read'),
  BreachMatch: { ...needs('breaches:read'), fields: { note: emptyWithout('notes:read') } },
  BreachMatchPage: needs('breaches:read'),
  BreachYear: needs('breaches:read'),
  Incident: needs('breaches:read'),
  IncidentChange: needs('breaches:read'),
  IncidentProposal: needs('breaches:read'),
  IncidentProposalPage: needs('breaches:read'),

  // imports
  ImportRun: needs('imports:read'),
  ImportRunPage: needs('imports:read'),
  ImportConflict: needs('imports:read'),
  ImportCounts: needs('imports:read'),
  ImportDiff: needs('imports:read'),
  ImportError: needs('imports:read'),

  // the organisation and its people
  Organisation: needs('organisation:read'),
  TierAppetite: needs('organisation:read'),
  Person: {
    ...needs('people:read'),
    fields: {
      email: emptyWithout('addresses:read'),
      lastSeenAt: emptyWithout('people:write', 'reviews:read'),
      factors: emptyWithout('people:write', 'reviews:read'),
      tokens: emptyWithout('tokens:read'),
    },
  },
  PersonPage: needs('people:read'),

  // access reviews: what they show of people is what they are for
  AccessReview: needs('reviews:read'),
  AccessReviewPage: needs('reviews:read'),
  AccessReviewItem: {
    ...needs('reviews:read'),
    fields: { email: emptyWithout('addresses:read'), note: emptyWithout('notes:read') },
  },

  // encryption keys
  KeyAge: needs('keys:read'),

  // whoever asks, and what is theirs
  Viewer: {
    needs: 'EVERYBODY',
    fields: {
      person: { opens: ['id', 'name', 'email', 'role'] },
      organisation: { opens: ['name', 'timeZone'] },
    },
  },
  // a sign-in on its way gets these too; what they hold is its own
  SignInResult: { needs: 'EVERYBODY' },
  LinkLook: { needs: 'EVERYBODY' },
  FactorsResult: { needs: 'EVERYBODY' },
  TotpEnrolment: { needs: 'EVERYBODY' },
  StepUp: needs('account:read'),
  SignInFactor: needs('account:read'),
  LinkedAccount: needs('account:read'),
  Session: needs('account:read'),
  Alert: needs('account:read'),
  Invitation: needs('people:write'),
  SsoProvider: { needs: 'EVERYBODY' },
  IdentityProvider: needs('sso:read'),
  RoleMapping: needs('sso:read'),
  ApiToken: needs('tokens:read'),
  ApiTokenPage: needs('tokens:read'),
  NewApiToken: needs('tokens:write'),
};
