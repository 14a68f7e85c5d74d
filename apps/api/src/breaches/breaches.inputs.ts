import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import type {
  BreachSource,
  DataClass,
  DatePrecision,
  Fault,
  Knowledge,
  MatchState,
  VerisAction,
} from '@chaperone/risk-model';
import {
  BreachSourceEnum,
  DataClassEnum,
  DatePrecisionEnum,
  enumOf,
  FaultEnum,
  KnowledgeEnum,
  MatchStateEnum,
  SortDirectionEnum,
  VerisActionEnum,
  type SortDirection,
} from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { CountScalar, DateScalar } from '../graphql/scalars.js';

@InputType({ description: 'Which breach records; conditions are joined by AND.' })
export class BreachFilter {
  @Field(() => String, { nullable: true, description: 'Words of the title or the narrative.' })
  search?: string | null;
  @Field(() => [BreachSourceEnum], { nullable: true, description: 'From one of these.' })
  source?: BreachSource[] | null;
  @Field(() => ID, { nullable: true, description: 'Matched to this vendor and not rejected.' })
  vendor?: string | null;
  @Field(() => [VerisActionEnum], { nullable: true, description: 'With one of these causes.' })
  cause?: VerisAction[] | null;
  @Field(() => MatchStateEnum, { nullable: true, description: 'With a match in this state.' })
  matched?: MatchState | null;
  @Field(() => DateScalar, { nullable: true, description: 'Happened on this day or later.' })
  from?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Happened on this day or earlier.' })
  to?: string | null;
  @Field(() => CountScalar, { nullable: true, description: 'At least this many people.' })
  peopleAtLeast?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Breaches of companies, or the others.' })
  companyBreach?: boolean | null;
}

const BreachSortFieldEnum = enumOf(
  'BreachSortField',
  ['HAPPENED', 'PEOPLE', 'TITLE', 'SOURCE', 'REF'],
  'What a list of breach records can be ordered by.',
);
export type BreachSortField = keyof typeof BreachSortFieldEnum;

@InputType({ description: 'One key of an order.' })
export class BreachSort {
  @Field(() => BreachSortFieldEnum, { description: 'What to order by.' }) field!: BreachSortField;
  @Field(() => SortDirectionEnum, {
    nullable: true,
    defaultValue: 'ASC',
    description: 'Which way.',
  })
  direction?: SortDirection | null;
}

@ArgsType()
export class BreachesArgs extends PageArgs {
  @Field(() => BreachFilter, { nullable: true, description: 'Which ones.' })
  filter?: BreachFilter | null;
  @Field(() => [BreachSort], { nullable: true, description: 'In which order.' })
  sort?: BreachSort[] | null;
}

@InputType({ description: 'Which matches; conditions are joined by AND.' })
export class BreachMatchFilter {
  @Field(() => [MatchStateEnum], { nullable: true, description: 'In one of these states.' })
  state?: MatchState[] | null;
  @Field(() => ID, { nullable: true, description: 'Of this vendor.' }) vendor?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this breach record.' })
  breach?: string | null;
  @Field(() => [BreachSourceEnum], { nullable: true, description: 'From one of these sources.' })
  source?: BreachSource[] | null;
  @Field(() => Number, { nullable: true, description: 'At least this much alike, 0 to 1.' })
  scoreAtLeast?: number | null;
  @Field(() => String, {
    nullable: true,
    description: "Part of the vendor's or the record's name.",
  })
  search?: string | null;
}

const BreachMatchSortFieldEnum = enumOf(
  'BreachMatchSortField',
  ['SCORE', 'HAPPENED', 'VENDOR', 'PEOPLE'],
  'What a list of matches can be ordered by.',
);
export type BreachMatchSortField = keyof typeof BreachMatchSortFieldEnum;

@InputType({ description: 'One key of an order.' })
export class BreachMatchSort {
  @Field(() => BreachMatchSortFieldEnum, { description: 'What to order by.' })
  field!: BreachMatchSortField;
  @Field(() => SortDirectionEnum, {
    nullable: true,
    defaultValue: 'ASC',
    description: 'Which way.',
  })
  direction?: SortDirection | null;
}

