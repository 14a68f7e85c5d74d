import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Band, Factor, Fault, ScoreBasis } from '@chaperone/risk-model';
import { BandEnum, FactorEnum, FaultEnum, ScoreBasisEnum } from '../graphql/enums.js';
import { CountScalar, DateScalar, JsonScalar } from '../graphql/scalars.js';
import { ScorePlaceType } from './score.type.js';

@ObjectType('Contribution', {
  description: 'What one factor contributed to a score (Shapley value).',
})
export class ContributionType {
  @Field(() => FactorEnum, { description: 'The factor.' })
  factor!: Factor;
  @Field(() => Float, { description: 'Points; those of CONTROLS are at most 0.' })
  points!: number;
}

@ObjectType('BasisReceipt', { description: 'How one of the three scores came about.' })
export class BasisReceiptType {
  @Field(() => ScoreBasisEnum, { description: 'Which score.' })
  basis!: ScoreBasis;
  @Field(() => Float, { nullable: true, description: 'The score, 0 to 100.' })
  score!: number | null;
  @Field(() => ID, { nullable: true, description: 'The service that gave it.' })
  service!: string | null;
  @Field(() => String, { nullable: true, description: 'Its name.' })
  serviceName!: string | null;
  @Field(() => [ContributionType], { description: 'They sum to the score.' })
  contributions!: ContributionType[];
}

@ObjectType('ReceiptInput', {
  description: 'One input of the score: what, its value, its date, its id.',
})
export class ReceiptInputType {
  @Field(() => FactorEnum, { description: 'The factor that it feeds.' })
  group!: Factor;
  @Field({ description: 'What it is, as a code.' })
  code!: string;
  @Field(() => JsonScalar, { nullable: true, description: 'Its value; null: not known.' })
  value!: unknown;
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Its date: when the service was last written down, the answers accepted, the breach known.',
  })
  on!: string | null;
  @Field(() => String, { nullable: true, description: 'Where it comes from, in words.' })
  source!: string | null;
  @Field(() => ID, { nullable: true, description: 'The record that it stands in.' })
  id!: string | null;
}

@ObjectType('QuestionCredit', {
  description: 'What one question earned, and what is still to gain.',
})
export class QuestionCreditType {
  @Field({ description: 'Key of the question.' })
  question!: string;
  @Field(() => String, { nullable: true, description: 'The question.' })
  text!: string | null;
  @Field(() => Int, { description: 'Weight, 1 to 10.' })
  weight!: number;
  @Field(() => Float, { description: 'Effectiveness of the answer, 0 to 1; 0 when unanswered.' })
  effectiveness!: number;
  @Field(() => Float, { description: 'Force of the evidence on the day, 0 to 1.' })
  evidence!: number;
  @Field(() => Float, { description: 'Points that it took off the residual score, at most 0.' })
  credit!: number;
  @Field(() => Float, {
    description: 'Share of all controls that a perfect, audited answer would add.',
  })
  toGain!: number;
  @Field(() => Float, {
    nullable: true,
    description:
      'Points that it would take off the residual score of the service that gives it; null: no residual.',
  })
  pointsToGain!: number | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day of the answer.' })
  answeredOn!: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day from which the evidence behind it fades; null: none that counts.',
  })
  evidenceEnd!: string | null;
}

@ObjectType('IncidentShare', { description: 'What one incident added to a score.' })
export class IncidentShareType {
  @Field(() => ID, { nullable: true, description: 'The incident; null: the record stands alone.' })
  incident!: string | null;
  @Field(() => ID, { description: 'The record that counts: the worst of the incident.' })
  breach!: string;
  @Field(() => String, { nullable: true, description: 'Its title.' })
  title!: string | null;
  @Field(() => Float, { description: 'Points, of the residual, else of the ceiling.' })
  points!: number;
  @Field(() => Float, { description: 'Its weight b on the day, 0 to 0.5.' })
  b!: number;
  @Field(() => DateScalar, { nullable: true, description: 'The day that its age runs from.' })
  on!: string | null;
  @Field(() => CountScalar, { nullable: true, description: 'People affected; null: not known.' })
  people!: number | null;
  @Field(() => FaultEnum, { description: 'Whose failing it was.' })
  fault!: Fault;
}

@ObjectType('Receipt', { description: 'Why the scores are what they are.' })
export class ReceiptType {
  @Field({ description: 'Version of the method.' })
  modelVersion!: string;
  @Field(() => DateScalar, { description: 'The day it was computed for, UTC.' })
  asOf!: string;
  @Field(() => [BasisReceiptType], { description: 'Inherent, residual, ceiling.' })
  bases!: BasisReceiptType[];
  @Field(() => [ReceiptInputType], { description: 'All inputs.' })
  inputs!: ReceiptInputType[];
  @Field(() => [QuestionCreditType], { description: 'Answered questions, most credit first.' })
  questions!: QuestionCreditType[];
  @Field(() => [QuestionCreditType], { description: 'What is still to gain, largest first.' })
  toGain!: QuestionCreditType[];
  @Field(() => [IncidentShareType], { description: 'Incidents, largest first.' })
  incidents!: IncidentShareType[];
  @Field(() => Float, { nullable: true, description: 'I of the leading service, 0 to 1.' })
  impact!: number | null;
  @Field(() => Float, { nullable: true, description: 'E of the leading service, 0 to 1.' })
  exposure!: number | null;
  @Field(() => Float, { nullable: true, description: 'C, 0 to 1; null: not assessed.' })
  controls!: number | null;
  @Field(() => Float, { nullable: true, description: 'B, 0 to 0.6.' })
  breaches!: number | null;
}

@ObjectType('Score', {
  description:
    'Current scores of a vendor, 0 to 100, higher is riskier. Null: not assessed, which is never zero.',
})
export class ScoreType {
  @Field(() => Float, { nullable: true, description: 'Before any control.' })
  inherent!: number | null;
  @Field(() => Float, { nullable: true, description: 'With controls and breaches.' })
  residual!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'With breaches and no control credited: how high the residual may be.',
  })
  ceiling!: number | null;
  @Field(() => BandEnum, { nullable: true, description: 'Band of the inherent score.' })
  inherentBand!: Band | null;
  @Field(() => BandEnum, { nullable: true, description: 'Band of the residual score.' })
  residualBand!: Band | null;
  @Field(() => BandEnum, { nullable: true, description: 'Band of the ceiling.' })
  ceilingBand!: Band | null;
  @Field({
    description: 'False: some active service could not be computed, so the scores are "at least".',
  })
  complete!: boolean;
  @Field(() => ScorePlaceType, { nullable: true, description: 'Where the inherent score stands.' })
  inherentAt!: ScorePlaceType | null;
  @Field(() => ScorePlaceType, { nullable: true, description: 'Where the residual score stands.' })
  residualAt!: ScorePlaceType | null;
  @Field(() => ScorePlaceType, { nullable: true, description: 'Where the ceiling stands.' })
  ceilingAt!: ScorePlaceType | null;
  @Field(() => BandEnum, {
    nullable: true,
    description: 'The tier that holds: a person’s, else the computed one.',
  })
  tier!: Band | null;
  @Field(() => BandEnum, { nullable: true, description: 'The tier as computed.' })
  computedTier!: Band | null;
  @Field({ description: 'Version of the method.' })
  modelVersion!: string;
  @Field(() => DateScalar, { description: 'The day it was computed for, UTC.' })
  asOf!: string;
}
