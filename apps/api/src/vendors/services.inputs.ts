import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import type {
  AccessLevel,
  CoverKind,
  CoverNeed,
  CoverReason,
  DataClass,
  DecisionOutcome,
  EvidenceKind,
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
  EvidenceKindEnum,
  OutageToleranceEnum,
  ServiceStatusEnum,
  SortDirectionEnum,
  SubjectEnum,
  SubstitutabilityEnum,
  enumOf,
  type SortDirection,
} from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { CountScalar, DateScalar } from '../graphql/scalars.js';

@InputType('CoverInput', {
  description: 'A choice whether a service needs an agreement of a kind.',
})
export class CoverInput {
  @Field(() => CoverKindEnum, { description: 'Kind of agreement.' })
  kind!: CoverKind;
  @Field(() => CoverNeedEnum, { description: 'Whether it is needed.' })
  need!: CoverNeed;
  @Field(() => CoverReasonEnum, { nullable: true, description: 'Why not; needed with NOT_NEEDED.' })
  reason?: CoverReason | null;
  @Field(() => String, { nullable: true, description: 'What there is to say about it.' })
  note?: string | null;
}

@InputType('UpsertServiceInput', {
  description:
    'A new service (vendor and name), or a change (id and rev): what is absent stays, what is null is no longer known.',
})
export class UpsertServiceInput {
  @Field(() => ID, { nullable: true, description: 'The service to change.' })
  id?: string | null;
  @Field(() => Int, { nullable: true, description: 'Its revision as it was read.' })
  rev?: number | null;
  @Field(() => ID, { nullable: true, description: 'The vendor of a new service.' })
  vendor?: string | null;
  @Field(() => String, { nullable: true, description: 'Name.' })
  name?: string | null;
  @Field(() => String, { nullable: true, description: 'What we use it for.' })
  purpose?: string | null;
  @Field(() => [DataClassEnum], { nullable: true, description: 'Kinds of data that it receives.' })
  dataClasses?: DataClass[] | null;
  @Field(() => CountScalar, { nullable: true, description: 'How many people’s data it handles.' })
  people?: number | null;
  @Field(() => AccessLevelEnum, {
    nullable: true,
    description: 'How far the vendor reaches into it.',
  })
  access?: AccessLevel | null;
  @Field(() => OutageToleranceEnum, {
    nullable: true,
    description: 'How long care goes on without it.',
  })
  outageTolerance?: OutageTolerance | null;
  @Field(() => SubstitutabilityEnum, {
    nullable: true,
    description: 'How easily another takes over.',
  })
  substitutability?: Substitutability | null;
  @Field(() => [String], { nullable: true, description: 'Where data is processed, ISO 3166.' })
  regions?: string[] | null;
  @Field(() => Int, { nullable: true, description: 'Known sub-processors.' })
  subprocessors?: number | null;
  @Field(() => [SubjectEnum], { nullable: true, description: 'Whose data it is.' })
  subjects?: Subject[] | null;
  @Field(() => Boolean, { nullable: true, description: 'It handles data of minors.' })
  minors?: boolean | null;
  @Field(() => ServiceStatusEnum, { nullable: true, description: 'Only active ones count.' })
  status?: ServiceStatus | null;
  @Field(() => [CoverInput], {
    nullable: true,
    description: 'All choices about cover; for kinds left out the rule holds.',
  })
  covers?: CoverInput[] | null;
}

@InputType('DecideServiceInput', { description: 'A decision about a service.' })
export class DecideServiceInput {
  @Field(() => ID, { description: 'The service.' })
  service!: string;
  @Field(() => DecisionOutcomeEnum, { description: 'The decision.' })
  outcome!: DecisionOutcome;
  @Field(() => String, {
    nullable: true,
    description: 'What has to be done; with conditions only.',
  })
  conditions?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'By when.' })
  conditionsDue?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Its last day.' })
  validUntil?: string | null;
  @Field(() => [DataClassEnum], {
    nullable: true,
    description: 'Which data classes; not given: those of the service.',
  })
  dataClasses?: DataClass[] | null;
}

@InputType('RecordEvidenceInput', {
  description: 'A new document (vendor, kind, title, link or file), or a change (id and rev).',
})
export class RecordEvidenceInput {
  @Field(() => ID, { nullable: true, description: 'The document to change.' })
  id?: string | null;
  @Field(() => Int, { nullable: true, description: 'Its revision as it was read.' })
  rev?: number | null;
  @Field(() => ID, { nullable: true, description: 'The vendor of a new document.' })
  vendor?: string | null;
  @Field(() => EvidenceKindEnum, { nullable: true, description: 'What it is.' })
  kind?: EvidenceKind | null;
  @Field(() => String, { nullable: true, description: 'Title.' })
  title?: string | null;
  @Field(() => String, { nullable: true, description: 'Where it is.' })
  link?: string | null;
  @Field(() => String, { nullable: true, description: 'Where it is filed with us.' })
  fileRef?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The document itself, as POST /files named it; null takes it off.',
  })
  file?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'End of the period that it covers.' })
  periodEnd?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Its own last day, if it states one.' })
  validUntil?: string | null;
  @Field(() => String, { nullable: true, description: 'The product that it covers.' })
  product?: string | null;
  @Field(() => String, { nullable: true, description: 'What it covers of it.' })
  scope?: string | null;
  @Field(() => [String], { nullable: true, description: 'Keys of the questions that it backs.' })
  supports?: string[] | null;
}

@InputType('ServiceFilter', { description: 'Which services.' })
export class ServiceFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Words of a name or purpose, or of the vendor.',
  })
  search?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this vendor.' })
  vendor?: string | null;
  @Field(() => [ServiceStatusEnum], { nullable: true, description: 'Of these statuses.' })
  status?: ServiceStatus[] | null;
  @Field(() => [DataClassEnum], { nullable: true, description: 'Receiving any of these.' })
  dataClass?: DataClass[] | null;
}

const SERVICE_SORT_FIELDS = ['NAME', 'VENDOR', 'STATUS'] as const;
export type ServiceSortField = (typeof SERVICE_SORT_FIELDS)[number];
export const ServiceSortFieldEnum = enumOf(
  'ServiceSortField',
  SERVICE_SORT_FIELDS,
  'What services are sorted by.',
);

@InputType('ServiceSort', { description: 'One step of an order.' })
export class ServiceSort {
  @Field(() => ServiceSortFieldEnum, { description: 'By what.' })
  field!: ServiceSortField;
  @Field(() => SortDirectionEnum, {
    nullable: true,
    defaultValue: 'ASC',
    description: 'Which way.',
  })
  direction?: SortDirection | null;
}

@ArgsType()
export class ServicesArgs extends PageArgs {
  @Field(() => ServiceFilter, { nullable: true, description: 'Which services.' })
  filter?: ServiceFilter | null;
  @Field(() => [ServiceSort], {
    nullable: true,
    description: 'In which order; not given: by vendor.',
  })
  sort?: ServiceSort[] | null;
}
