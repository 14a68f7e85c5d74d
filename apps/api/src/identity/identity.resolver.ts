import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { StaffRole } from '@chaperone/risk-model';
import { Can, Public, type Principal } from '../graphql/access.js';
import { StaffRoleEnum } from '../graphql/enums.js';
import { PrincipalOrNull, type GraphContext } from '../graphql/principal.js';
import { WaysIn } from './ways-in.service.js';
import {
  AcceptInvitationInput,
  EnrolAnewInput,
  LookAtLinkInput,
  RedeemLinkInput,
  ResetPasswordInput,
  SetUpInput,
  SignInInput,
} from './sign-in.inputs.js';
import { LinkLookType, SignInResultType } from './sign-in.types.js';
import { ViewerService } from './viewer.service.js';
import { ViewerType } from './viewer.type.js';

/** The ways in, and out. */
@Resolver(() => ViewerType)
export class IdentityResolver {
  constructor(
    private readonly viewers: ViewerService,
    private readonly ways: WaysIn,
  ) {}

  @Query(() => ViewerType, {
    nullable: true,
    description: 'Who asks; null: nobody is signed in, or not all the way.',
  })
  @Public()
  viewer(@PrincipalOrNull() principal: Principal | null, @Context() { req }: GraphContext) {
    return this.viewers.of(principal, req.session);
  }

  @Query(() => SignInResultType, {
    nullable: true,
    description: 'Where a sign-in stands that has begun; null: nobody has begun one.',
  })
  @Public()
  signInState(@Context() context: GraphContext) {
    return this.ways.state(context);
  }

  @Mutation(() => SignInResultType, { description: 'Signs in by e-mail address and password.' })
  @Public()
  signIn(@Args('input') input: SignInInput, @Context() context: GraphContext) {
    return this.ways.signIn(context, input);
  }

  @Mutation(() => SignInResultType, { description: 'Signs in by the demo’s one-time link.' })
  @Public()
  redeemLink(@Args('input') input: RedeemLinkInput, @Context() context: GraphContext) {
    return this.ways.redeemLink(context, input);
  }

  @Mutation(() => SignInResultType, {
    description: 'Makes the first administrator by the set-up link; a second factor comes next.',
  })
  @Public()
  setUp(@Args('input') input: SetUpInput, @Context() context: GraphContext) {
    return this.ways.setUp(context, input);
  }

  @Mutation(() => LinkLookType, {
    description: 'Looks whether a one-time link is still good, without using it up.',
  })
  @Public()
  lookAtLink(@Args('input') input: LookAtLinkInput, @Context() context: GraphContext) {
    return this.ways.lookAtLink(context, input);
  }

  @Mutation(() => SignInResultType, {
    description: 'Accepts an invitation (/invitation#t=…); a second factor comes next.',
  })
  @Public()
  acceptInvitation(@Args('input') input: AcceptInvitationInput, @Context() context: GraphContext) {
    return this.ways.acceptInvitation(context, input);
  }

  @Mutation(() => SignInResultType, {
    description: 'Chooses another password by a link (/reset#t=…). Never past the second factor.',
  })
  @Public()
  resetPassword(@Args('input') input: ResetPasswordInput, @Context() context: GraphContext) {
    return this.ways.resetPassword(context, input);
  }

  @Mutation(() => SignInResultType, {
    description: 'By link (/enrol#t=…) and password to new second factors, after a reset.',
  })
  @Public()
  enrolAnew(@Args('input') input: EnrolAnewInput, @Context() context: GraphContext) {
    return this.ways.enrolAnew(context, input);
  }

  @Mutation(() => SignInResultType, {
    description: 'Goes on as a sample person of another role; in the demo only.',
  })
  @Can('account:write')
  switchDemoRole(
    @Args('role', { type: () => StaffRoleEnum }) role: StaffRole,
    @Context() context: GraphContext,
  ) {
    return this.ways.switchDemoRole(context, role);
  }

  @Mutation(() => Boolean, { description: 'Ends this session. True even where none was open.' })
  @Public()
  signOut(@Context() context: GraphContext) {
    return this.ways.signOut(context);
  }
}
