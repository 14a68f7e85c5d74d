import { Args, ID, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { EntityManager } from 'typeorm';
import { assertFresh, Can, type Principal } from '../graphql/access.js';
import { Clock } from '../graphql/clock.js';
import { PageArgs } from '../graphql/page.js';
import { planned, Planner } from '../graphql/planner/planner.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { DateScalar } from '../graphql/scalars.js';
import { DecideAccess } from './decide-access.service.js';
import { ReviewDue } from './review-due.service.js';
import { AccessReviewItemType, AccessReviewPage, AccessReviewType } from './review.type.js';
import { AttestAccessInput, ReviewAccessInput, ReviewItemsArgs } from './reviews.inputs.js';
import { ReviewsService } from './reviews.service.js';

@Resolver(() => AccessReviewType)
export class ReviewsResolver {
  constructor(
    private readonly planner: Planner,
    private readonly reviews: ReviewsService,
    private readonly decisions: DecideAccess,
    private readonly due: ReviewDue,
    private readonly clock: Clock,
  ) {}

  @Query(() => AccessReviewPage, { description: 'Access reviews, newest first.' })
  @Can('reviews:read')
  accessReviews(@Args() { offset, limit }: PageArgs, @Info() info: GraphQLResolveInfo) {
    const orderBy = (review: string): string => `${review}.started_at desc, ${review}.id`;
    return this.planner.page(info, 'AccessReview', { orderBy, offset, limit });
  }

  @Query(() => AccessReviewType, { nullable: true, description: 'One review, by id or ref.' })
  @Can('reviews:read')
  accessReview(@Args('id', { type: () => ID }) id: string, @Info() info: GraphQLResolveInfo) {
    return this.planner.first(info, 'AccessReview', {
      where: (review, ask) => [
        `(${review}.id::text = ${ask.param(id)} or ${review}.ref = ${ask.param(id)})`,
      ],
    });
  }

  @Query(() => DateScalar, {
    description: 'The day by which the next access review is to be completed.',
  })
  @Can('reviews:read')
  accessReviewDue() {
    return this.due.day();
  }

  @Mutation(() => AccessReviewType, {
    description: 'Starts a review: freezes the list of who has what.',
  })
  @Can('reviews:write')
  startAccessReview(@CurrentPrincipal() by: Principal, @Info() info: GraphQLResolveInfo) {
    return this.reviews.start(personOf(by), this.reply(info));
  }

  @Mutation(() => AccessReviewType, {
    description: 'Keeps or revokes one access, once. A revocation takes effect with it.',
  })
  @Can('reviews:write')
  reviewAccess(
    @Args('input') input: ReviewAccessInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    if (input.verdict === 'REVOKE') assertFresh(by, this.clock.now());
    return this.decisions.decide(input, personOf(by), this.reply(info));
  }

  @Mutation(() => AccessReviewType, { description: 'Keeps several at once, all of them or none.' })
  @Can('reviews:write')
  attestAccess(
    @Args('input') input: AttestAccessInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.decisions.attest(input, personOf(by), this.reply(info));
  }

  @Mutation(() => AccessReviewType, {
    description: 'Completes a review in which everything is decided; it stays as it is.',
  })
  @Can('reviews:write')
  completeAccessReview(
    @Args('id', { type: () => ID }) id: string,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.reviews.complete(id, personOf(by), this.reply(info));
  }

  @ResolveField(() => [AccessReviewItemType], {
    description: 'The list: people by name, then tokens.',
  })
  items(@Parent() review: object, @Args() args: ReviewItemsArgs) {
    return planned<AccessReviewItemType[]>(review, 'items', args);
  }

  /** The review as it stands at the end of the change. */
  private reply(info: GraphQLResolveInfo) {
    return (tx: EntityManager, id: string) => this.planner.byId(info, 'AccessReview', id, { tx });
  }
}

/** Reviews are a person's: no token is given the capability. */
function personOf({ personId }: Principal): string {
  if (!personId) throw new Refusal('FORBIDDEN', 'This needs a person, not a token.');
  return personId;
}
