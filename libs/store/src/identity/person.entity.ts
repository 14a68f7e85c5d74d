import { Check, Entity, Unique } from 'typeorm';
import { STAFF_ROLES } from '@chaperone/risk-model';
import type { StaffRole } from '@chaperone/risk-model';
import { Flag, Id, Moment, Now, Text, Whole, oneOf } from '../columns.js';

/** A person who works in the product. Never deleted: what they did stays theirs. */
@Entity('people')
@Unique('uq_people_email', ['email'])
@Check('ck_people_email', 'email = lower(email)')
@Check('ck_people_role', oneOf('role', STAFF_ROLES))
export class PersonEntity {
  @Id() id!: string;
  /** Lower case. */
  @Text() email!: string;
  @Text() name!: string;
  @Text() role!: StaffRole;
  /** argon2id; null: cannot sign in by password. */
  @Text({ nullable: true }) passwordHash!: string | null;
  @Moment({ nullable: true }) disabledAt!: Date | null;
  /** Since when an invitation waits for them; null: they have come. */
  @Moment({ nullable: true }) invitedAt!: Date | null;
  /** Their factors were reset: the next one is enrolled with a link of the administrator's only. */
  @Flag() enrolByLink!: boolean;
  @Moment({ nullable: true }) lastSeenAt!: Date | null;
  @Flag() sample!: boolean;
  @Whole({ default: "'1'" }) rev!: number;
  @Now() createdAt!: Date;
}