@ArgsType()
export class BreachMatchesArgs extends PageArgs {
  @Field(() => BreachMatchFilter, { nullable: true, description: 'Which ones.' })
  filter?: BreachMatchFilter | null;
  @Field(() => [BreachMatchSort], { nullable: true, description: 'In which order.' })
  sort?: BreachMatchSort[] | null;
}

@InputType({
  description: 'A breach that a person records or changes; what is left out stays as it is.',
})
export class RecordBreachInput {
  @Field(() => ID, { nullable: true, description: 'The record to change; a new one if left out.' })
  id?: string | null;
  @Field(() => Int, { nullable: true, description: 'Its rev as it was read; needed with id.' })
  rev?: number | null;
  @Field(() => String, { nullable: true, description: 'What it is called; needed for a new one.' })
  title?: string | null;
  @Field(() => String, { nullable: true, description: 'Where it was published.' })
  sourceUrl?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'First day of the breach.' })
  breachedOn?: string | null;
  @Field(() => DatePrecisionEnum, { nullable: true, description: 'How exactly that is known.' })
  breachedPrecision?: DatePrecision | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day of discovery.' })
  discoveredOn?: string | null;
  @Field(() => DatePrecisionEnum, { nullable: true, description: 'How exactly that is known.' })
  discoveredPrecision?: DatePrecision | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day of the report.' })
  reportedOn?: string | null;
  @Field(() => DatePrecisionEnum, { nullable: true, description: 'How exactly that is known.' })
  reportedPrecision?: DatePrecision | null;
  @Field(() => CountScalar, { nullable: true, description: 'People affected; null: not known.' })
  people?: number | null;
  @Field(() => [DataClassEnum], { nullable: true, description: 'What was in it; null: not known.' })
  dataClasses?: DataClass[] | null;
  @Field(() => [VerisActionEnum], { nullable: true, description: 'VERIS action categories.' })
  causes?: VerisAction[] | null;
  @Field(() => String, { nullable: true, description: 'Where the data lay.' })
  location?: string | null;
  @Field(() => String, { nullable: true, description: 'State or territory.' })
  usState?: string | null;
  @Field(() => String, { nullable: true, description: 'Narrative as plain text.' })
  description?: string | null;
  @Field(() => ID, { nullable: true, description: 'Vendor to match and confirm, by id or ref.' })
  vendor?: string | null;
  @Field(() => FaultEnum, { nullable: true, description: 'Whose failing it was.' })
  fault?: Fault | null;
  @Field(() => KnowledgeEnum, { nullable: true, description: 'Whether our data was in it.' })
  ourData?: Knowledge | null;
}

@InputType({ description: 'What a person makes of a match.' })
export class MatchDecision {
  @Field(() => MatchStateEnum, { description: 'CONFIRMED, REJECTED, or PROPOSED to take it back.' })
  state!: MatchState;
  @Field(() => FaultEnum, { nullable: true, description: "Left out: the source's default." })
  fault?: Fault | null;
  @Field(() => KnowledgeEnum, { nullable: true, description: 'Whether our data was in it.' })
  ourData?: Knowledge | null;
  @Field(() => Boolean, { nullable: true, description: "Keep the record's name as an alias." })
  addAlias?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Why.' }) note?: string | null;
}

@InputType({ description: 'A decision on one match.' })
export class DecideBreachMatchInput extends MatchDecision {
  @Field(() => ID, { description: 'The match.' }) id!: string;
  @Field(() => Int, { nullable: true, description: 'Its rev as it was read; refused when stale.' })
  rev?: number | null;
}

@InputType({ description: 'One decision on many matches: all of them or none.' })
export class DecideBreachMatchesInput extends MatchDecision {
  @Field(() => [ID], { description: 'The matches, at most 500.' }) ids!: string[];
}

@InputType({ description: 'Records to join into one event: a list, or those of a proposal.' })
export class JoinIncidentInput {
  @Field(() => [ID], { nullable: true, description: 'Two records or more.' })
  breaches?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'A proposal.' }) proposal?: string | null;
  @Field(() => String, { nullable: true, description: 'What to call the event.' })
  title?: string | null;
}

@InputType({ description: 'Records to take out of an event, or a proposal to keep apart.' })
export class SplitIncidentInput {
  @Field(() => ID, { nullable: true, description: 'The event.' }) incident?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Its records to take out; all if left out.' })
  breaches?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'A proposal whose records stay apart.' })
  proposal?: string | null;
}
