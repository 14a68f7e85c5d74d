import { Check, Entity } from 'typeorm';
import { STAFF_ROLES } from '@chaperone/risk-model';
import type { StaffRole } from '@chaperone/risk-model';
import { Key, Moment, Now, Text, oneOf } from '../columns.js';

/** SET_UP makes the first administrator; DEMO_SIGN_IN opens the demo. */
export const SIGN_IN_LINK_PURPOSES = ['SET_UP', 'DEMO_SIGN_IN'] as const;
export type SignInLinkPurpose = (typeof SIGN_IN_LINK_PURPOSES)[number];

/** A link that signs in once. The database holds only the hash of its token. */
@Entity('sign_in_links')
@Check('ck_sign_in_links_purpose', oneOf('purpose', SIGN_IN_LINK_PURPOSES))
@Check('ck_sign_in_links_role', oneOf('role', STAFF_ROLES))
export class SignInLinkEntity {
  /** Hex SHA-256 of the token. */
  @Key('text') tokenHash!: string;
  @Text() purpose!: SignInLinkPurpose;
  @Text({ nullable: true }) role!: StaffRole | null;
  @Now() createdAt!: Date;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true }) redeemedAt!: Date | null;
}
