import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Band, DataClass, Factor, VendorCategory, VendorStatus } from '@chaperone/risk-model';
import {
  BandEnum,
  DataClassEnum,
  FactorEnum,
  VendorCategoryEnum,
  VendorStatusEnum,
} from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { PersonType } from '../identity/person.type.js';
import { ScoreType } from '../scoring/receipt.type.js';

@ObjectType('Certification', { description: 'A certificate or badge that the vendor publishes.' })
export class CertificationType {
  @Field({ description: 'Name of the certificate.' })
  name!: string;
  @Field(() => DateScalar, { nullable: true, description: 'Issued on.' })
  issuedOn!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day.' })
  expiresOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Where the vendor says so.' })
  sourceUrl!: string | null;
}

@ObjectType('PublishedLinks', { description: 'Pages that the vendor publishes.' })
export class PublishedLinksType {
  @Field(() => String, { nullable: true, description: 'Privacy policy.' })
  privacyPolicy!: string | null;
  @Field(() => String, { nullable: true, description: 'Data processing agreement.' })
  dpa!: string | null;
  @Field(() => String, { nullable: true, description: 'Business associate agreement.' })
  baa!: string | null;
  @Field(() => String, { nullable: true, description: 'List of sub-processors.' })
  subprocessors!: string | null;
  @Field(() => String, { nullable: true, description: 'Status page.' })
  statusPage!: string | null;
}

@ObjectType('Contact', { description: 'Somebody to reach at the vendor.' })
export class ContactType {
  @Field({ description: 'Name.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null;
  @Field(() => String, { nullable: true, description: 'What they are there for.' })
  role!: string | null;
}

@ObjectType('TierOverride', { description: 'A person’s tier in place of the computed one.' })
export class TierOverrideType {
  @Field(() => BandEnum, { description: 'The tier.' })
  tier!: Band;
  @Field({ description: 'Why.' })
  reason!: string;
  @Field(() => DateScalar, { description: 'Its last day.' })
  until!: string;
  @Field(() => PersonType, { nullable: true, description: 'Who set it.' })
  by!: PersonType | null;
}

@ObjectType('Vendor', { description: 'A company that we use, or may use, for something.' })
export class VendorType {
  @Field(() => ID, { description: 'Key of the record.' })
  id!: string;
  @Field({ description: 'Readable reference, such as VND-42.' })
  ref!: string;
  @Field({ description: 'The name that people use.' })
  displayName!: string;
  @Field(() => String, { nullable: true, description: 'The name in the register of companies.' })
  legalName!: string | null;
  @Field(() => [String], { description: 'Other names, used when matching breaches.' })
  aliases!: string[];
  @Field(() => [String], { description: 'Its own domains.' })
  domains!: string[];
  @Field(() => VendorCategoryEnum, { description: 'What it is for.' })
  category!: VendorCategory;
  @Field(() => String, { nullable: true, description: 'Address of its site.' })
  website!: string | null;
  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1 alpha-2.' })
  headquarters!: string | null;
  @Field(() => [CertificationType], { description: 'Certificates that it publishes.' })
  certifications!: CertificationType[];
  @Field(() => PublishedLinksType, { description: 'Pages that it publishes.' })
  links!: PublishedLinksType;
  @Field(() => [ContactType], { description: 'People to reach there.' })
  contacts!: ContactType[];
  @Field(() => VendorStatusEnum, { description: 'Where it stands in our own process.' })
  status!: VendorStatus;
  @Field(() => PersonType, { nullable: true, description: 'Who looks after it.' })
  owner!: PersonType | null;
  @Field(() => VendorType, { nullable: true, description: 'The company that it belongs to.' })
  parent!: VendorType | null;
  @Field(() => [String], { description: 'Our own words for it.' })
  tags!: string[];
  @Field(() => DateScalar, { nullable: true, description: 'When it is to be looked at again.' })
  nextReviewOn!: string | null;
  @Field(() => TierOverrideType, { nullable: true, description: 'A person’s tier, if one is set.' })
  tierOverride!: TierOverrideType | null;
  @Field({ description: 'What it does, in a few words.' })
  description!: string;
  @Field({ description: 'Came with the sample organisation.' })
  sample!: boolean;
  @Field(() => Int, { description: 'Revision, for changes.' })
  rev!: number;
  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it was changed last.' })
  updatedAt!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was archived.' })
  archivedAt!: string | null;
  @Field(() => ScoreType, { description: 'Its current scores.' })
  score!: ScoreType;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The next day on which a signed agreement ends.',
  })
  nextAgreementEnd!: string | null;
  @Field(() => Int, { description: 'Answers whose effectiveness is below one half.' })
  openFindings!: number;
  @Field(() => Int, { description: 'Questions that are answered.' })
  answered!: number;
  @Field(() => Int, { description: 'Questions that apply.' })
  questions!: number;
  @Field(() => Int, { description: 'Confirmed breach records.' })
  breachCount!: number;
  @Field(() => Int, { description: 'Breach records that nobody has looked at yet.' })
  proposedMatchCount!: number;
  @Field(() => DateScalar, { nullable: true, description: 'Day of the newest confirmed breach.' })
  lastBreachOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Title of the newest confirmed breach.' })
  lastBreachTitle!: string | null;
  @Field(() => FactorEnum, { nullable: true, description: 'What raises the score most.' })
  topFactor!: Factor | null;
  @Field(() => Float, { nullable: true, description: 'Points that it adds.' })
  topPoints!: number | null;
  @Field(() => Int, { description: 'Active services.' })
  activeServiceCount!: number;
  @Field(() => [DataClassEnum], { description: 'Data classes of the active services together.' })
  dataClasses!: DataClass[];
}

export const VendorPage = Page(VendorType, 'VendorPage');
