import { Check, Entity, ForeignKey, Index } from 'typeorm';
import {
  AGREEMENT_KINDS,
  AGREEMENT_STATUSES,
  BANDS,
  COMPLIANCE_STATES,
} from '@chaperone/risk-model';
import type {
  AgreementKind,
  AgreementStatus,
  Band,
  ComplianceState,
  DataClass,
  VendorCategory,
  VendorStatus,
} from '@chaperone/risk-model';
import {
  Count,
  Day,
  Figure,
  Flag,
  Json,
  Key,
  Now,
  Place,
  Text,
  TextList,
  Uuid,
  Whole,
  oneOf,
} from '../columns.js';
import { VendorEntity } from '../vendors/vendor.entity.js';

/**
 * The read model: one row a vendor, written in the transaction that changes anything it shows.
 * It stores dates, never a state that depends on today.
 */
@Entity('vendor_rows')
@Check('ck_vendor_rows_inherent_band', oneOf('inherent_band', BANDS))
@Check('ck_vendor_rows_residual_band', oneOf('residual_band', BANDS))
@Check('ck_vendor_rows_ceiling_band', oneOf('ceiling_band', BANDS))
@Check('ck_vendor_rows_inherent_l', 'inherent_l BETWEEN 1 AND 5 AND inherent_i BETWEEN 1 AND 5')
@Check('ck_vendor_rows_residual_l', 'residual_l BETWEEN 1 AND 5 AND residual_i BETWEEN 1 AND 5')
@Check('ck_vendor_rows_ceiling_l', 'ceiling_l BETWEEN 1 AND 5 AND ceiling_i BETWEEN 1 AND 5')
@Check('ck_vendor_rows_tier', oneOf('tier', BANDS))
@Check('ck_vendor_rows_computed_tier', oneOf('computed_tier', BANDS))
@Check('ck_vendor_rows_compliance', oneOf('compliance', COMPLIANCE_STATES))
@Check('ck_vendor_rows_agreement_kind', oneOf('agreement_kind', AGREEMENT_KINDS))
@Check('ck_vendor_rows_agreement_status', oneOf('agreement_status', AGREEMENT_STATUSES))
@Index('ix_vendor_rows_residual', { synchronize: false })
@Index('ix_vendor_rows_rank', { synchronize: false })
@Index('ix_vendor_rows_name', ['normalisedName'])
@Index('ix_vendor_rows_cell', ['counted', 'residualL', 'residualI'])
@Index('ix_vendor_rows_map', { synchronize: false })
@Index('ix_vendor_rows_search', { synchronize: false })
@Index('ix_vendor_rows_tags', { synchronize: false })
export class VendorRowEntity {
  @ForeignKey(() => VendorEntity, { name: 'fk_vendor_rows_vendor_id', onDelete: 'CASCADE' })
  @Key('uuid')
  vendorId!: string;
  @Text() ref!: string;
  @Text() displayName!: string;
  @Text() normalisedName!: string;
  @Text({ default: "''" }) searchText!: string;
  @Text() category!: VendorCategory;
  @Text() status!: VendorStatus;
  @Uuid({ nullable: true }) ownerId!: string | null;
  @TextList() tags!: string[];
  @Text({ nullable: true }) headquarters!: string | null;
  @Flag() archived!: boolean;
  @Flag() sample!: boolean;
  /** In the heatmap: not archived, REJECTED or OFFBOARDED. */
  @Flag('true') counted!: boolean;
  @Count({ nullable: true }) scoreId!: number | null;
  @Day({ nullable: true }) asOf!: string | null;
  @Text({ nullable: true }) modelVersion!: string | null;
  @Figure({ nullable: true }) inherent!: number | null;
  @Figure({ nullable: true }) residual!: number | null;
  @Figure({ nullable: true }) ceiling!: number | null;
  /** Residual, else ceiling, else null. */
  @Figure({ nullable: true }) rankScore!: number | null;
  @Uuid({ nullable: true }) inherentService!: string | null;
  @Figure({ nullable: true }) inherentLikelihood!: number | null;
  @Figure({ nullable: true }) inherentImpact!: number | null;
  /** Place on the heatmap's axes, 1..5: likelihood, then impact. */
  @Place({ nullable: true }) inherentL!: number | null;
  @Place({ nullable: true }) inherentI!: number | null;
  @Text({ nullable: true }) inherentBand!: Band | null;
  @Uuid({ nullable: true }) residualService!: string | null;
  @Figure({ nullable: true }) residualLikelihood!: number | null;
  @Figure({ nullable: true }) residualImpact!: number | null;
  @Place({ nullable: true }) residualL!: number | null;
  @Place({ nullable: true }) residualI!: number | null;
  @Text({ nullable: true }) residualBand!: Band | null;
  @Uuid({ nullable: true }) ceilingService!: string | null;
  @Figure({ nullable: true }) ceilingLikelihood!: number | null;
  @Figure({ nullable: true }) ceilingImpact!: number | null;
  @Place({ nullable: true }) ceilingL!: number | null;
  @Place({ nullable: true }) ceilingI!: number | null;
  @Text({ nullable: true }) ceilingBand!: Band | null;
  @Flag() complete!: boolean;
  @Text({ nullable: true }) tier!: Band | null;
  @Text({ nullable: true }) computedTier!: Band | null;
  @Json({ default: "'[]'" }) missing!: unknown;
  @Json({ default: "'[]'" }) assumed!: unknown;
  /** The current receipt; null: not yet scored. */
  @Json({ nullable: true }) receipt!: unknown;
  @Text({ nullable: true }) topFactor!: string | null;
  @Figure({ nullable: true }) topPoints!: number | null;
  @Whole({ default: "'0'" }) services!: number;
  @Whole({ default: "'0'" }) activeServices!: number;
  /** Union over the active services. */
  @TextList() dataClasses!: DataClass[];
  @Text({ nullable: true }) compliance!: ComplianceState | null;
  @Json({ default: "'[]'" }) complianceReasons!: unknown;
  /** Next day on which the compliance state may change by itself. */
  @Day({ nullable: true }) complianceRecheckOn!: string | null;
  /** The latest agreement: its dates, never its state of today. */
  @Uuid({ nullable: true }) agreementId!: string | null;
  @Text({ nullable: true }) agreementKind!: AgreementKind | null;
  @Text({ nullable: true }) agreementStatus!: AgreementStatus | null;
  @Day({ nullable: true }) agreementEffectiveOn!: string | null;
  @Day({ nullable: true }) agreementExpiresOn!: string | null;
  @Flag() agreementEvergreen!: boolean;
  @Day({ nullable: true }) nextAgreementEnd!: string | null;
  @Whole({ default: "'0'" }) openFindings!: number;
  @Whole({ default: "'0'" }) answered!: number;
  @Whole({ default: "'0'" }) questions!: number;
  /** Confirmed ones. */
  @Whole({ default: "'0'" }) breaches!: number;
  @Whole({ default: "'0'" }) proposedMatches!: number;
  @Day({ nullable: true }) lastBreachOn!: string | null;
  @Text({ nullable: true }) lastBreachTitle!: string | null;
  @Day({ nullable: true }) nextReviewOn!: string | null;
  /** The list row as JSON text of a fixed shape, ready to be sent. */
  @Text({ nullable: true }) rowJson!: string | null;
  @Now() updatedAt!: Date;
}
