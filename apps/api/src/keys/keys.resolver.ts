import { Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Can } from '../graphql/access.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { KeysService, type KeyAge } from './keys.service.js';

@ObjectType('KeyAge', { description: 'A data key: what it is for and how old it is.' })
export class KeyAgeType implements KeyAge {
  @Field({ description: 'What is sealed under it.' }) purpose!: string;
  @Field({ description: 'Its name within sealed values.' }) kid!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => Int, { description: 'Its age in days.' }) ageDays!: number;
  @Field({ description: 'New values are sealed under it.' }) active!: boolean;
  @Field({ description: 'Something may still be sealed under it.' }) inUse!: boolean;
}

@Resolver()
export class KeysResolver {
  constructor(private readonly keys: KeysService) {}

  @Query(() => [KeyAgeType], { description: 'Data keys and their ages.' })
  @Can('keys:read')
  keyAges(): Promise<KeyAge[]> {
    return this.keys.ages();
  }
}
