import { Check, Entity, ForeignKey } from 'typeorm';
import { BREACH_SOURCES, FAULTS, KNOWLEDGE, MATCH_STATES } from '@chaperone/risk-model';
import type { BreachSource, Fault, Knowledge, MatchState } from '@chaperone/risk-model';
import { Key, Now, Text, Uuid, oneOf } from '../columns.js';
import { VendorEntity } from '../vendors/vendor.entity.js';

/** A person's decision on a match, keyed by the source's record, so that it outlives an undo. */
@Entity('match_decisions')
@Check('ck_match_decisions_source', oneOf('source', BREACH_SOURCES))
@Check('ck_match_decisions_state', oneOf('state', MATCH_STATES))
@Check('ck_match_decisions_fault', oneOf('fault', FAULTS))
@Check('ck_match_decisions_our_data', oneOf('our_data', KNOWLEDGE))
export class MatchDecisionEntity {
  @Key('text') source!: BreachSource;
  @Key('text') sourceKey!: string;
  @ForeignKey(() => VendorEntity, { name: 'fk_match_decisions_vendor_id', onDelete: 'CASCADE' })
  @Key('uuid')
  vendorId!: string;
  @Text() state!: MatchState;
  @Text() fault!: Fault;
  @Text({ default: "'UNKNOWN'" }) ourData!: Knowledge;
  @Text({ default: "''" }) note!: string;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Now() decidedAt!: Date;
}
