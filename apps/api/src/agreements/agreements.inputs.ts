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
  enumOf,
  SortDirectionEnum,
  type SortDirection,
} from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { DateScalar } from '../graphql/scalars.js';

@InputType({ description: 'Which agreements; conditions are joined by AND.' })
export class AgreementFilter {
  @Field(() => String, { nullable: true, description: "Part of the vendor's name, or the ref." })
  search?: string | null;
  @Field(() => ID, { nullable: true, description: 'With this vendor.' }) vendor?: string | null;
  @Field(() => [AgreementKindEnum], { nullable: true, description: 'Of these kinds.' })
  kind?: AgreementKind[] | null;
  @Field(() => [AgreementStateEnum], {
    nullable: true,
    description: 'In one of these states today.',
  })
  state?: AgreementState[] | null;
  @Field(() => Int, { nullable: true, description: 'In force and ending within so many days.' })
  endsWithinDays?: number | null;
  @Field(() => AgreementDirectionEnum, { nullable: true, description: 'Who serves whom.' })
  direction?: AgreementDirection | null;
}

const AgreementSortFieldEnum = enumOf(
  'AgreementSortField',
  ['VENDOR', 'KIND', 'STATE', 'EFFECTIVE', 'EXPIRES', 'REF'],
  'What a list of agreements can be ordered by.',
);
export type AgreementSortField = keyof typeof AgreementSortFieldEnum;

@InputType({ description: 'One key of an order.' })
export class AgreementSort {
  @Field(() => AgreementSortFieldEnum, { description: 'What to order by.' })
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
  @Field(() => AgreementFilter, { nullable: true, description: 'Which ones.' })
  filter?: AgreementFilter | null;
  @Field(() => [AgreementSort], { nullable: true, description: 'In which order.' })
  sort?: AgreementSort[] | null;
}

@InputType({
  description: 'An agreement to record or change; what is left out stays as it is, null clears.',
})
export class RecordAgreementInput {
  @Field(() => ID, { nullable: true, description: 'The one to change, by id or ref.' })
  id?: string | null;
  @Field(() => Int, { nullable: true, description: 'Its rev as it was read; needed with id.' })
  rev?: number | null;
  @Field(() => ID, {
    nullable: true,
    description: 'The vendor, by id or ref; needed for a new one.',
  })
  vendor?: string | null;
  @Field(() => AgreementKindEnum, { nullable: true, description: 'Needed for a new one.' })
  kind?: AgreementKind | null;
  @Field(() => AgreementStatusEnum, { nullable: true, description: 'DRAFT unless given.' })
  status?: AgreementStatus | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day in force; needed when SIGNED.',
  })
  effectiveOn?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day in force.' })
  expiresOn?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'It has no end.' })
  evergreen?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'It renews itself unless notice is given.' })
  autoRenews?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'Days of notice, 0 or more.' })
  noticeDays?: number | null;
  @Field(() => Int, { nullable: true, description: 'Hours to report a breach, 0 or more.' })
  breachNoticeHours?: number | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Services it covers; none: all of the vendor.',
  })
  services?: string[] | null;
  @Field(() => [DataClassEnum], {
    nullable: true,
    description: 'Data classes it covers; none: all.',
  })
  dataClasses?: DataClass[] | null;
  @Field(() => [String], { nullable: true, description: 'Regions it allows.' })
  regions?: string[] | null;
  @Field(() => AgreementDirectionEnum, { nullable: true, description: 'DOWNSTREAM unless given.' })
  direction?: AgreementDirection | null;
  @Field(() => String, { nullable: true, description: 'Who signed it.' }) signedBy?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When it was signed.' })
  signedOn?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When it was ended early.' })
  terminatedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Where it lies, http or https.' })
  link?: string | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'All its papers, as POST /files named them; what is no longer named comes off.',
  })
  documents?: string[] | null;
  @Field(() => String, { nullable: true, description: 'A remark.' }) note?: string | null;
}
