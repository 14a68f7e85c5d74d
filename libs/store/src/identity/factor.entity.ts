import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Count, Flag, Id, Moment, Now, Text, TextList, Uuid, oneOf } from '../columns.js';
import { PersonEntity } from './person.entity.js';

/** TOTP: codes of an app. PASSKEY: a WebAuthn credential. */
export const FACTOR_KINDS = ['TOTP', 'PASSKEY'] as const;
export type StoredFactorKind = (typeof FACTOR_KINDS)[number];

/** A second factor of a person. Until it is confirmed it lets nobody in. */
@Entity('factors')
@Index('ix_factors_person', ['personId'])
@Unique('uq_factors_credential_id', ['credentialId'])
@Check('ck_factors_kind', oneOf('kind', FACTOR_KINDS))
@Check('ck_factors_totp', `kind <> 'TOTP' OR seed IS NOT NULL`)
@Check(
  'ck_factors_passkey',
  `kind <> 'PASSKEY' OR (credential_id IS NOT NULL AND public_key IS NOT NULL)`,
)
export class FactorEntity {
  @Id() id!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_factors_person_id', onDelete: 'CASCADE' })
  @Uuid()
  personId!: string;
  @Text() kind!: StoredFactorKind;
  /** What its owner calls it. */
  @Text() name!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) confirmedAt!: Date | null;
  @Moment({ nullable: true }) lastUsedAt!: Date | null;
  /** TOTP: the seed, sealed. */
  @Text({ nullable: true }) seed!: string | null;
  /** TOTP: the last step whose code was taken; no earlier one and not this one counts again. */
  @Count({ nullable: true }) lastStep!: number | null;
  /** Passkey: base64url. */
  @Text({ nullable: true }) credentialId!: string | null;
  /** Passkey: COSE key, base64url. */
  @Text({ nullable: true }) publicKey!: string | null;
  /** Passkey: uses as the authenticator counts them; 0: it does not count. */
  @Count({ default: "'0'" }) counter!: number;
  @TextList() transports!: string[];
  /** Passkey: whether it may be copied to other devices, and whether it is. */
  @Flag() backupEligible!: boolean;
  @Flag() backedUp!: boolean;
}
