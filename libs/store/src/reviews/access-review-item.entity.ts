import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { ROLES } from '@chaperone/risk-model';
import type { Role } from '@chaperone/risk-model';
import { Flag, Id, Moment, Text, TextList, Uuid, oneOf } from '../columns.js';
import { PersonEntity } from '../identity/person.entity.js';
import { AccessReviewEntity } from './access-review.entity.js';

/** Whose access a line is about. */
export const REVIEW_SUBJECTS = ['PERSON', 'TOKEN'] as const;
export type ReviewSubject = (typeof REVIEW_SUBJECTS)[number];

/** What somebody decided about it. */
export const REVIEW_VERDICTS = ['KEEP', 'REVOKE'] as const;
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number];

/** What came of it. GONE: there was no access left to take. */
export const REVIEW_OUTCOMES = ['KEPT', 'REVOKED', 'GONE'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** Somebody or something that could get in when a review was started, and the decision on it. */
@Entity('access_review_items')
@Unique('uq_access_review_items_person', ['reviewId', 'personId'])
@Unique('uq_access_review_items_token', ['reviewId', 'tokenId'])
@Index('ix_access_review_items_name', { synchronize: false })
@Check('ck_access_review_items_subject', oneOf('subject', REVIEW_SUBJECTS))
@Check('ck_access_review_items_person_id', "(subject = 'PERSON') = (person_id IS NOT NULL)")
@Check('ck_access_review_items_token_id', "(subject = 'TOKEN') = (token_id IS NOT NULL)")
@Check('ck_access_review_items_role', oneOf('role', ROLES))
@Check('ck_access_review_items_verdict', oneOf('verdict', REVIEW_VERDICTS))
@Check('ck_access_review_items_outcome', oneOf('outcome', REVIEW_OUTCOMES))
@Check(
  'ck_access_review_items_decided',
  `num_nonnulls(verdict, decided_by, decided_at, outcome) IN (0, 4)
    AND (outcome = 'KEPT') = (verdict = 'KEEP')`,
)
export class AccessReviewItemEntity {
  @Id() id!: string;
  @ForeignKey(() => AccessReviewEntity, { name: 'fk_access_review_items_review_id' })
  @Uuid()
  reviewId!: string;
  @Text() subject!: ReviewSubject;
  @ForeignKey(() => PersonEntity, { name: 'fk_access_review_items_person_id' })
  @Uuid({ nullable: true })
  personId!: string | null;
  /** No foreign key: a respondent's token goes with its assessment, this line stays. */
  @Uuid({ nullable: true }) tokenId!: string | null;
  /** From here to `expiresAt`: as it was when the review was started. */
  @Text() name!: string;
  @Text({ nullable: true }) email!: string | null;
  @Text() role!: Role;
  /** Had an invitation and had not come yet. */
  @Flag() invited!: boolean;
  /** Kinds of second factors, one entry each. */
  @TextList() factors!: string[];
  /** Of a token. */
  @TextList() scopes!: string[];
  /** Name of who made the token; null: a command. */
  @Text({ nullable: true }) madeBy!: string | null;
  /** When the person was added or the token made. */
  @Moment() since!: Date;
  /** Last sign-in or last use; null: never. */
  @Moment({ nullable: true }) lastSeenAt!: Date | null;
  /** Of a token. */
  @Moment({ nullable: true }) expiresAt!: Date | null;
  @Text({ nullable: true }) verdict!: ReviewVerdict | null;
  @Text({ default: "''" }) note!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_access_review_items_decided_by' })
  @Uuid({ nullable: true })
  decidedBy!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  /** Their role when it was decided; null: they had no access any more. */
  @Text({ nullable: true }) decidedRole!: Role | null;
  @Text({ nullable: true }) outcome!: ReviewOutcome | null;
}
