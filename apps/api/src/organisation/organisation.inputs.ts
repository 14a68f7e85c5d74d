import { Field, Float, InputType, Int } from '@nestjs/graphql';
import type { Band, OrganisationRole } from '@chaperone/risk-model';
import { BandEnum, OrganisationRoleEnum } from '../graphql/enums.js';

@InputType({ description: 'Appetite of one tier.' })
export class TierAppetiteInput {
  @Field(() => BandEnum, { description: 'The tier.' }) tier!: Band;
  @Field(() => Float, { description: 'Highest accepted residual, 0 to 100.' })
  highestResidual!: number;
}

@InputType({ description: 'Changes of the organisation; what is absent stays.' })
export class UpdateOrganisationInput {
  @Field(() => Int, { description: 'Revision that the change is based on.' }) rev!: number;
  @Field(() => String, { nullable: true, description: 'Name.' }) name?: string | null;
  @Field(() => [OrganisationRoleEnum], { nullable: true, description: 'Roles under the law.' })
  roles?: OrganisationRole[] | null;
  @Field(() => [String], { nullable: true, description: 'Countries, ISO 3166-1 alpha-2.' })
  homeRegions?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'States, two letters each.' })
  statesServed?: string[] | null;
  @Field(() => String, { nullable: true, description: 'IANA time zone.' })
  timeZone?: string | null;
  @Field(() => [TierAppetiteInput], {
    nullable: true,
    description: 'Appetite of the tiers named; others stay.',
  })
  appetite?: TierAppetiteInput[] | null;
}
