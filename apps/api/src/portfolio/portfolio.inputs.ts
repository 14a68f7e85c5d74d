import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import type {
  Band,
  ComplianceState,
  DataClass,
  VendorCategory,
  VendorStatus,
} from '@chaperone/risk-model';
import {
  BandEnum,
  ComplianceStateEnum,
  DataClassEnum,
  VendorCategoryEnum,
  VendorStatusEnum,
} from '../graphql/enums.js';
import { DateScalar } from '../graphql/scalars.js';

@InputType({ description: 'Which vendors are counted; conditions are joined by AND.' })
export class HeatmapFilter {
  @Field(() => [VendorStatusEnum], { nullable: true, description: 'In one of these.' })
  status?: VendorStatus[] | null;
  @Field(() => [VendorCategoryEnum], { nullable: true, description: 'For one of these.' })
  category?: VendorCategory[] | null;
  @Field(() => [BandEnum], { nullable: true, description: 'In one of these tiers.' })
  tier?: Band[] | null;
  @Field(() => [DataClassEnum], { nullable: true, description: 'Receiving one of these.' })
  dataClass?: DataClass[] | null;
  @Field(() => [String], { nullable: true, description: 'With one of these tags.' })
  tag?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Part of a name, alias, domain or ref.' })
  search?: string | null;
  @Field(() => ID, { nullable: true, description: 'Owned by this person.' })
  owner?: string | null;
  @Field(() => [ComplianceStateEnum], { nullable: true, description: 'In one of these states.' })
  compliance?: ComplianceState[] | null;
}

@ArgsType()
export class ScoreChangeArgs {
  @Field(() => ID, { description: 'The vendor, by id or ref.' }) vendor!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day; or name an entry.',
  })
  from?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The last day; or name an entry.' })
  to?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'A stored score in place of the first day: several may be of one day.',
  })
  fromEntry?: string | null;
  @Field(() => ID, { nullable: true, description: 'A stored score in place of the last day.' })
  toEntry?: string | null;
}
