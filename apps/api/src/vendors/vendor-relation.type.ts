import { Field, ID, ObjectType } from '@nestjs/graphql';
import { VendorType } from './vendor.type.js';

@ObjectType('VendorRelation', {
  description: 'That one vendor uses another one: a sub-processor link.',
})
export class VendorRelationType {
  @Field(() => ID, { description: 'Key of the record.' })
  id!: string;
  @Field(() => VendorType, { description: 'The vendor that uses.' })
  vendor!: VendorType;
  @Field(() => VendorType, { description: 'The vendor that is used.' })
  subprocessor!: VendorType;
  @Field({ description: 'For what.' })
  purpose!: string;
  @Field(() => String, { nullable: true, description: 'Where, in the source’s words.' })
  location!: string | null;
  @Field(() => String, { nullable: true, description: 'Which data, in the source’s words.' })
  data!: string | null;
  @Field(() => String, { nullable: true, description: 'Where it is published.' })
  sourceUrl!: string | null;
}
