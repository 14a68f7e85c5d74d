import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Key, Moment, Now, OwnUuid, Text, Uuid, oneOf } from '../columns.js';
import { PersonEntity } from './person.entity.js';

/** How far a sign-in has come. Only FULL opens the product. */
export const SESSION_STAGES = ['FULL', 'SECOND_FACTOR', 'ENROL'] as const;
export type SessionStage = (typeof SESSION_STAGES)[number];

/** How a session began. RECOVERY: by a link that was made on the server for somebody with nothing left. */
export const SESSION_ORIGINS = ['PASSWORD', 'PASSKEY', 'SSO', 'RECOVERY', 'DEMO'] as const;
export type SessionOrigin = (typeof SESSION_ORIGINS)[number];

/** A browser on its way in, or signed in. The database holds only the hash of its token. */
@Entity('sessions')
@Index('ix_sessions_person', ['personId'])
@Unique('uq_sessions_id', ['id'])
@Check('ck_sessions_stage', oneOf('stage', SESSION_STAGES))
@Check('ck_sessions_began_by', oneOf('began_by', SESSION_ORIGINS))
export class SessionEntity {
  /** Hex SHA-256 of the token. A step up changes the token, not the session. */
  @Key('text') tokenHash!: string;
  /** Names the session in lists; opens nothing. */
  @OwnUuid() id!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_sessions_person_id', onDelete: 'CASCADE' })
  @Uuid()
  personId!: string;
  /** Whoever writes a session and says nothing lets nobody in. */
  @Text({ default: "'ENROL'" }) stage!: SessionStage;
  @Text({ default: "'PASSWORD'" }) beganBy!: SessionOrigin;
  /** When a second factor was last shown; null: never in this session. */
  @Moment({ nullable: true }) factorAt!: Date | null;
  @Now() createdAt!: Date;
  @Now() lastUsedAt!: Date;
  @Moment() expiresAt!: Date;
  @Text({ nullable: true }) userAgent!: string | null;
  @Text({ nullable: true }) address!: string | null;
}
