import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { Id, Json, Moment, Now, Text, Uuid, oneOf } from '../columns.js';
import { PersonEntity } from './person.entity.js';

/** What a person is told about their own account. */
export const ALERT_KINDS = [
  'NEW_SIGN_IN',
  'FAILED_ATTEMPTS',
  'FACTOR_ADDED',
  'FACTOR_REMOVED',
  'FACTORS_RESET',
  'RECOVERY_CODE_USED',
  'RECOVERY_CODES_RENEWED',
  'PASSWORD_CHANGED',
  'RESET_STARTED',
  'ROLE_CHANGED',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Something about an account that its owner should know, in case it was not them. */
@Entity('alerts')
@Index('ix_alerts_person', ['personId', 'at'])
@Check('ck_alerts_kind', oneOf('kind', ALERT_KINDS))
export class AlertEntity {
  @Id() id!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_alerts_person_id', onDelete: 'CASCADE' })
  @Uuid()
  personId!: string;
  @Text() kind!: AlertKind;
  @Now() at!: Date;
  @Text({ nullable: true }) address!: string | null;
  @Text({ nullable: true }) userAgent!: string | null;
  /** What it was: a factor's name, the new role. */
  @Json({ default: "'{}'" }) details!: Record<string, unknown>;
  /** When the person said that they have seen it. */
  @Moment({ nullable: true }) seenAt!: Date | null;
}
