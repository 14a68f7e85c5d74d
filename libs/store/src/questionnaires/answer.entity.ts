import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { EVIDENCE_LEVELS, REVIEW_STATES } from '@chaperone/risk-model';
import type { EvidenceLevel, ReviewState } from '@chaperone/risk-model';
import { Day, Id, Json, Now, Share, Text, Uuid, Whole, emptyOrSealed, oneOf } from '../columns.js';
import { EvidenceEntity } from '../vendors/evidence.entity.js';
import { VendorEntity } from '../vendors/vendor.entity.js';
import { AssessmentEntity } from './assessment.entity.js';
import { QuestionEntity } from './question.entity.js';

/** A vendor's answer to one question of one assessment. */
@Entity('answers')
@Unique('uq_answers_question', ['assessmentId', 'questionId'])
@Check('ck_answers_effectiveness', 'effectiveness BETWEEN 0 AND 1')
@Check('ck_answers_evidence_level', oneOf('evidence_level', EVIDENCE_LEVELS))
@Check('ck_answers_evidence_id', "evidence_level = 'ATTESTED' OR evidence_id IS NOT NULL")
@Check('ck_answers_comment', emptyOrSealed('comment'))
@Check('ck_answers_review_state', oneOf('review_state', REVIEW_STATES))
@Index('ix_answers_vendor', ['vendorId'])
@Index('ix_answers_evidence', { synchronize: false })
export class AnswerEntity {
  @Id() id!: string;
  @ForeignKey(() => AssessmentEntity, { name: 'fk_answers_assessment_id', onDelete: 'CASCADE' })
  @Uuid()
  assessmentId!: string;
  @ForeignKey(() => QuestionEntity, { name: 'fk_answers_question_id' })
  @Uuid()
  questionId!: string;
  /** Copied from the assessment, so that rescoring reads one table. */
  @ForeignKey(() => VendorEntity, { name: 'fk_answers_vendor_id' })
  @Uuid()
  vendorId!: string;
  /** Copied from the question. */
  @Text() questionKey!: string;
  /** Null: empty; text is sealed: `{"sealed": …, "mac": …}`. */
  @Json({ nullable: true }) value!: unknown;
  /** 0..1; null: empty, or the question is not scored. */
  @Share({ nullable: true }) effectiveness!: number | null;
  /** Empty or sealed. */
  @Text({ default: "''" }) comment!: string;
  /** Digest of the comment, so that imports can compare it; null: empty. */
  @Text({ nullable: true }) commentMac!: string | null;
  @Text({ default: "'ATTESTED'" }) evidenceLevel!: EvidenceLevel;
  @ForeignKey(() => EvidenceEntity, { name: 'fk_answers_evidence_id' })
  @Uuid({ nullable: true })
  evidenceId!: string | null;
  /** Last day on which the evidence has its whole force; copied from it. */
  @Day({ nullable: true }) evidenceEnd!: string | null;
  @Day() answeredOn!: string;
  @Text({ default: "'UNREVIEWED'" }) reviewState!: ReviewState;
  @Now() updatedAt!: Date;
  @Uuid({ nullable: true }) updatedBy!: string | null;
  @Whole({ default: "'1'" }) rev!: number;
}
