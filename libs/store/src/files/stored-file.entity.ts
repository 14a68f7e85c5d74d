import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { AgreementEntity } from '../agreements/agreement.entity.js';
import { Count, Id, Moment, Now, Text, Uuid, oneOf } from '../columns.js';
import { AnswerEntity } from '../questionnaires/answer.entity.js';
import { EvidenceEntity } from '../vendors/evidence.entity.js';

/** Where sealed files may lie: the data directory, or an S3-compatible store. */
export const FILE_PLACES = ['DISK', 'S3'] as const;
export type FilePlace = (typeof FILE_PLACES)[number];

/**
 * A file that somebody sent. Its bytes lie sealed elsewhere under its id; what it is never changes.
 * It hangs on one record at most; one that hangs on none is swept after a while.
 */
@Entity('stored_files')
@Check('ck_stored_files_holder', 'num_nonnulls(agreement_id, evidence_id, answer_id) <= 1')
@Check('ck_stored_files_place', oneOf('place', FILE_PLACES))
@Check('ck_stored_files_size', 'size >= 0')
@Index('ix_stored_files_agreement', { synchronize: false })
@Index('uq_stored_files_evidence', { synchronize: false })
@Index('uq_stored_files_answer', { synchronize: false })
@Index('ix_stored_files_loose', { synchronize: false })
export class StoredFileEntity {
  @Id() id!: string;
  /** As it was cleaned: fit to be shown and saved. */
  @Text() name!: string;
  /** Media type, by what is in it. */
  @Text() type!: string;
  /** Clear bytes. */
  @Count() size!: number;
  /** Of the clear bytes, in hex. */
  @Text() sha256!: string;
  /** The data key that its own key comes from. */
  @Text() kid!: string;
  @Text() place!: FilePlace;
  @ForeignKey(() => AgreementEntity, { name: 'fk_stored_files_agreement_id', onDelete: 'SET NULL' })
  @Uuid({ nullable: true })
  agreementId!: string | null;
  @ForeignKey(() => EvidenceEntity, { name: 'fk_stored_files_evidence_id', onDelete: 'SET NULL' })
  @Uuid({ nullable: true })
  evidenceId!: string | null;
  @ForeignKey(() => AnswerEntity, { name: 'fk_stored_files_answer_id', onDelete: 'SET NULL' })
  @Uuid({ nullable: true })
  answerId!: string | null;
  @Uuid({ nullable: true }) uploadedBy!: string | null;
  @Now() createdAt!: Date;
  /** Since when it hangs on nothing, after it did; the database keeps it. */
  @Moment({ nullable: true }) detachedAt!: Date | null;
}
