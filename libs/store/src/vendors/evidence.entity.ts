import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { EVIDENCE_KINDS } from '@chaperone/risk-model';
import type { EvidenceKind } from '@chaperone/risk-model';
import { Day, Id, KeptRecord, Text, TextList, Uuid, oneOf } from '../columns.js';
import { VendorEntity } from './vendor.entity.js';

/** A report, certificate or policy that backs answers: by link, by place, or by a stored file. */
@Entity('evidence')
@Check('ck_evidence_kind', oneOf('kind', EVIDENCE_KINDS))
@Index('ix_evidence_vendor', ['vendorId'])
export class EvidenceEntity extends KeptRecord {
  @Id() id!: string;
  @ForeignKey(() => VendorEntity, { name: 'fk_evidence_vendor_id' })
  @Uuid()
  vendorId!: string;
  @Text() kind!: EvidenceKind;
  @Text() title!: string;
  @Text({ nullable: true }) link!: string | null;
  @Text({ nullable: true }) fileRef!: string | null;
  /** End of the period that the report covers. */
  @Day({ nullable: true }) periodEnd!: string | null;
  @Day({ nullable: true }) validUntil!: string | null;
  @Text({ nullable: true }) product!: string | null;
  @Text({ nullable: true }) scope!: string | null;
  /** Keys of the questions whose answers it backs. */
  @TextList() supports!: string[];
}
