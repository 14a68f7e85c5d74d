import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import type { Role } from '@chaperone/risk-model';
import type { ReviewVerdict } from '@chaperone/store';
import { RoleEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { ReviewVerdictEnum } from './review.type.js';

@ArgsType()
export class ReviewItemsArgs extends PageArgs {
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Only those that are not decided yet.',
  })
  undecided!: boolean;
}

@InputType({ description: 'A verdict on one line of an open review.' })
export class ReviewAccessInput {
  @Field(() => ID, { description: 'The review.' }) reviewId!: string;
  @Field(() => ID, { description: 'The line.' }) itemId!: string;
  @Field(() => ReviewVerdictEnum, { description: 'REVOKE asks for a fresh second factor.' })
  verdict!: ReviewVerdict;
  @Field(() => String, { nullable: true, description: 'Why, in at most 1,000 characters.' })
  note?: string | null;
  @Field(() => RoleEnum, {
    nullable: true,
    description: 'The role that was seen, to keep somebody whose role changed since the start.',
  })
  role?: Role | null;
}

@InputType({ description: 'Lines of an open review whose access is right; all of them or none.' })
export class AttestAccessInput {
  @Field(() => ID, { description: 'The review.' }) reviewId!: string;
  @Field(() => [ID], { description: 'The lines, up to 100.' }) itemIds!: string[];
  @Field(() => String, { nullable: true, description: 'Why, in at most 1,000 characters.' })
  note?: string | null;
}
