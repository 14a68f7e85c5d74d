import { Check, Entity, Index, Unique } from 'typeorm';
import { Id, Moment, Now, Text, Whole, oneOf } from '../columns.js';

/** What a mail says. */
export const MAIL_KINDS = ['INVITATION', 'RESET_LINK', 'ALERT', 'REVIEW_DUE'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** A mail that is to go out, written in the transaction of what it tells; afterwards the trace of it. */
@Entity('mails')
@Unique('uq_mails_event', ['event'])
@Index('ix_mails_due', { synchronize: false })
@Check('ck_mails_kind', oneOf('kind', MAIL_KINDS))
export class MailEntity {
  @Id() id!: string;
  /** What it tells of: of one event one mail goes out. */
  @Text() event!: string;
  @Text() kind!: MailKind;
  @Text() recipient!: string;
  /** Subject and text, sealed, since links are in it; null once it is delivered or given up. */
  @Text({ nullable: true }) content!: string | null;
  @Whole({ default: "'0'" }) attempts!: number;
  /** Not before then: grows with every failure. */
  @Moment({ default: 'now()' }) nextAt!: Date;
  @Now() createdAt!: Date;
  /** Of no use after that. */
  @Moment({ nullable: true }) expiresAt!: Date | null;
  @Moment({ nullable: true }) sentAt!: Date | null;
  @Moment({ nullable: true }) givenUpAt!: Date | null;
  /** What the mail server said last. */
  @Text({ nullable: true }) fault!: string | null;
}
