import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { Band, Factor, ScoreBasis } from '@chaperone/risk-model';
import { BandEnum, FactorEnum, ScoreBasisEnum } from '../graphql/enums.js';
import { DateScalar } from '../graphql/scalars.js';
import { ScoreCauseType } from '../scoring/score.type.js';
import { VendorType } from '../vendors/vendor.type.js';

@ObjectType('BandCount', { description: 'How many vendors are in a band.' })
export class BandCountType {
  @Field(() => BandEnum, { description: 'The band.' }) band!: Band;
  @Field(() => Int, { description: 'How many.' }) count!: number;
}

@ObjectType('HeatmapCell', { description: 'A cell of the 5 × 5 heatmap.' })
export class HeatmapCellType {
  @Field(() => Int, { description: 'Place on the axis of likelihood, 1 to 5.' })
  likelihood!: number;
  @Field(() => Int, { description: 'Place on the axis of impact, 1 to 5.' }) impact!: number;
  @Field(() => Int, { description: 'Vendors in it.' }) count!: number;
  @Field(() => BandEnum, { description: "Band of the cell's centre: its colour." }) band!: Band;
  @Field(() => [BandCountType], { description: "The count by the vendors' own bands." })
  byBand!: BandCountType[];
  @Field(() => Int, { description: 'Those shown at their ceiling, since they are not assessed.' })
  ceilingCount!: number;
}

@ObjectType('NotAssessedBin', { description: 'Vendors that have no score of this basis.' })
export class NotAssessedBinType {
  @Field(() => Int, { description: 'How many.' }) count!: number;
  @Field(() => [BandCountType], { description: 'Those with a ceiling, by its band.' })
  byCeiling!: BandCountType[];
}

@ObjectType('RiskHeatmap', {
  description:
    'Vendors by likelihood and impact: a map, not a ranking. Each counted vendor is in one cell or in the bin; archived, rejected and offboarded ones are not counted.',
})
export class RiskHeatmapType {
  @Field(() => ScoreBasisEnum, { description: 'Which score it shows.' }) basis!: ScoreBasis;
  @Field(() => [HeatmapCellType], { description: 'All 25 cells, likelihood by likelihood.' })
  cells!: HeatmapCellType[];
  @Field(() => NotAssessedBinType, { description: 'Vendors without this score.' })
  notAssessed!: NotAssessedBinType;
  @Field(() => [HeatmapCellType], {
    description: 'All 25 cells with the residual where assessed, else the ceiling.',
  })
  effective!: HeatmapCellType[];
  @Field(() => Int, { description: 'Counted vendors.' }) total!: number;
  @Field(() => DateScalar, { description: "The organisation's day." }) asOf!: string;
  @Field({ description: 'Version of the method.' }) modelVersion!: string;
}

@ObjectType('TrendPoint', { description: 'The portfolio on one day.' })
export class TrendPointType {
  @Field(() => DateScalar, { description: 'The day.' }) on!: string;
  @Field(() => [BandCountType], { description: 'Vendors by band.' }) byBand!: BandCountType[];
  @Field(() => Int, { description: 'Vendors without this score.' }) notAssessed!: number;
}

@ObjectType('RiskTrend', { description: 'The portfolio by band over time.' })
export class RiskTrendType {
  @Field(() => [TrendPointType], { description: 'Oldest first; the last is today.' })
  points!: TrendPointType[];
}

@ObjectType('TopVendor', { description: 'A vendor in a ranking.' })
export class TopVendorType {
  @Field(() => VendorType, { description: 'The vendor.' }) vendor!: VendorType;
  @Field(() => Float, { description: 'Its score, 0 to 100.' }) points!: number;
  @Field(() => ScoreBasisEnum, { description: 'RESIDUAL, or CEILING where that is null.' })
  basis!: ScoreBasis;
  @Field(() => BandEnum, { description: 'Band of that score.' }) band!: Band;
  @Field(() => FactorEnum, { nullable: true, description: 'Factor that contributes most.' })
  topFactor!: Factor | null;
  @Field(() => Float, { nullable: true, description: 'Its points.' }) topPoints!: number | null;
}

@ObjectType('Mover', { description: 'A vendor whose score moved.' })
export class MoverType {
  @Field(() => VendorType, { description: 'The vendor.' }) vendor!: VendorType;
  @Field(() => Float, { nullable: true, description: 'Score 30 days ago.' }) before!: number | null;
  @Field(() => Float, { nullable: true, description: 'Score now.' }) after!: number | null;
  @Field(() => ScoreBasisEnum, { description: 'RESIDUAL, or CEILING where one is null.' })
  basis!: ScoreBasis;
  @Field(() => [ScoreCauseType], { description: 'What moved it, largest first.' })
  causes!: ScoreCauseType[];
}

@ObjectType('TierSummary', { description: 'Where the vendors of one tier stand.' })
export class TierSummaryType {
  @Field(() => BandEnum, { description: 'The tier.' }) tier!: Band;
  @Field(() => Int, { description: 'Counted vendors.' }) total!: number;
  @Field(() => Int, { description: 'With a residual score.' }) assessed!: number;
  @Field(() => Int, { description: "With a residual above the organisation's appetite." })
  aboveAppetite!: number;
  @Field(() => Int, { description: 'With a needed cover that is not in force.' })
  withoutAgreement!: number;
  @Field(() => Int, { description: 'Proposed breach matches nobody has looked at.' })
  breachesToReview!: number;
}
