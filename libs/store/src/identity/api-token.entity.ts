import { Check, Entity, Unique } from 'typeorm';
import { STAFF_ROLES } from '@chaperone/risk-model';
import type { StaffRole } from '@chaperone/risk-model';
import { Id, Moment, Now, Text, Uuid, oneOf } from '../columns.js';

/** A token for scripts. The database holds only its hash. */
@Entity('api_tokens')
@Unique('uq_api_tokens_token_hash', ['tokenHash'])
@Check('ck_api_tokens_role', oneOf('role', STAFF_ROLES))
export class ApiTokenEntity {
  @Id() id!: string;
  @Text() name!: string;
  /** Hex SHA-256 of the token. */
  @Text() tokenHash!: string;
  @Text() role!: StaffRole;
  @Uuid({ nullable: true }) createdBy!: string | null;
  @Now() createdAt!: Date;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) lastUsedAt!: Date | null;
  @Moment({ nullable: true }) revokedAt!: Date | null;
}
