import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { Can, Fresh, Partial, Public, type Principal } from '../graphql/access.js';
import { CurrentPrincipal, type GraphContext } from '../graphql/principal.js';
import { JsonScalar } from '../graphql/scalars.js';
import { DoorService } from './door.service.js';
import { SecondStepService } from './second-step.service.js';
import { SignInResultType, StepUpType } from './sign-in.types.js';

/** The second step of getting in, and showing a factor again for what asks for it. */
@Resolver(() => SignInResultType)
export class SecondStepResolver {
  constructor(
    private readonly door: DoorService,
    private readonly steps: SecondStepService,
  ) {}

  @Mutation(() => SignInResultType, { description: 'The second step by an app’s code.' })
  @Partial('SECOND_FACTOR')
  async verifyTotp(@Args('code') code: string, @Context() context: GraphContext) {
    return this.door.proceed(context, await this.steps.byTotp(context, code));
  }

  @Mutation(() => SignInResultType, { description: 'The second step by a recovery code.' })
  @Partial('SECOND_FACTOR')
  async verifyRecoveryCode(@Args('code') code: string, @Context() context: GraphContext) {
    return this.door.proceed(context, await this.steps.byRecoveryCode(context, code));
  }

  @Mutation(() => JsonScalar, {
    description: 'What a passkey has to sign for the second step: WebAuthn request options.',
  })
  @Partial('SECOND_FACTOR')
  passkeyRequest(@Context() context: GraphContext) {
    return this.steps.request(context);
  }

  @Mutation(() => SignInResultType, { description: 'The second step by a passkey’s answer.' })
  @Partial('SECOND_FACTOR')
  async verifyPasskey(
    @Args('response', { type: () => JsonScalar }) response: unknown,
    @Context() context: GraphContext,
  ) {
    return this.door.proceed(context, await this.steps.byPasskey(context, response));
  }

  @Mutation(() => JsonScalar, {
    description: 'What any passkey has to sign for a sign-in without password.',
  })
  @Public()
  passkeySignInRequest(@Context() context: GraphContext) {
    return this.steps.signInRequest(context);
  }

  @Mutation(() => SignInResultType, { description: 'Signs in by a passkey alone.' })
  @Public()
  async signInWithPasskey(
    @Args('response', { type: () => JsonScalar }) response: unknown,
    @Context() context: GraphContext,
  ) {
    return this.door.enter(context, await this.steps.signIn(context, response));
  }

  @Mutation(() => JsonScalar, { description: 'What a passkey has to sign to step up.' })
  @Can('account:write')
  stepUpRequest(@Context() context: GraphContext) {
    return this.steps.request(context);
  }

  @Mutation(() => StepUpType, {
    description: 'Whether lists may be taken away as files now, and until when.',
  })
  @Can('account:write')
  @Fresh()
  allowExport(@CurrentPrincipal() { factorAt }: Principal) {
    return { until: this.steps.freshUntil(factorAt ?? undefined) };
  }

  @Mutation(() => StepUpType, { description: 'Shows the second factor again, by an app’s code.' })
  @Can('account:write')
  async stepUpTotp(@Args('code') code: string, @Context() context: GraphContext) {
    this.door.renewed(context, (await this.steps.byTotp(context, code)).token);
    return { until: this.steps.freshUntil() };
  }

  @Mutation(() => StepUpType, { description: 'Shows the second factor again, by a passkey.' })
  @Can('account:write')
  async stepUpPasskey(
    @Args('response', { type: () => JsonScalar }) response: unknown,
    @Context() context: GraphContext,
  ) {
    this.door.renewed(context, (await this.steps.byPasskey(context, response)).token);
    return { until: this.steps.freshUntil() };
  }
}
