import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type {
  AgreementDirection,
  AgreementKind,
  AgreementState,
  AgreementStatus,
  ComplianceState,
  CoverKind,
  DataClass,
} from '@chaperone/risk-model';
import {
  AgreementDirectionEnum,
  AgreementKindEnum,
  AgreementStateEnum,
  AgreementStatusEnum,
  ComplianceStateEnum,
  CoverKindEnum,
  DataClassEnum,
} from '../graphql/enums.js';
import { StoredFileType } from '../files/file.type.js';
import { Page } from '../graphql/page.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { PersonType } from '../identity/person.type.js';
import { ServiceType } from '../vendors/service.type.js';
import { VendorType } from '../vendors/vendor.type.js';

@ObjectType('Agreement', { description: 'An agreement under which data is shared.' })
export class AgreementType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Readable name, such as AGR-7.' }) ref!: string;
  @Field(() => VendorType, { description: 'With whom.' }) vendor!: VendorType;
  @Field(() => AgreementKindEnum, { description: 'What kind it is.' }) kind!: AgreementKind;
  @Field(() => AgreementStatusEnum, { description: 'What people typed.' }) status!: AgreementStatus;
  @Field(() => AgreementStateEnum, {
    description: "What it is on the organisation's day, from its status and dates.",
  })
  state!: AgreementState;
  @Field(() => DateScalar, { nullable: true, description: 'First day in force.' })
  effectiveOn!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day in force.' })
  expiresOn!: string | null;
  @Field({ description: 'It has no end.' }) evergreen!: boolean;
  @Field({ description: 'It renews itself unless notice is given; a person records the renewal.' })
  autoRenews!: boolean;
  @Field(() => Int, { nullable: true, description: 'Days of notice.' }) noticeDays!: number | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day on which notice can be given.',
  })
  noticeBy!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Hours within which the vendor reports a breach.',
  })
  breachNoticeHours!: number | null;
  @Field(() => [ServiceType], { description: 'Services it covers; empty: all of the vendor.' })
  services!: ServiceType[];
  @Field(() => [DataClassEnum], { description: 'Data classes it covers; empty: all.' })
  dataClasses!: DataClass[];
  @Field(() => [String], { description: 'Regions it allows; empty: not limited.' })
  regions!: string[];
  @Field(() => AgreementDirectionEnum, { description: 'Who serves whom.' })
  direction!: AgreementDirection;
  @Field(() => String, { nullable: true, description: 'Who signed it.' }) signedBy!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When it was signed.' })
  signedOn!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When it was ended early.' })
  terminatedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Where it lies.' }) link!: string | null;
  @Field(() => [StoredFileType], { description: 'Its papers, newest first.' })
  documents!: StoredFileType[];
  @Field({ description: 'What a person noted.' }) note!: string;
  @Field({ description: 'Belongs to the sample data.' }) sample!: boolean;
  @Field(() => Int, { description: 'Counts changes; send it back with a change.' }) rev!: number;
  @Field(() => Int, {
    nullable: true,
    description: 'Days until its last day, below 0 once past; null: no end.',
  })
  daysLeft!: number | null;
}

@ObjectType('ComplianceReason', { description: 'A needed cover that is not in force.' })
export class ComplianceReasonType {
  @Field({ description: 'Why, such as NO_AGREEMENT, EXPIRED or CLASS_NOT_COVERED.' }) code!: string;
  @Field(() => ID, { description: 'The service.' }) service!: string;
  @Field({ description: 'Its name.' }) serviceName!: string;
  @Field(() => CoverKindEnum, { description: 'The cover it needs.' }) cover!: CoverKind;
  @Field(() => [DataClassEnum], { description: 'Classes that no agreement in force covers.' })
  uncoveredClasses!: DataClass[];
  @Field(() => ID, { nullable: true, description: 'The agreement that comes nearest.' })
  agreement!: string | null;
}

@ObjectType('Compliance', {
  description: "Whether the cover that a vendor's active services need is in force.",
})
export class ComplianceType {
  @Field(() => ComplianceStateEnum, { description: 'The state.' }) state!: ComplianceState;
  @Field(() => DateScalar, { description: "The organisation's day that it was worked out for." })
  asOf!: string;
  @Field(() => [ComplianceReasonType], { description: 'What is missing.' })
  reasons!: ComplianceReasonType[];
}

@ObjectType('ComplianceEntry', { description: "A change of a vendor's compliance state." })
export class ComplianceEntryType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field(() => ComplianceStateEnum, { description: 'The state from then on.' })
  state!: ComplianceState;
  @Field(() => DateScalar, { description: "The organisation's day." }) asOf!: string;
  @Field(() => [ComplianceReasonType], { description: 'What was missing.' })
  reasons!: ComplianceReasonType[];
  @Field({ description: 'What changed it.' }) cause!: string;
  @Field(() => PersonType, { nullable: true, description: 'Who changed it.' })
  by!: PersonType | null;
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: string;
}

@ObjectType('CoverGap', { description: 'A service whose cover is needed and not in force.' })
export class CoverGapType {
  @Field(() => VendorType, { description: 'The vendor.' }) vendor!: VendorType;
  @Field(() => ServiceType, { description: 'The service.' }) service!: ServiceType;
  @Field(() => CoverKindEnum, { description: 'The cover it needs.' }) cover!: CoverKind;
  @Field({ description: 'Why, such as NO_AGREEMENT or EXPIRED.' }) code!: string;
  @Field(() => [DataClassEnum], { description: 'Classes that no agreement in force covers.' })
  uncoveredClasses!: DataClass[];
}

/** A page of agreements. */
export const AgreementPage = Page(AgreementType, 'AgreementPage');
/** A page of gaps. */
export const CoverGapPage = Page(CoverGapType, 'CoverGapPage');
