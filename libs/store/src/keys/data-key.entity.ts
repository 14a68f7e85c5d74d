import { Check, Entity, Index } from 'typeorm';
import { Key, Moment, Now, Text, oneOf } from '../columns.js';

/** WAITING: known to every process, not used yet. RETIRED: only opens what is still sealed under it. */
export const DATA_KEY_STATES = ['WAITING', 'ACTIVE', 'RETIRED'] as const;
export type DataKeyState = (typeof DATA_KEY_STATES)[number];

/** A data key, wrapped by the wrapping key, which is not in the database. */
@Entity('data_keys')
@Check('ck_data_keys_state', oneOf('state', DATA_KEY_STATES))
@Index('uq_data_keys_active', ['purpose'], { unique: true, where: `(state = 'ACTIVE'::text)` })
export class DataKeyEntity {
  /** Its name within sealed values, such as answers-1. */
  @Key('text') kid!: string;
  @Text() purpose!: string;
  @Text() state!: DataKeyState;
  @Text() wrapped!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) retiredAt!: Date | null;
  /** When nothing was left that is sealed under it. */
  @Moment({ nullable: true }) drainedAt!: Date | null;
}
