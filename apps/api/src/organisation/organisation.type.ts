import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { Band, OrganisationRole } from '@chaperone/risk-model';
import { BandEnum, OrganisationRoleEnum } from '../graphql/enums.js';

@ObjectType('TierAppetite', { description: 'How much residual risk is accepted in one tier.' })
export class TierAppetiteType {
  @Field(() => BandEnum, { description: 'The tier.' }) tier!: Band;
  @Field(() => Float, { description: 'Highest accepted residual, 0 to 100.' })
  highestResidual!: number;
}

@ObjectType('Organisation', { description: 'The organisation whose vendors these are.' })
export class OrganisationType {
  @Field({ description: 'Name.' }) name!: string;
  @Field(() => [OrganisationRoleEnum], {
    description: 'What it is under health-privacy law; empty: not yet said.',
  })
  roles!: OrganisationRole[];
  @Field(() => [String], { description: 'Countries, ISO 3166-1 alpha-2; others count as abroad.' })
  homeRegions!: string[];
  @Field(() => [String], { description: 'States of the United States that it serves.' })
  statesServed!: string[];
  @Field({ description: 'IANA time zone: decides which day it is.' }) timeZone!: string;
  @Field(() => [TierAppetiteType], { description: 'Highest accepted residual of each tier.' })
  appetite!: TierAppetiteType[];
  @Field(() => Int, { description: 'Revision, for changes.' }) rev!: number;
  @Field({ description: 'Whether this is the sample organisation.' }) sample!: boolean;
}
