import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { Id, Moment, Now, Text, Uuid, UuidList, oneOf } from '../columns.js';
import { VendorEntity } from '../vendors/vendor.entity.js';
import { IncidentEntity } from './incident.entity.js';

/** What became of a proposal that records are one event. */
export const INCIDENT_PROPOSAL_STATES = ['PROPOSED', 'JOINED', 'KEPT_APART'] as const;
export type IncidentProposalState = (typeof INCIDENT_PROPOSAL_STATES)[number];

/** Records of one vendor that may tell of one event; a person joins them or keeps them apart. */
@Entity('incident_proposals')
@Check('ck_incident_proposals_state', oneOf('state', INCIDENT_PROPOSAL_STATES))
@Index('ix_incident_proposals_vendor', ['vendorId'])
export class IncidentProposalEntity {
  @Id() id!: string;
  @ForeignKey(() => VendorEntity, { name: 'fk_incident_proposals_vendor_id', onDelete: 'CASCADE' })
  @Uuid()
  vendorId!: string;
  @UuidList() recordIds!: string[];
  @Text({ default: "'PROPOSED'" }) state!: IncidentProposalState;
  @ForeignKey(() => IncidentEntity, {
    name: 'fk_incident_proposals_incident_id',
    onDelete: 'SET NULL',
  })
  @Uuid({ nullable: true })
  incidentId!: string | null;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Moment({ nullable: true }) decidedAt!: Date | null;
  @Now() createdAt!: Date;
}
