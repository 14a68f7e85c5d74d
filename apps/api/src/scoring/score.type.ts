import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Band, Factor, ScoreReason, ServiceFact } from '@chaperone/risk-model';
import { BandEnum, FactorEnum, ScoreReasonEnum, ServiceFactEnum } from '../graphql/enums.js';
import { DateScalar, DateTimeScalar, JsonScalar } from '../graphql/scalars.js';
import { PersonType } from '../identity/person.type.js';

@ObjectType('ScorePlace', {
  description: 'The service that gives a score, and its place on the heatmap.',
})
export class ScorePlaceType {
  @Field(() => ID, { description: 'The service.' })
  service!: string;
  @Field({ description: 'Its name.' })
  serviceName!: string;
  @Field(() => Float, { description: 'Harm if it goes wrong, 0 to 1.' })
  impact!: number;
  @Field(() => Float, { description: 'How likely it goes wrong, 0 to 1.' })
  likelihood!: number;
  @Field({ description: 'Cell of the heatmap, such as L4-I3.' })
  cell!: string;
  @Field(() => BandEnum, { description: 'Band of the score itself, not of the cell.' })
  band!: Band;
  @Field(() => Int, { description: 'Place on the axis of likelihood, 1 (least) to 5.' })
  likelihoodLevel!: number;
  @Field(() => Int, { description: 'Place on the axis of impact, 1 (least) to 5.' })
  impactLevel!: number;
}

@ObjectType('MissingFact', { description: 'A fact of an active service that nobody has recorded.' })
export class MissingFactType {
  @Field(() => ID, { description: 'The service.' })
  service!: string;
  @Field({ description: 'Its name.' })
  serviceName!: string;
  @Field(() => ServiceFactEnum, { description: 'The fact.' })
  fact!: ServiceFact;
}

@ObjectType('QuestionnaireCoverage', {
  description: 'How much of the questionnaires is answered, by weight.',
})
export class QuestionnaireCoverageType {
  @Field(() => Int, { description: 'Weight of the answered questions.' })
  answeredWeight!: number;
  @Field(() => Int, { description: 'Weight of the questions that apply.' })
  applicableWeight!: number;
  @Field(() => Int, { description: 'Weight of all scored questions.' })
  wholeWeight!: number;
  @Field({ description: 'Enough is answered for a residual score.' })
  complete!: boolean;
}

@ObjectType('ScoreEntry', { description: 'A score as it was stored; entries never change.' })
export class ScoreEntryType {
  @Field(() => ID, { description: 'Grows with every entry.' })
  id!: string;
  @Field(() => DateScalar, { description: 'The day it was computed for, UTC.' })
  asOf!: string;
  @Field({ description: 'Version of the method.' })
  modelVersion!: string;
  @Field(() => Float, { nullable: true, description: 'Before any control, 0 to 100.' })
  inherent!: number | null;
  @Field(() => Float, { nullable: true, description: 'With controls and breaches, 0 to 100.' })
  residual!: number | null;
  @Field(() => Float, { nullable: true, description: 'With breaches and no control, 0 to 100.' })
  ceiling!: number | null;
  @Field(() => BandEnum, { nullable: true, description: 'Band of the inherent score.' })
  inherentBand!: Band | null;
  @Field(() => BandEnum, { nullable: true, description: 'Band of the residual score.' })
  residualBand!: Band | null;
  @Field(() => BandEnum, { nullable: true, description: 'Band of the ceiling.' })
  ceilingBand!: Band | null;
  @Field({ description: 'False: some active service could not be computed ("at least").' })
  complete!: boolean;
  @Field(() => BandEnum, { nullable: true, description: 'The tier that held.' })
  tier!: Band | null;
  @Field(() => BandEnum, { nullable: true, description: 'The tier as computed.' })
  computedTier!: Band | null;
  @Field(() => ScoreReasonEnum, { description: 'Why it was computed.' })
  reason!: ScoreReason;
  @Field(() => PersonType, {
    nullable: true,
    description: 'Who changed what it rests on; null: the product itself.',
  })
  by!: PersonType | null;
  @Field(() => DateTimeScalar, { description: 'When it was stored.' })
  at!: string;
}

@ObjectType('ScoreHistory', { description: 'Scores of a vendor, newest first.' })
export class ScoreHistoryType {
  @Field(() => [ScoreEntryType], { description: 'This stretch.' })
  items!: ScoreEntryType[];
  @Field(() => ID, {
    nullable: true,
    description: 'Pass it as `after` for the older ones; null: there are none.',
  })
  next!: string | null;
}

@ObjectType('ScoreCause', { description: 'One input that moved a score.' })
export class ScoreCauseType {
  @Field({ description: 'What changed, as a code.' })
  code!: string;
  @Field(() => FactorEnum, { description: 'The factor that it belongs to.' })
  group!: Factor;
  @Field(() => ID, {
    nullable: true,
    description: 'The service, or the incident or breach; a question stands by its key.',
  })
  id!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What the id names, in words: the question, the service, the breach or incident.',
  })
  about!: string | null;
  @Field(() => JsonScalar, { nullable: true, description: 'Its value before.' })
  before!: unknown;
  @Field(() => JsonScalar, { nullable: true, description: 'Its value after.' })
  after!: unknown;
  @Field(() => Float, {
    description: 'Points, positive when the score rose; 0 where a score appeared or went.',
  })
  points!: number;
}

@ObjectType('ScoreChange', {
  description: 'What moved a vendor’s scores between two days, or two stored scores.',
})
export class ScoreChangeType {
  @Field(() => ScoreEntryType, { nullable: true, description: 'The score that held at first.' })
  from!: ScoreEntryType | null;
  @Field(() => ScoreEntryType, { nullable: true, description: 'The score that held at last.' })
  to!: ScoreEntryType | null;
  @Field(() => Float, { nullable: true, description: 'Change of the residual score.' })
  residualDelta!: number | null;
  @Field(() => Float, { nullable: true, description: 'Change of the inherent score.' })
  inherentDelta!: number | null;
  @Field(() => Float, { nullable: true, description: 'Change of the ceiling.' })
  ceilingDelta!: number | null;
  @Field(() => [ScoreCauseType], {
    description: 'Causes, largest first: of the residual, else of the ceiling.',
  })
  causes!: ScoreCauseType[];
}
