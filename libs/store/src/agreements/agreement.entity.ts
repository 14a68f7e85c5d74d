import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import {
  AGREEMENT_DIRECTIONS,
  AGREEMENT_KINDS,
  AGREEMENT_STATUSES,
  DATA_CLASSES,
} from '@chaperone/risk-model';
import type {
  AgreementDirection,
  AgreementKind,
  AgreementStatus,
  DataClass,
} from '@chaperone/risk-model';
import {
  Day,
  Flag,
  Id,
  KeptRecord,
  Ref,
  Text,
  TextList,
  Uuid,
  Whole,
  oneOf,
  subsetOf,
  emptyOrSealed,
} from '../columns.js';
import { VendorEntity } from '../vendors/vendor.entity.js';

/** An agreement with a vendor. Whether it is active or expired follows from its dates and a day. */
@Entity('agreements')
@Unique('uq_agreements_ref', ['ref'])
@Check('ck_agreements_kind', oneOf('kind', AGREEMENT_KINDS))
@Check('ck_agreements_status', oneOf('status', AGREEMENT_STATUSES))
@Check('ck_agreements_direction', oneOf('direction', AGREEMENT_DIRECTIONS))
@Check('ck_agreements_data_classes', subsetOf('data_classes', DATA_CLASSES))
@Check('ck_agreements_expires_on', 'expires_on >= effective_on')
@Check('ck_agreements_effective_on', "status <> 'SIGNED' OR effective_on IS NOT NULL")
@Check('ck_agreements_evergreen', 'NOT (evergreen AND expires_on IS NOT NULL)')
@Check('ck_agreements_note', emptyOrSealed('note'))
@Check('ck_agreements_notice_days', 'notice_days >= 0')
@Check('ck_agreements_breach_notice_hours', 'breach_notice_hours >= 0')
@Index('ix_agreements_vendor', ['vendorId'])
@Index('ix_agreements_expires_on', ['expiresOn'])
export class AgreementEntity extends KeptRecord {
  @Id() id!: string;
  @Ref('AGR', 'agreement_refs') ref!: string;
  @ForeignKey(() => VendorEntity, { name: 'fk_agreements_vendor_id' })
  @Uuid()
  vendorId!: string;
  @Text() kind!: AgreementKind;
  @Text({ default: "'DRAFT'" }) status!: AgreementStatus;
  @Day({ nullable: true }) effectiveOn!: string | null;
  /** Last day in force; null: evergreen or not known. */
  @Day({ nullable: true }) expiresOn!: string | null;
  @Flag() evergreen!: boolean;
  @Flag() autoRenews!: boolean;
  @Whole({ nullable: true }) noticeDays!: number | null;
  @Whole({ nullable: true }) breachNoticeHours!: number | null;
  /** Covered data classes; empty: all. */
  @TextList() dataClasses!: DataClass[];
  @TextList() regions!: string[];
  @Text({ default: "'DOWNSTREAM'" }) direction!: AgreementDirection;
  @Text({ nullable: true }) signedBy!: string | null;
  @Day({ nullable: true }) signedOn!: string | null;
  @Day({ nullable: true }) terminatedOn!: string | null;
  @Text({ nullable: true }) link!: string | null;
  @Text({ default: "''" }) note!: string;
}
