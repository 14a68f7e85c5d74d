/**
 * All tables, as one list for the data source, and the door to each entity.
 * An entity is plain columns; what belongs together is said by foreign keys, not by relations.
 */
import { AgreementServiceEntity } from './agreements/agreement-service.entity.js';
import { AgreementEntity } from './agreements/agreement.entity.js';
import { AuditEntryEntity } from './audit/audit-entry.entity.js';
import { ComplianceStateEntity } from './agreements/compliance-state.entity.js';
import { BreachMatchEntity } from './breaches/breach-match.entity.js';
import { BreachEntity } from './breaches/breach.entity.js';
import { IncidentChangeEntity } from './breaches/incident-change.entity.js';
import { IncidentProposalEntity } from './breaches/incident-proposal.entity.js';
import { IncidentEntity } from './breaches/incident.entity.js';
import { MatchDecisionEntity } from './breaches/match-decision.entity.js';
import { StoredFileEntity } from './files/stored-file.entity.js';
import { AlertEntity } from './identity/alert.entity.js';
import { ApiTokenEntity } from './identity/api-token.entity.js';
import { ChallengeEntity } from './identity/challenge.entity.js';
import { FactorEntity } from './identity/factor.entity.js';
import { KnownPlaceEntity } from './identity/known-place.entity.js';
import { RecoveryCodeEntity } from './identity/recovery-code.entity.js';
import {
  IdentityProviderEntity,
  ProviderAccountEntity,
  SsoStateEntity,
} from './identity/identity-provider.entity.js';
import { PersonEntity } from './identity/person.entity.js';
import { RateLimitEntity } from './identity/rate-limit.entity.js';
import { SavedViewEntity } from './identity/saved-view.entity.js';
import { SessionEntity } from './identity/session.entity.js';
import { SignInLinkEntity } from './identity/sign-in-link.entity.js';
import { ImportChangeEntity } from './imports/import-change.entity.js';
import { ImportConflictEntity } from './imports/import-conflict.entity.js';
import { ImportErrorEntity } from './imports/import-error.entity.js';
import { ImportRunEntity } from './imports/import-run.entity.js';
import { UploadEntity } from './imports/upload.entity.js';
import { DataKeyEntity } from './keys/data-key.entity.js';
import { KeyRingEntity } from './keys/key-ring.entity.js';
import { SealedColumnEntity } from './keys/sealed-column.entity.js';
import { MailEntity } from './mail/mail.entity.js';
import { InstallationEntity } from './organisation/installation.entity.js';
import { JobDoneEntity } from './organisation/job-done.entity.js';
import { OrganisationEntity } from './organisation/organisation.entity.js';
import { AnswerEntity } from './questionnaires/answer.entity.js';
import { AssessmentEntity } from './questionnaires/assessment.entity.js';
import { QuestionTemplateEntity } from './questionnaires/question-template.entity.js';
import { QuestionEntity } from './questionnaires/question.entity.js';
import { TemplateSectionEntity } from './questionnaires/template-section.entity.js';
import { TemplateVersionEntity } from './questionnaires/template-version.entity.js';
import { AccessReviewItemEntity } from './reviews/access-review-item.entity.js';
import { AccessReviewEntity } from './reviews/access-review.entity.js';
import { RiskScoreEntity } from './scoring/risk-score.entity.js';
import { VendorRowEntity } from './scoring/vendor-row.entity.js';
import { EvidenceEntity } from './vendors/evidence.entity.js';
import { ServiceCoverEntity } from './vendors/service-cover.entity.js';
import { ServiceDecisionEntity } from './vendors/service-decision.entity.js';
import { ServiceEntity } from './vendors/service.entity.js';
import { VendorRelationEntity } from './vendors/vendor-relation.entity.js';
import { VendorEntity } from './vendors/vendor.entity.js';

