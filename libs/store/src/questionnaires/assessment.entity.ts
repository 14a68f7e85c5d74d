import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { ASSESSMENT_STATUSES } from '@chaperone/risk-model';
import type { AssessmentStatus } from '@chaperone/risk-model';
import { Day, Id, KeptRecord, Moment, Ref, Text, Uuid, oneOf } from '../columns.js';
import { VendorEntity } from '../vendors/vendor.entity.js';
import { TemplateVersionEntity } from './template-version.entity.js';

/** One version of a questionnaire, put to one vendor. Only ACCEPTED ones count in a score. */
@Entity('assessments')
@Unique('uq_assessments_ref', ['ref'])
@Check('ck_assessments_status', oneOf('status', ASSESSMENT_STATUSES))
@Check('ck_assessments_accepted_at', "status <> 'ACCEPTED' OR accepted_at IS NOT NULL")
@Index('ix_assessments_vendor', ['vendorId'])
@Index('ix_assessments_version', ['versionId'])
export class AssessmentEntity extends KeptRecord {
  @Id() id!: string;
  @Ref('ASM', 'assessment_refs') ref!: string;
  @ForeignKey(() => VendorEntity, { name: 'fk_assessments_vendor_id' })
  @Uuid()
  vendorId!: string;
  @ForeignKey(() => TemplateVersionEntity, { name: 'fk_assessments_version_id' })
  @Uuid()
  versionId!: string;
  @Text({ default: "'DRAFT'" }) status!: AssessmentStatus;
  @Moment({ nullable: true }) sentAt!: Date | null;
  @Day({ nullable: true }) dueOn!: string | null;
  @Moment({ nullable: true }) submittedAt!: Date | null;
  @Moment({ nullable: true }) acceptedAt!: Date | null;
  @Uuid({ nullable: true }) acceptedBy!: string | null;
  /** Where the vendor published these answers. */
  @Text({ nullable: true }) sourceUrl!: string | null;
}
