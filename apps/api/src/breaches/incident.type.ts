import { Field, ID, ObjectType } from '@nestjs/graphql';
import { INCIDENT_PROPOSAL_STATES, type IncidentProposalState } from '@chaperone/store';
import { enumOf } from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { VendorType } from '../vendors/vendor.type.js';
import { BreachType, IncidentType } from './breach.type.js';

export const IncidentProposalStateEnum = enumOf(
  'IncidentProposalState',
  INCIDENT_PROPOSAL_STATES,
  'What became of a proposal that records are one event.',
);

@ObjectType('IncidentProposal', {
  description: 'Records of one vendor within 120 days, which may tell of one event.',
})
export class IncidentProposalType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field(() => VendorType, { description: 'The vendor.' }) vendor!: VendorType;
  @Field(() => [BreachType], { description: 'The records, oldest first.' }) breaches!: BreachType[];
  @Field(() => IncidentProposalStateEnum, { description: 'What became of it.' })
  state!: IncidentProposalState;
}

@ObjectType('IncidentChange', { description: 'A join or a split; the other one undoes it.' })
export class IncidentChangeType {
  @Field(() => ID, { description: 'Key of the change.' }) id!: string;
  @Field(() => IncidentType, {
    nullable: true,
    description: 'The event; null when nothing is left in it.',
  })
  incident!: IncidentType | null;
  @Field({ description: 'JOIN or SPLIT.' }) action!: string;
  @Field(() => [VendorType], { description: 'Vendors whose score was computed again.' })
  vendors!: VendorType[];
}

/** A page of proposals. */
export const IncidentProposalPage = Page(IncidentProposalType, 'IncidentProposalPage');
