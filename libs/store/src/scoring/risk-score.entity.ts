import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { BANDS, SCORE_REASONS } from '@chaperone/risk-model';
import type { Band, ScoreReason } from '@chaperone/risk-model';
import { Day, Figure, Flag, Json, Now, SerialId, Text, Uuid, oneOf } from '../columns.js';
import { VendorEntity } from '../vendors/vendor.entity.js';

/**
 * A vendor's score as computed for a day. Append-only; the newest is the current one.
 * Scores run from 0 to 100, likelihood and impact from 0 to 1; null: not assessed.
 */
@Entity('risk_scores')
@Check('ck_risk_scores_inherent', 'inherent BETWEEN 0 AND 100')
@Check('ck_risk_scores_residual', 'residual BETWEEN 0 AND 100')
@Check('ck_risk_scores_ceiling', 'ceiling BETWEEN 0 AND 100')
@Check('ck_risk_scores_inherent_band', oneOf('inherent_band', BANDS))
@Check('ck_risk_scores_residual_band', oneOf('residual_band', BANDS))
@Check('ck_risk_scores_ceiling_band', oneOf('ceiling_band', BANDS))
@Check('ck_risk_scores_tier', oneOf('tier', BANDS))
@Check('ck_risk_scores_computed_tier', oneOf('computed_tier', BANDS))
@Check('ck_risk_scores_reason', oneOf('reason', SCORE_REASONS))
@Index('ix_risk_scores_vendor', { synchronize: false })
@Index('ix_risk_scores_created', ['createdAt'])
export class RiskScoreEntity {
  @SerialId() id!: number;
  @ForeignKey(() => VendorEntity, { name: 'fk_risk_scores_vendor_id', onDelete: 'CASCADE' })
  @Uuid()
  vendorId!: string;
  @Day() asOf!: string;
  @Text() modelVersion!: string;
  @Figure({ nullable: true }) inherent!: number | null;
  @Figure({ nullable: true }) residual!: number | null;
  @Figure({ nullable: true }) ceiling!: number | null;
  /** The service that the figure belongs to. */
  @Uuid({ nullable: true }) inherentService!: string | null;
  @Figure({ nullable: true }) inherentLikelihood!: number | null;
  @Figure({ nullable: true }) inherentImpact!: number | null;
  @Text({ nullable: true }) inherentCell!: string | null;
  @Text({ nullable: true }) inherentBand!: Band | null;
  @Uuid({ nullable: true }) residualService!: string | null;
  @Figure({ nullable: true }) residualLikelihood!: number | null;
  @Figure({ nullable: true }) residualImpact!: number | null;
  @Text({ nullable: true }) residualCell!: string | null;
  @Text({ nullable: true }) residualBand!: Band | null;
  @Uuid({ nullable: true }) ceilingService!: string | null;
  @Figure({ nullable: true }) ceilingLikelihood!: number | null;
  @Figure({ nullable: true }) ceilingImpact!: number | null;
  @Text({ nullable: true }) ceilingCell!: string | null;
  @Text({ nullable: true }) ceilingBand!: Band | null;
  /** False: some active service could not be computed, so the scores are "at least". */
  @Flag() complete!: boolean;
  /** The tier that holds: a person's, else the computed one. */
  @Text({ nullable: true }) tier!: Band | null;
  @Text({ nullable: true }) computedTier!: Band | null;
  @Json() receipt!: unknown;
  @Text() reason!: ScoreReason;
  /** Null: the product itself. */
  @Uuid({ nullable: true }) changedBy!: string | null;
  @Now() createdAt!: Date;
}
