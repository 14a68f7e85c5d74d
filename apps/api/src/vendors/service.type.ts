import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type {
  AccessLevel,
  CoverKind,
  CoverNeed,
  CoverReason,
  DataClass,
  DecisionOutcome,
  OutageTolerance,
  ServiceStatus,
  Subject,
  Substitutability,
} from '@chaperone/risk-model';
import {
  AccessLevelEnum,
  CoverKindEnum,
  CoverNeedEnum,
  CoverReasonEnum,
  DataClassEnum,
  DecisionOutcomeEnum,
  OutageToleranceEnum,
  ServiceStatusEnum,
  SubjectEnum,
  SubstitutabilityEnum,
} from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { CountScalar, DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { PersonType } from '../identity/person.type.js';
import { VendorType } from './vendor.type.js';

@ObjectType('Cover', { description: 'Whether a service needs an agreement of a kind, and has it.' })
export class CoverType {
  @Field(() => CoverKindEnum, { description: 'Kind of agreement.' })
  kind!: CoverKind;
  @Field(() => CoverNeedEnum, { description: 'Whether it is needed.' })
  need!: CoverNeed;
  @Field(() => CoverReasonEnum, {
    nullable: true,
    description: 'Why somebody decided that it is not.',
  })
  reason!: CoverReason | null;
  @Field({ description: 'A person decided; otherwise the rule of the method holds.' })
  explicit!: boolean;
  @Field({ description: 'What that person noted.' })
  note!: string;
  @Field(() => PersonType, { nullable: true, description: 'Who decided.' })
  decidedBy!: PersonType | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When.' })
  decidedAt!: string | null;
  @Field({ description: 'An agreement covers the service and all its data classes today.' })
  inForce!: boolean;
}

@ObjectType('Decision', { description: 'What was decided about a service; the newest counts.' })
export class DecisionType {
  @Field(() => ID, { description: 'Key of the record.' })
  id!: string;
  @Field(() => DecisionOutcomeEnum, { description: 'The decision.' })
  outcome!: DecisionOutcome;
  @Field(() => String, { nullable: true, description: 'What has to be done.' })
  conditions!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'By when.' })
  conditionsDue!: string | null;
  @Field(() => PersonType, { nullable: true, description: 'Who decided.' })
  decidedBy!: PersonType | null;
  @Field(() => DateTimeScalar, { description: 'When.' })
  decidedAt!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Its last day; null: until another one.',
  })
  validUntil!: string | null;
  @Field(() => [DataClassEnum], { description: 'The data classes that it is about.' })
  dataClasses!: DataClass[];
}

@ObjectType('Service', { description: 'What we use a vendor for. A null fact is not known.' })
export class ServiceType {
  @Field(() => ID, { description: 'Key of the record.' })
  id!: string;
  @Field(() => VendorType, { description: 'The vendor.' })
  vendor!: VendorType;
  @Field({ description: 'Name.' })
  name!: string;
  @Field({ description: 'What we use it for.' })
  purpose!: string;
  @Field(() => [DataClassEnum], { nullable: true, description: 'Kinds of data that it receives.' })
  dataClasses!: DataClass[] | null;
  @Field(() => CountScalar, { nullable: true, description: 'How many people’s data it handles.' })
  people!: number | null;
  @Field(() => AccessLevelEnum, {
    nullable: true,
    description: 'How far the vendor reaches into it.',
  })
  access!: AccessLevel | null;
  @Field(() => OutageToleranceEnum, {
    nullable: true,
    description: 'How long care goes on without it.',
  })
  outageTolerance!: OutageTolerance | null;
  @Field(() => SubstitutabilityEnum, {
    nullable: true,
    description: 'How easily another takes over.',
  })
  substitutability!: Substitutability | null;
  @Field(() => [String], {
    nullable: true,
    description: 'Where data is processed: countries, ISO 3166.',
  })
  regions!: string[] | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Known sub-processors; 0 only if the vendor states it.',
  })
  subprocessors!: number | null;
  @Field(() => [SubjectEnum], { description: 'Whose data it is.' })
  subjects!: Subject[];
  @Field({ description: 'It handles data of minors.' })
  minors!: boolean;
  @Field(() => ServiceStatusEnum, { description: 'Only active services count in the score.' })
  status!: ServiceStatus;
  @Field(() => PersonType, { nullable: true, description: 'Who asked for it.' })
  requestedBy!: PersonType | null;
  @Field({ description: 'Came with the sample organisation.' })
  sample!: boolean;
  @Field(() => Int, { description: 'Revision, for changes.' })
  rev!: number;
  @Field(() => DecisionType, { nullable: true, description: 'The decision that counts.' })
  decision!: DecisionType | null;
  @Field(() => [DecisionType], { description: 'All decisions, newest first.' })
  decisions!: DecisionType[];
}

export const ServicePage = Page(ServiceType, 'ServicePage');
