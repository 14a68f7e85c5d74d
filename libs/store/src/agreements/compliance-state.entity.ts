import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { COMPLIANCE_STATES } from '@chaperone/risk-model';
import type { ComplianceState } from '@chaperone/risk-model';
import { Day, Json, Now, SerialId, Text, Uuid, oneOf } from '../columns.js';
import { VendorEntity } from '../vendors/vendor.entity.js';

/** Whether the cover that a vendor needs was in force, day by day. Append-only. */
@Entity('compliance_states')
@Check('ck_compliance_states_state', oneOf('state', COMPLIANCE_STATES))
@Index('ix_compliance_states_vendor', { synchronize: false })
export class ComplianceStateEntity {
  @SerialId() id!: number;
  @ForeignKey(() => VendorEntity, { name: 'fk_compliance_states_vendor_id', onDelete: 'CASCADE' })
  @Uuid()
  vendorId!: string;
  @Day() asOf!: string;
  @Text() state!: ComplianceState;
  @Json({ default: "'[]'" }) reasons!: unknown[];
  /** What made it change: a word such as NIGHTLY or AGREEMENT_RECORDED. */
  @Text() cause!: string;
  @Uuid({ nullable: true }) changedBy!: string | null;
  @Now() createdAt!: Date;
}