export * from './agreements/agreement-service.entity.js';
export * from './agreements/agreement.entity.js';
export * from './agreements/compliance-state.entity.js';
export * from './audit/audit-entry.entity.js';
export * from './breaches/breach-match.entity.js';
export * from './breaches/breach.entity.js';
export * from './breaches/incident-change.entity.js';
export * from './breaches/incident-proposal.entity.js';
export * from './breaches/incident.entity.js';
export * from './breaches/match-decision.entity.js';
export * from './files/stored-file.entity.js';
export * from './identity/alert.entity.js';
export * from './identity/api-token.entity.js';
export * from './identity/challenge.entity.js';
export * from './identity/factor.entity.js';
export * from './identity/known-place.entity.js';
export * from './identity/identity-provider.entity.js';
export * from './identity/person.entity.js';
export * from './identity/rate-limit.entity.js';
export * from './identity/recovery-code.entity.js';
export * from './identity/saved-view.entity.js';
export * from './identity/session.entity.js';
export * from './identity/sign-in-link.entity.js';
export * from './imports/import-change.entity.js';
export * from './imports/import-conflict.entity.js';
export * from './imports/import-error.entity.js';
export * from './imports/import-run.entity.js';
export * from './imports/upload.entity.js';
export * from './keys/data-key.entity.js';
export * from './keys/key-ring.entity.js';
export * from './keys/sealed-column.entity.js';
export * from './mail/mail.entity.js';
export * from './organisation/installation.entity.js';
export * from './organisation/job-done.entity.js';
export * from './organisation/organisation.entity.js';
export * from './questionnaires/answer.entity.js';
export * from './questionnaires/assessment.entity.js';
export * from './questionnaires/question-template.entity.js';
export * from './questionnaires/question.entity.js';
export * from './questionnaires/template-section.entity.js';
export * from './questionnaires/template-version.entity.js';
export * from './reviews/access-review-item.entity.js';
export * from './reviews/access-review.entity.js';
export * from './scoring/risk-score.entity.js';
export * from './scoring/vendor-row.entity.js';
export * from './vendors/evidence.entity.js';
export * from './vendors/service-cover.entity.js';
export * from './vendors/service-decision.entity.js';
export * from './vendors/service.entity.js';
export * from './vendors/vendor-relation.entity.js';
export * from './vendors/vendor.entity.js';

/** Every entity of the store. */
export const ENTITIES = [
  AgreementServiceEntity,
  AgreementEntity,
  AuditEntryEntity,
  ComplianceStateEntity,
  BreachMatchEntity,
  BreachEntity,
  IncidentChangeEntity,
  IncidentProposalEntity,
  IncidentEntity,
  MatchDecisionEntity,
  StoredFileEntity,
  AlertEntity,
  ApiTokenEntity,
  ChallengeEntity,
  FactorEntity,
  KnownPlaceEntity,
  IdentityProviderEntity,
  PersonEntity,
  ProviderAccountEntity,
  SsoStateEntity,
  RateLimitEntity,
  RecoveryCodeEntity,
  SavedViewEntity,
  SessionEntity,
  SignInLinkEntity,
  ImportChangeEntity,
  ImportConflictEntity,
  ImportErrorEntity,
  ImportRunEntity,
  UploadEntity,
  DataKeyEntity,
  KeyRingEntity,
  SealedColumnEntity,
  MailEntity,
  InstallationEntity,
  JobDoneEntity,
  OrganisationEntity,
  AnswerEntity,
  AssessmentEntity,
  QuestionTemplateEntity,
  QuestionEntity,
  TemplateSectionEntity,
  TemplateVersionEntity,
  AccessReviewItemEntity,
  AccessReviewEntity,
  RiskScoreEntity,
  VendorRowEntity,
  EvidenceEntity,
  ServiceCoverEntity,
  ServiceDecisionEntity,
  ServiceEntity,
  VendorRelationEntity,
  VendorEntity,
] as const;
