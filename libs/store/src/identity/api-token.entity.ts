import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { ROLES } from '@chaperone/risk-model';
import type { Role } from '@chaperone/risk-model';
import { Id, Moment, Now, Text, TextList, Uuid, oneOf } from '../columns.js';
import { AssessmentEntity } from '../questionnaires/assessment.entity.js';

/** A token for scripts. The database holds only its hash. */
@Entity('api_tokens')
@Unique('uq_api_tokens_token_hash', ['tokenHash'])
@Check('ck_api_tokens_role', oneOf('role', ROLES))
@Check('ck_api_tokens_assessment_id', "(role = 'RESPONDENT') = (assessment_id IS NOT NULL)")
@Index('ix_api_tokens_assessment', { synchronize: false })
export class ApiTokenEntity {
  @Id() id!: string;
  @Text() name!: string;
  /** Hex SHA-256 of the token. */
  @Text() tokenHash!: string;
  @Text() role!: Role;
  /** What it is limited to, as capabilities; role and scopes must both allow. */
  @TextList() scopes!: string[];
  /** The one assessment of a RESPONDENT. */
  @ForeignKey(() => AssessmentEntity, {
    name: 'fk_api_tokens_assessment_id',
    onDelete: 'CASCADE',
  })
  @Uuid({ nullable: true })
  assessmentId!: string | null;
  @Uuid({ nullable: true }) createdBy!: string | null;
  @Now() createdAt!: Date;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) lastUsedAt!: Date | null;
  @Moment({ nullable: true }) revokedAt!: Date | null;
}
