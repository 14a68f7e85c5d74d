import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import type {
  Band,
  ComplianceState,
  DataClass,
  ScoreBasis,
  VendorCategory,
  VendorStatus,
} from '@chaperone/risk-model';
import {
  BandEnum,
  ComplianceStateEnum,
  DataClassEnum,
  ScoreBasisEnum,
  SortDirectionEnum,
  VendorCategoryEnum,
  VendorStatusEnum,
  enumOf,
  type SortDirection,
} from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';

@InputType('HeatmapCellFilter', { description: 'Vendors in one cell of the heatmap.' })
export class HeatmapCellFilter {
  @Field(() => ScoreBasisEnum, { description: 'Which map.' })
  basis!: ScoreBasis;
  @Field(() => Int, { description: 'Place on the axis of likelihood, 1 to 5.' })
  likelihood!: number;
  @Field(() => Int, { description: 'Place on the axis of impact, 1 to 5.' })
  impact!: number;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'The map of residual scores, where unassessed vendors stand at their ceiling.',
  })
  effective?: boolean | null;
}

@InputType('VendorFilter', { description: 'Which vendors; all that is given has to hold.' })
export class VendorFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Words of a name, alias, domain or reference; small typing errors are forgiven.',
  })
  search?: string | null;
  @Field(() => [VendorStatusEnum], { nullable: true, description: 'Of these statuses.' })
  status?: VendorStatus[] | null;
  @Field(() => [VendorCategoryEnum], { nullable: true, description: 'Of these categories.' })
  category?: VendorCategory[] | null;
  @Field(() => [BandEnum], { nullable: true, description: 'Of these tiers.' })
  tier?: Band[] | null;
  @Field(() => [BandEnum], { nullable: true, description: 'In these bands.' })
  band?: Band[] | null;
  @Field(() => ScoreBasisEnum, {
    nullable: true,
    description: 'Whose band; not given: the residual, else the ceiling.',
  })
  bandBasis?: ScoreBasis | null;
  @Field(() => [DataClassEnum], { nullable: true, description: 'Receiving any of these.' })
  dataClass?: DataClass[] | null;
  @Field(() => [String], { nullable: true, description: 'With any of these tags.' })
  tag?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'Looked after by this person.' })
  owner?: string | null;
  @Field(() => [ComplianceStateEnum], {
    nullable: true,
    description: 'With cover in these states.',
  })
  compliance?: ComplianceState[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'With a residual score or without, among those that the heatmap counts.',
  })
  assessed?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'With any score or without, among those that the heatmap counts.',
  })
  scored?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'With a tier or without, among those that the heatmap counts.',
  })
  tiered?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Above the accepted residual of their tier, among those that the heatmap counts.',
  })
  aboveAppetite?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'With breach records to look at.' })
  withProposedMatches?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'To be looked at again before today.' })
  reviewOverdue?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Archived ones instead of the others.' })
  archived?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'That the heatmap counts: not archived, rejected or offboarded; or the others.',
  })
  counted?: boolean | null;
  @Field(() => HeatmapCellFilter, { nullable: true, description: 'In one cell of the heatmap.' })
  cell?: HeatmapCellFilter | null;
  @Field(() => Boolean, { nullable: true, description: 'Of the sample organisation, or not.' })
  sample?: boolean | null;
}

export const VENDOR_SORT_FIELDS = [
  'NAME',
  'RESIDUAL',
  'INHERENT',
  'CEILING',
  'RANK',
  'TIER',
  'STATUS',
  'CATEGORY',
  'NEXT_REVIEW',
  'LAST_BREACH',
  'OPEN_FINDINGS',
  'AGREEMENT_END',
  'UPDATED',
  'REF',
] as const;
export type VendorSortField = (typeof VENDOR_SORT_FIELDS)[number];
export const VendorSortFieldEnum = enumOf(
  'VendorSortField',
  VENDOR_SORT_FIELDS,
  'What vendors are sorted by. RANK: the residual, else the ceiling.',
);

@InputType('VendorSort', { description: 'One step of an order; what is not known comes last.' })
export class VendorSort {
  @Field(() => VendorSortFieldEnum, { description: 'By what.' })
  field!: VendorSortField;
  @Field(() => SortDirectionEnum, {
    nullable: true,
    defaultValue: 'ASC',
    description: 'Which way.',
  })
  direction?: SortDirection | null;
}

/** Which vendors, in which order. */
export interface VendorsAsked {
  readonly filter?: VendorFilter | null;
  readonly sort?: readonly VendorSort[] | null;
}

@ArgsType()
export class VendorsArgs extends PageArgs implements VendorsAsked {
  @Field(() => VendorFilter, { nullable: true, description: 'Which vendors.' })
  filter?: VendorFilter | null;
  @Field(() => [VendorSort], {
    nullable: true,
    description: 'In which order; not given: best match first, or riskiest first.',
  })
  sort?: VendorSort[] | null;
}
