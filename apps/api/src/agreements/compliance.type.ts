import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { ComplianceState, CoverKind, DataClass } from '@chaperone/risk-model';
import { ComplianceStateEnum, CoverKindEnum, DataClassEnum } from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { PersonType } from '../identity/person.type.js';
import { ServiceType } from '../vendors/service.type.js';
import { VendorType } from '../vendors/vendor.type.js';

@ObjectType('ComplianceReason', { description: 'A needed agreement that is not in force.' })
export class ComplianceReasonType {
  @Field({ description: 'Why it is not in force, as a code.' })
  code!: string;
  @Field(() => ID, { description: 'The service that needs it.' })
  service!: string;
  @Field({ description: 'Its name.' })
  serviceName!: string;
  @Field(() => CoverKindEnum, { description: 'The kind that is needed.' })
  cover!: CoverKind;
  @Field(() => [DataClassEnum], { description: 'Data classes that no agreement covers.' })
  uncoveredClasses!: DataClass[];
  @Field(() => ID, { nullable: true, description: 'The agreement that comes nearest.' })
  agreement!: string | null;
}

@ObjectType('Compliance', {
  description: 'Whether the agreements that a vendor needs are in force.',
})
export class ComplianceType {
  @Field(() => ComplianceStateEnum, { description: 'The state.' })
  state!: ComplianceState;
  @Field(() => DateScalar, { description: 'The organisation’s day that it holds for.' })
  asOf!: string;
  @Field(() => [ComplianceReasonType], { description: 'What is not in force.' })
  reasons!: ComplianceReasonType[];
}

@ObjectType('ComplianceEntry', { description: 'A compliance state as it was stored.' })
export class ComplianceEntryType {
  @Field(() => ID, { description: 'Grows with every entry.' })
  id!: string;
  @Field(() => ComplianceStateEnum, { description: 'The state.' })
  state!: ComplianceState;
  @Field(() => DateScalar, { description: 'The organisation’s day.' })
  asOf!: string;
  @Field(() => [ComplianceReasonType], { description: 'What was not in force.' })
  reasons!: ComplianceReasonType[];
  @Field({ description: 'What made it change, as a code.' })
  cause!: string;
  @Field(() => PersonType, { nullable: true, description: 'Who; null: the product itself.' })
  by!: PersonType | null;
  @Field(() => DateTimeScalar, { description: 'When it was stored.' })
  at!: string;
}

@ObjectType('CoverGap', { description: 'A service whose needed agreement is not in force.' })
export class CoverGapType {
  @Field(() => VendorType, { description: 'The vendor.' })
  vendor!: VendorType;
  @Field(() => ServiceType, { description: 'The service.' })
  service!: ServiceType;
  @Field(() => CoverKindEnum, { description: 'The kind that is needed.' })
  cover!: CoverKind;
  @Field({ description: 'Why it is not in force, as a code.' })
  code!: string;
  @Field(() => [DataClassEnum], { description: 'Data classes that no agreement covers.' })
  uncoveredClasses!: DataClass[];
}

export const CoverGapPage = Page(CoverGapType, 'CoverGapPage');
