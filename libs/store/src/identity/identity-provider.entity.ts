import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import type { StaffRole } from '@chaperone/risk-model';
import { Flag, Id, Json, Key, Moment, Now, Text, Uuid, Whole } from '../columns.js';
import { PersonEntity } from './person.entity.js';

/** A value of the role claim and what its bearers may do here. */
export interface RoleMapping {
  readonly value: string;
  readonly role: StaffRole;
}

/** The OpenID provider by which people sign in: one record at most. */
@Entity('identity_providers')
@Check('ck_identity_providers_enforced', 'NOT enforced OR break_glass_id IS NOT NULL')
export class IdentityProviderEntity {
  @Id() id!: string;
  /** As the button says it. */
  @Text() name!: string;
  @Text() issuer!: string;
  @Text() clientId!: string;
  /** Sealed; null: it comes from the settings, or the client has none. */
  @Text({ nullable: true }) clientSecret!: string | null;
  /** The claim that says what somebody is; null: roles are given here. */
  @Text({ nullable: true }) roleClaim!: string | null;
  /** The first that fits counts. */
  @Json({ default: "'[]'" }) roleMap!: RoleMapping[];
  /** Whether passwords are off for everybody but the administrator of the next column. */
  @Flag() enforced!: boolean;
  @ForeignKey(() => PersonEntity, { name: 'fk_identity_providers_break_glass_id' })
  @Uuid({ nullable: true })
  breakGlassId!: string | null;
  @Whole({ default: "'1'" }) rev!: number;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
  @Uuid({ nullable: true }) updatedBy!: string | null;
}

/** An account at a provider and the person whose it is. E-mail addresses change hands; this pair does not. */
@Entity('provider_accounts')
@Unique('uq_provider_accounts_key', ['issuer', 'subject'])
@Index('ix_provider_accounts_person', ['personId'])
@Check('ck_provider_accounts_key', "issuer <> '' AND subject <> ''")
export class ProviderAccountEntity {
  @Id() id!: string;
  @Text() issuer!: string;
  @Text() subject!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_provider_accounts_person_id', onDelete: 'CASCADE' })
  @Uuid()
  personId!: string;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) lastUsedAt!: Date | null;
}

/** A state that came back from a provider: none is taken twice. */
@Entity('sso_states')
export class SsoStateEntity {
  /** Hex SHA-256 of the state. */
  @Key('text') stateHash!: string;
  @Moment() expiresAt!: Date;
}
