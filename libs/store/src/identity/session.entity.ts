import { Entity, ForeignKey, Index } from 'typeorm';
import { Key, Moment, Now, Text, Uuid } from '../columns.js';
import { PersonEntity } from './person.entity.js';

/** A signed-in browser. The database holds only the hash of its token. */
@Entity('sessions')
@Index('ix_sessions_person', ['personId'])
export class SessionEntity {
  /** Hex SHA-256 of the token. */
  @Key('text') tokenHash!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_sessions_person_id', onDelete: 'CASCADE' })
  @Uuid()
  personId!: string;
  @Now() createdAt!: Date;
  @Now() lastUsedAt!: Date;
  @Moment() expiresAt!: Date;
  @Text({ nullable: true }) userAgent!: string | null;
  @Text({ nullable: true }) address!: string | null;
}
