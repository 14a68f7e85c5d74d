import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import type {
  AgreementDirection,
  AgreementKind,
  AgreementState,
  AgreementStatus,
  DataClass,
} from '@chaperone/risk-model';
import {
  AgreementDirectionEnum,
  AgreementKindEnum,
  AgreementStateEnum,
  AgreementStatusEnum,
  DataClassEnum,
  SortDirectionEnum,
  enumOf,
  type SortDirection,
} from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { DateScalar } from '../graphql/scalars.js';

@InputType('RecordAgreementInput', {
  description:
    'A new agreement (vendor and kind), or a change (id and rev): what is absent stays, what is null is cleared.',
})
export class RecordAgreementInput {
  @Field(() => ID, { nullable: true, description: 'The agreement to change.' })
  id?: string | null;
  @Field(() => Int, { nullable: true, description: 'Its revision as it was read.' })
  rev?: number | null;
  @Field(() => ID, { nullable: true, description: 'The vendor of a new agreement.' })
  vendor?: string | null;
  @Field(() => AgreementKindEnum, { nullable: true, description: 'What it is.' })
  kind?: AgreementKind | null;
  @Field(() => AgreementStatusEnum, { nullable: true, description: 'Where it stands.' })
  status?: AgreementStatus | null;
  @Field(() => DateScalar, { nullable: true, description: 'First day; needed when signed.' })
  effectiveOn?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day, included.' })
  expiresOn?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'It has no end.' })
  evergreen?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'It renews itself.' })
  autoRenews?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'Days of notice before its end.' })
  noticeDays?: number | null;
  @Field(() => Int, { nullable: true, description: 'Hours within which a breach is to be told.' })
  breachNoticeHours?: number | null;
  @Field(() => [ID], { nullable: true, description: 'Services that it covers; none: all.' })
  services?: string[] | null;
  @Field(() => [DataClassEnum], { nullable: true, description: 'Data classes; none: all.' })
  dataClasses?: DataClass[] | null;
  @Field(() => [String], { nullable: true, description: 'Regions that it names, ISO 3166.' })
  regions?: string[] | null;
  @Field(() => AgreementDirectionEnum, {
    nullable: true,
    description: 'UPSTREAM: we are the business associate.',
  })
  direction?: AgreementDirection | null;
  @Field(() => String, { nullable: true, description: 'Who signed.' })
  signedBy?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When.' })
  signedOn?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When it was ended early.' })
  terminatedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Where it is filed.' })
  link?: string | null;
  @Field(() => String, { nullable: true, description: 'What there is to say about it.' })
  note?: string | null;
}

@InputType('AgreementFilter', { description: 'Which agreements.' })
export class AgreementFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Words of the vendor, the note or the reference.',
  })
  search?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this vendor.' })
  vendor?: string | null;
  @Field(() => [AgreementKindEnum], { nullable: true, description: 'Of these kinds.' })
  kind?: AgreementKind[] | null;
  @Field(() => [AgreementStateEnum], { nullable: true, description: 'In these states today.' })
  state?: AgreementState[] | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Signed, and ending within so many days from today.',
  })
  endsWithinDays?: number | null;
  @Field(() => AgreementDirectionEnum, { nullable: true, description: 'In this direction.' })
  direction?: AgreementDirection | null;
}

const AGREEMENT_SORT_FIELDS = ['VENDOR', 'KIND', 'STATE', 'EFFECTIVE', 'EXPIRES', 'REF'] as const;
export type AgreementSortField = (typeof AGREEMENT_SORT_FIELDS)[number];
export const AgreementSortFieldEnum = enumOf(
  'AgreementSortField',
  AGREEMENT_SORT_FIELDS,
  'What agreements are sorted by.',
);

@InputType('AgreementSort', { description: 'One step of an order; what is not known comes last.' })
export class AgreementSort {
  @Field(() => AgreementSortFieldEnum, { description: 'By what.' })
  field!: AgreementSortField;
  @Field(() => SortDirectionEnum, {
    nullable: true,
    defaultValue: 'ASC',
    description: 'Which way.',
  })
  direction?: SortDirection | null;
}

@ArgsType()
export class AgreementsArgs extends PageArgs {
  @Field(() => AgreementFilter, { nullable: true, description: 'Which agreements.' })
  filter?: AgreementFilter | null;
  @Field(() => [AgreementSort], {
    nullable: true,
    description: 'In which order; not given: the next to end first.',
  })
  sort?: AgreementSort[] | null;
}
