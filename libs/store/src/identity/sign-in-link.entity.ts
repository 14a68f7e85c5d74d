import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { STAFF_ROLES } from '@chaperone/risk-model';
import type { StaffRole } from '@chaperone/risk-model';
import { Key, Moment, Now, Text, Uuid, oneOf } from '../columns.js';
import { PersonEntity } from './person.entity.js';

/**
 * SET_UP makes the first administrator; DEMO_SIGN_IN opens the demo; INVITATION lets an invited person
 * choose a password; PASSWORD_RESET lets them choose another; FACTOR_RESET lets them enrol anew, with
 * their password; RECOVERY, made on the server only, lets them do both.
 */
export const SIGN_IN_LINK_PURPOSES = [
  'SET_UP',
  'DEMO_SIGN_IN',
  'INVITATION',
  'PASSWORD_RESET',
  'FACTOR_RESET',
  'RECOVERY',
] as const;
export type SignInLinkPurpose = (typeof SIGN_IN_LINK_PURPOSES)[number];

/** A link that works once. The database holds only the hash of its token. */
@Entity('sign_in_links')
@Index('ix_sign_in_links_person', ['personId'])
@Check('ck_sign_in_links_purpose', oneOf('purpose', SIGN_IN_LINK_PURPOSES))
@Check('ck_sign_in_links_role', oneOf('role', STAFF_ROLES))
@Check('ck_sign_in_links_person', `(purpose IN ('SET_UP', 'DEMO_SIGN_IN')) = (person_id IS NULL)`)
export class SignInLinkEntity {
  /** Hex SHA-256 of the token. */
  @Key('text') tokenHash!: string;
  @Text() purpose!: SignInLinkPurpose;
  @Text({ nullable: true }) role!: StaffRole | null;
  /** For whom; null: for whoever holds it. */
  @ForeignKey(() => PersonEntity, { name: 'fk_sign_in_links_person_id', onDelete: 'CASCADE' })
  @Uuid({ nullable: true })
  personId!: string | null;
  /** The address it was made for: worth nothing once the person has another. */
  @Text({ nullable: true }) email!: string | null;
  /** Who made it; null: nobody did, or whoever runs the server. */
  @Uuid({ nullable: true }) createdBy!: string | null;
  @Now() createdAt!: Date;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) redeemedAt!: Date | null;
}
