import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { Band, VendorCategory, VendorStatus } from '@chaperone/risk-model';
import { BandEnum, VendorCategoryEnum, VendorStatusEnum } from '../graphql/enums.js';
import { DateScalar } from '../graphql/scalars.js';

@InputType('CertificationInput', { description: 'A certificate that the vendor publishes.' })
export class CertificationInput {
  @Field({ description: 'Name of the certificate.' })
  name!: string;
  @Field(() => DateScalar, { nullable: true, description: 'Issued on.' })
  issuedOn?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day.' })
  expiresOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Where the vendor says so.' })
  sourceUrl?: string | null;
}

@InputType('PublishedLinksInput', { description: 'Pages that the vendor publishes.' })
export class PublishedLinksInput {
  @Field(() => String, { nullable: true, description: 'Privacy policy.' })
  privacyPolicy?: string | null;
  @Field(() => String, { nullable: true, description: 'Data processing agreement.' })
  dpa?: string | null;
  @Field(() => String, { nullable: true, description: 'Business associate agreement.' })
  baa?: string | null;
  @Field(() => String, { nullable: true, description: 'List of sub-processors.' })
  subprocessors?: string | null;
  @Field(() => String, { nullable: true, description: 'Status page.' })
  statusPage?: string | null;
}

@InputType('ContactInput', { description: 'Somebody to reach at the vendor.' })
export class ContactInput {
  @Field({ description: 'Name.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null;
  @Field(() => String, { nullable: true, description: 'What they are there for.' })
  role?: string | null;
}

/** What both inputs have but the name, which only a change may leave out. */
@InputType({ isAbstract: true })
abstract class VendorFacts {
  @Field(() => String, { nullable: true, description: 'The name in the register of companies.' })
  legalName?: string | null;
  @Field(() => [String], { nullable: true, description: 'Other names.' })
  aliases?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Its own domains.' })
  domains?: string[] | null;
  @Field(() => VendorCategoryEnum, { nullable: true, description: 'What it is for.' })
  category?: VendorCategory | null;
  @Field(() => String, { nullable: true, description: 'Address of its site.' })
  website?: string | null;
  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1 alpha-2.' })
  headquarters?: string | null;
  @Field(() => [CertificationInput], { nullable: true, description: 'Certificates, all of them.' })
  certifications?: CertificationInput[] | null;
  @Field(() => PublishedLinksInput, { nullable: true, description: 'Pages that it publishes.' })
  links?: PublishedLinksInput | null;
  @Field(() => [ContactInput], { nullable: true, description: 'People to reach, all of them.' })
  contacts?: ContactInput[] | null;
  @Field(() => VendorStatusEnum, { nullable: true, description: 'Where it stands in our process.' })
  status?: VendorStatus | null;
  @Field(() => ID, { nullable: true, description: 'Who looks after it.' })
  owner?: string | null;
  @Field(() => ID, { nullable: true, description: 'The company that it belongs to.' })
  parent?: string | null;
  @Field(() => [String], { nullable: true, description: 'Our own words for it, all of them.' })
  tags?: string[] | null;
  @Field(() => DateScalar, { nullable: true, description: 'When to look at it again.' })
  nextReviewOn?: string | null;
  @Field(() => String, { nullable: true, description: 'What it does, in a few words.' })
  description?: string | null;
}

@InputType('CreateVendorInput', { description: 'A new vendor.' })
export class CreateVendorInput extends VendorFacts {
  @Field({ description: 'The name that people use.' })
  displayName!: string;
}

@InputType('UpdateVendorInput', {
  description: 'A change of a vendor: what is absent stays, what is null is cleared.',
})
export class UpdateVendorInput extends VendorFacts {
  @Field(() => ID, { description: 'The vendor.' })
  id!: string;
  @Field(() => Int, { description: 'Its revision as it was read.' })
  rev!: number;
  @Field(() => String, { nullable: true, description: 'The name that people use.' })
  displayName?: string | null;
}

@InputType('ArchiveVendorInput', { description: 'Puts a vendor away, or takes it out again.' })
export class ArchiveVendorInput {
  @Field(() => ID, { description: 'The vendor.' })
  id!: string;
  @Field(() => Int, { description: 'Its revision as it was read.' })
  rev!: number;
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'False takes it out again.',
  })
  archived?: boolean | null;
}

@InputType('OverrideTierInput', { description: 'A person’s tier in place of the computed one.' })
export class OverrideTierInput {
  @Field(() => ID, { description: 'The vendor.' })
  id!: string;
  @Field(() => Int, { description: 'Its revision as it was read.' })
  rev!: number;
  @Field(() => BandEnum, { nullable: true, description: 'The tier; null: the computed one again.' })
  tier?: Band | null;
  @Field(() => String, { nullable: true, description: 'Why; needed with a tier.' })
  reason?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Its last day; needed with a tier.' })
  until?: string | null;
}

@InputType('RecordRelationInput', { description: 'That one vendor uses another one.' })
export class RecordRelationInput {
  @Field(() => ID, { description: 'The vendor that uses.' })
  vendor!: string;
  @Field(() => ID, { description: 'The vendor that is used.' })
  subprocessor!: string;
  @Field(() => String, { nullable: true, description: 'For what.' })
  purpose?: string | null;
  @Field(() => String, { nullable: true, description: 'Where.' })
  location?: string | null;
  @Field(() => String, { nullable: true, description: 'Which data.' })
  data?: string | null;
  @Field(() => String, { nullable: true, description: 'Where it is published.' })
  sourceUrl?: string | null;
}
