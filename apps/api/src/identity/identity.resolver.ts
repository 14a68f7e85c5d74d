import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Public, type Principal } from '../graphql/access.js';
import { PrincipalOrNull, type GraphContext } from '../graphql/principal.js';
import { DoorService } from './door.service.js';
import { RedeemLinkInput, SetUpInput, SignInInput } from './sign-in.inputs.js';
import { ViewerService } from './viewer.service.js';
import { SignInResultType, ViewerType } from './viewer.type.js';

@Resolver(() => ViewerType)
export class IdentityResolver {
  constructor(
    private readonly viewers: ViewerService,
    private readonly door: DoorService,
  ) {}

  @Query(() => ViewerType, { nullable: true, description: 'Who asks; null: nobody is signed in.' })
  @Public()
  viewer(@PrincipalOrNull() principal: Principal | null) {
    return principal ? this.viewers.of(principal) : null;
  }

  @Mutation(() => SignInResultType, { description: 'Signs in by e-mail address and password.' })
  @Public()
  signIn(@Args('input') input: SignInInput, @Context() context: GraphContext) {
    return this.door.enter(context, 'byPassword', input);
  }

  @Mutation(() => SignInResultType, { description: 'Signs in by a one-time link.' })
  @Public()
  redeemLink(@Args('input') input: RedeemLinkInput, @Context() context: GraphContext) {
    return this.door.enter(context, 'byLink', input);
  }

  @Mutation(() => SignInResultType, {
    description: 'Makes the first administrator by the set-up link, and signs them in.',
  })
  @Public()
  setUp(@Args('input') input: SetUpInput, @Context() context: GraphContext) {
    return this.door.enter(context, 'setUp', input);
  }

  @Mutation(() => Boolean, { description: 'Ends this session. True even where none was open.' })
  @Public()
  signOut(@Context() context: GraphContext) {
    return this.door.leave(context);
  }
}
