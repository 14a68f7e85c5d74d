import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { EvidenceKind } from '@chaperone/risk-model';
import { StoredFileType } from '../files/file.type.js';
import { EvidenceKindEnum } from '../graphql/enums.js';
import { DateScalar } from '../graphql/scalars.js';
import { VendorType } from './vendor.type.js';

@ObjectType('Evidence', { description: 'A document that backs a vendor’s answers.' })
export class EvidenceType {
  @Field(() => ID, { description: 'Key of the record.' })
  id!: string;
  @Field(() => VendorType, { description: 'The vendor.' })
  vendor!: VendorType;
  @Field(() => EvidenceKindEnum, { description: 'What it is.' })
  kind!: EvidenceKind;
  @Field({ description: 'Title.' })
  title!: string;
  @Field(() => String, { nullable: true, description: 'Where it is.' })
  link!: string | null;
  @Field(() => String, { nullable: true, description: 'Where it is filed with us.' })
  fileRef!: string | null;
  @Field(() => StoredFileType, { nullable: true, description: 'The document itself.' })
  file!: StoredFileType | null;
  @Field(() => DateScalar, { nullable: true, description: 'End of the period that it covers.' })
  periodEnd!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Its own last day, if it states one.' })
  validUntil!: string | null;
  @Field(() => String, { nullable: true, description: 'The product that it covers.' })
  product!: string | null;
  @Field(() => String, { nullable: true, description: 'What it covers of it.' })
  scope!: string | null;
  @Field(() => [String], { description: 'Keys of the questions whose answers it backs.' })
  supports!: string[];
  @Field({ description: 'Came with the sample organisation.' })
  sample!: boolean;
  @Field(() => Int, { description: 'Revision, for changes.' })
  rev!: number;
}
