import { Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Id, Moment, Now, Text, Uuid } from '../columns.js';
import { PersonEntity } from './person.entity.js';

/** A code that stands in for a lost factor, once. The database holds only its hash. */
@Entity('recovery_codes')
@Index('ix_recovery_codes_person', ['personId'])
@Unique('uq_recovery_codes_code_hash', ['codeHash'])
export class RecoveryCodeEntity {
  @Id() id!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_recovery_codes_person_id', onDelete: 'CASCADE' })
  @Uuid()
  personId!: string;
  /** Hex SHA-256 of a code of 120 random bits. */
  @Text() codeHash!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) usedAt!: Date | null;
}
