import { Check, Entity, Index, PrimaryColumn } from 'typeorm';
import { asNumber, Moment, Text, TextList, Uuid } from '../columns.js';

/**
 * One entry of the audit log. `content` is the entry as canonical JSON, over which the chain's hash is
 * taken; the columns beside it are copies out of it by which entries are found. Written by
 * `append_audit` alone, never changed.
 */
@Entity('audit_entries')
@Index('ix_audit_entries_at', ['at'])
@Index('ix_audit_entries_about', { synchronize: false })
@Index('ix_audit_entries_action', { synchronize: false })
@Index('ix_audit_entries_person', { synchronize: false })
@Index('ix_audit_entries_security', { synchronize: false })
@Index('ix_audit_entries_words', { synchronize: false })
@Check('ck_audit_entries_seq', 'seq >= 1')
@Check('ck_audit_entries_outcome', `outcome IN ('SUCCESS', 'FAILURE', 'DENIED')`)
@Check('ck_audit_entries_hash', `hash ~ '^[0-9a-f]{64}$'`)
export class AuditEntryEntity {
  /** Place in the chain, from 1, without gaps. */
  @PrimaryColumn('bigint', { transformer: asNumber })
  seq!: number;
  @Moment() at!: Date;
  @Text() action!: string;
  @Text() outcome!: 'SUCCESS' | 'FAILURE' | 'DENIED';
  /** Who did it; null: a token, the product itself, or somebody unknown. */
  @Uuid({ nullable: true }) personId!: string | null;
  /** Records that it is about, each as KIND:key. */
  @TextList() about!: string[];
  /** What a search looks through, lower case. */
  @Text({ default: "''" }) words!: string;
  @Text() content!: string;
  /** SHA-256 over this entry and the hash before it, hex. */
  @Text() hash!: string;
}
