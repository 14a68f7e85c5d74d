import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type {
  AgreementDirection,
  AgreementKind,
  AgreementStatus,
  DataClass,
} from '@chaperone/risk-model';
import {
  AgreementDirectionEnum,
  AgreementKindEnum,
  AgreementStatusEnum,
  DataClassEnum,
} from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { DateScalar } from '../graphql/scalars.js';
import { ServiceType } from '../vendors/service.type.js';
import { VendorType } from '../vendors/vendor.type.js';

@ObjectType('Agreement', { description: 'A data-sharing agreement with a vendor.' })
export class AgreementType {
  @Field(() => ID, { description: 'Key of the record.' })
  id!: string;
  @Field({ description: 'Readable reference, such as AGR-7.' })
  ref!: string;
  @Field(() => VendorType, { description: 'The vendor.' })
  vendor!: VendorType;
  @Field(() => AgreementKindEnum, { description: 'What it is.' })
  kind!: AgreementKind;
  @Field(() => AgreementStatusEnum, { description: 'What somebody recorded.' })
  status!: AgreementStatus;
  @Field(() => DateScalar, { nullable: true, description: 'First day.' })
  effectiveOn!: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day, included; null: none is known.',
  })
  expiresOn!: string | null;
  @Field({ description: 'It has no end.' })
  evergreen!: boolean;
  @Field({ description: 'It renews itself unless somebody gives notice.' })
  autoRenews!: boolean;
  @Field(() => Int, { nullable: true, description: 'Days of notice before its end.' })
  noticeDays!: number | null;
  @Field(() => Int, { nullable: true, description: 'Hours within which a breach is to be told.' })
  breachNoticeHours!: number | null;
  @Field(() => [ServiceType], {
    description: 'Services that it covers; none: all of the vendor’s.',
  })
  services!: ServiceType[];
  @Field(() => [DataClassEnum], { description: 'Data classes that it covers; none: all.' })
  dataClasses!: DataClass[];
  @Field(() => [String], { description: 'Regions that it names.' })
  regions!: string[];
  @Field(() => AgreementDirectionEnum, {
    description: 'UPSTREAM: we are the business associate.',
  })
  direction!: AgreementDirection;
  @Field(() => String, { nullable: true, description: 'Who signed.' })
  signedBy!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When.' })
  signedOn!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When it was ended early.' })
  terminatedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Where it is filed.' })
  link!: string | null;
  @Field({ description: 'What there is to say about it.' })
  note!: string;
  @Field({ description: 'Came with the sample organisation.' })
  sample!: boolean;
  @Field(() => Int, { description: 'Revision, for changes.' })
  rev!: number;
}

export const AgreementPage = Page(AgreementType, 'AgreementPage');
