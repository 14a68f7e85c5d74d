import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type {
  BreachSource,
  DataClass,
  DatePrecision,
  Fault,
  Knowledge,
  MatchReason,
  MatchState,
  VerisAction,
} from '@chaperone/risk-model';
import {
  BreachSourceEnum,
  DataClassEnum,
  DatePrecisionEnum,
  FaultEnum,
  KnowledgeEnum,
  MatchReasonEnum,
  MatchStateEnum,
  VerisActionEnum,
} from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { CountScalar, DateScalar, DateTimeScalar, JsonScalar } from '../graphql/scalars.js';
import { PersonType } from '../identity/person.type.js';
import { ImportRunType } from '../imports/import-run.type.js';
import { VendorType } from '../vendors/vendor.type.js';

@ObjectType('Breach', { description: 'A breach as one source tells it.' })
export class BreachType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Readable name, such as BRC-12.' }) ref!: string;
  @Field({ description: 'Who reported it, or what it is called.' }) title!: string;
  @Field(() => BreachSourceEnum, { description: 'Where the record comes from.' })
  source!: BreachSource;
  @Field({ description: "The record's identity within its source." }) sourceKey!: string;
  @Field(() => String, { nullable: true, description: 'Where it was published.' })
  sourceUrl!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'First day of the breach.' })
  breachedOn!: string | null;
  @Field(() => DatePrecisionEnum, { nullable: true, description: 'How exactly that is known.' })
  breachedPrecision!: DatePrecision | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day of discovery; ageing starts here.' })
  discoveredOn!: string | null;
  @Field(() => DatePrecisionEnum, { nullable: true, description: 'How exactly that is known.' })
  discoveredPrecision!: DatePrecision | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day of the report.' })
  reportedOn!: string | null;
  @Field(() => DatePrecisionEnum, { nullable: true, description: 'How exactly that is known.' })
  reportedPrecision!: DatePrecision | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Discovered, else breached, else reported.',
  })
  happenedOn!: string | null;
  @Field(() => CountScalar, { nullable: true, description: 'People affected; null: not known.' })
  people!: number | null;
  @Field({ description: 'An HHS figure of 500 or 501 stands for "still counting".' })
  peoplePlaceholder!: boolean;
  @Field(() => [DataClassEnum], { nullable: true, description: 'What was in it; null: not known.' })
  dataClasses!: DataClass[] | null;
  @Field(() => [VerisActionEnum], { description: 'VERIS action categories.' })
  causes!: VerisAction[];
  @Field(() => String, { nullable: true, description: 'Where the data lay.' })
  location!: string | null;
  @Field(() => String, { nullable: true, description: 'State or territory of the United States.' })
  usState!: string | null;
  @Field(() => String, { nullable: true, description: 'Kind of the reporting entity.' })
  entityType!: string | null;
  @Field({ description: 'HHS: the reporting entity is a business associate.' })
  filedByVendor!: boolean;
  @Field(() => String, { nullable: true, description: "The breached site's domain." })
  domain!: string | null;
  @Field({ description: 'False for spam lists, stealer logs and the like.' })
  companyBreach!: boolean;
  @Field(() => String, { nullable: true, description: 'Why it is no breach of a company.' })
  notCompanyReason!: string | null;
  @Field({ description: 'Narrative as plain text.' }) description!: string;
  @Field(() => JsonScalar, { nullable: true, description: 'The record as it was imported.' })
  raw!: unknown;
  @Field(() => IncidentType, { nullable: true, description: 'The event it was joined to.' })
  incident!: unknown;
  @Field(() => [BreachMatchType], { description: 'Vendors it may concern, surest first.' })
  matches!: unknown[];
  @Field(() => ImportRunType, { nullable: true, description: 'The import that brought it.' })
  firstImport!: ImportRunType | null;
  @Field(() => ImportRunType, { nullable: true, description: 'The last import that changed it.' })
  lastImport!: ImportRunType | null;
  @Field({ description: 'Belongs to the sample data.' }) sample!: boolean;
  @Field(() => Int, { description: 'Counts changes; send it back with a change.' }) rev!: number;
}

@ObjectType('BreachMatch', {
  description: 'That a breach may concern a vendor, and what a person made of it.',
})
export class BreachMatchType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field(() => BreachType, { description: 'The breach.' }) breach!: BreachType;
  @Field(() => VendorType, { description: 'The vendor.' }) vendor!: VendorType;
  @Field(() => MatchStateEnum, { description: 'Only CONFIRMED ones count in the score.' })
  state!: MatchState;
  @Field(() => Number, { description: 'How alike they are, 0 to 1.' }) score!: number;
  @Field(() => MatchReasonEnum, { description: 'Why it was proposed.' }) reason!: MatchReason;
  @Field(() => [String], { description: 'The words that matched.' }) words!: string[];
  @Field({ description: "Confirmed without a person, by the vendor's own domain." })
  automatic!: boolean;
  @Field(() => FaultEnum, { description: 'Whose failing it was, seen from the vendor.' })
  fault!: Fault;
  @Field(() => KnowledgeEnum, { description: 'Whether our data was in it.' }) ourData!: Knowledge;
  @Field({ description: 'What the person noted.' }) note!: string;
  @Field(() => PersonType, { nullable: true, description: 'Who decided.' })
  decidedBy!: PersonType | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided.' })
  decidedAt!: string | null;
  @Field(() => Int, { description: 'Counts changes; send it back with a change.' }) rev!: number;
}

@ObjectType('Incident', { description: 'One event that several records tell of; it counts once.' })
export class IncidentType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Readable name, such as INC-3.' }) ref!: string;
  @Field({ description: 'What it is called.' }) title!: string;
  @Field(() => [BreachType], { description: 'Its records, oldest first.' }) breaches!: BreachType[];
}

@ObjectType('BreachYear', { description: 'Records of one source in one month.' })
export class BreachYearType {
  @Field(() => DateScalar, { description: 'First day of the month.' }) month!: string;
  @Field(() => BreachSourceEnum, { description: 'The source.' }) source!: BreachSource;
  @Field(() => Int, { description: 'How many records.' }) count!: number;
  @Field(() => CountScalar, { description: 'People affected, as far as known.' }) people!: number;
}

/** A page of breach records. */
export const BreachPage = Page(BreachType, 'BreachPage');
/** A page of matches. */
export const BreachMatchPage = Page(BreachMatchType, 'BreachMatchPage');
