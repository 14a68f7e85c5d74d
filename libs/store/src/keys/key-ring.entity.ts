import { Check, Entity } from 'typeorm';
import { Now, OnlyRecord, Text, Whole } from '../columns.js';

/** Under which wrapping key this installation's data keys are: one record. */
@Entity('key_ring')
@Check('ck_key_ring_id', 'id')
export class KeyRingEntity {
  @OnlyRecord() id!: boolean;
  /** Digest of the wrapping key; tells a wrong one apart. */
  @Text() fingerprint!: string;
  /** A known text sealed under it; the server starts only where it opens. */
  @Text() canary!: string;
  /** Grows with every change to the keys, so that running servers see it. */
  @Whole({ default: "'1'" }) generation!: number;
  @Now() createdAt!: Date;
  @Now() wrappedAt!: Date;
}
