import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { FAULTS, KNOWLEDGE, MATCH_REASONS, MATCH_STATES } from '@chaperone/risk-model';
import type { Fault, Knowledge, MatchReason, MatchState } from '@chaperone/risk-model';
import { Flag, Id, Moment, Now, Share, Text, TextList, Uuid, Whole, oneOf } from '../columns.js';
import { VendorEntity } from '../vendors/vendor.entity.js';
import { BreachEntity } from './breach.entity.js';

/** That a breach may concern a vendor, and what a person made of it. Only CONFIRMED ones count. */
@Entity('breach_matches')
@Unique('uq_breach_matches_pair', ['breachId', 'vendorId'])
@Check('ck_breach_matches_state', oneOf('state', MATCH_STATES))
@Check('ck_breach_matches_score', 'score BETWEEN 0 AND 1')
@Check('ck_breach_matches_reason', oneOf('reason', MATCH_REASONS))
@Check('ck_breach_matches_fault', oneOf('fault', FAULTS))
@Check('ck_breach_matches_our_data', oneOf('our_data', KNOWLEDGE))
@Index('ix_breach_matches_vendor', ['vendorId', 'state'])
@Index('ix_breach_matches_proposed', { synchronize: false })
export class BreachMatchEntity {
  @Id() id!: string;
  @ForeignKey(() => BreachEntity, { name: 'fk_breach_matches_breach_id', onDelete: 'CASCADE' })
  @Uuid()
  breachId!: string;
  @ForeignKey(() => VendorEntity, { name: 'fk_breach_matches_vendor_id', onDelete: 'CASCADE' })
  @Uuid()
  vendorId!: string;
  @Text({ default: "'PROPOSED'" }) state!: MatchState;
  /** Similarity, 0..1. */
  @Share() score!: number;
  @Text() reason!: MatchReason;
  /** The words that matched. */
  @TextList() words!: string[];
  /** Made by the product, not by a person. */
  @Flag() automatic!: boolean;
  @Text() fault!: Fault;
  @Text({ default: "'UNKNOWN'" }) ourData!: Knowledge;
  @Text({ default: "''" }) note!: string;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Now() createdAt!: Date;
  @Now() updatedAt!: Date;
  @Whole({ default: "'1'" }) rev!: number;
}
