import { Field, ObjectType } from '@nestjs/graphql';
import { DateScalar } from '../graphql/scalars.js';

/**
 * What an executive reads first. It stands beside the read model, so that every room can add the
 * part that it knows without rooms knowing one another.
 */
@ObjectType('Overview', { description: 'What an executive reads first.' })
export class OverviewType {
  @Field(() => DateScalar, { description: "The organisation's day." }) asOf!: string;
  @Field({ description: 'Version of the method.' }) modelVersion!: string;
}
