import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Can, Fresh, Partial } from '../../graphql/access.js';
import type { GraphContext } from '../../graphql/principal.js';
import { JsonScalar } from '../../graphql/scalars.js';
import { DoorService } from '../door.service.js';
import { FactorsResultType, SignInFactorType, TotpEnrolmentType } from '../sign-in.types.js';
import { FactorsService, type Enrolled } from './factors.service.js';

/** One's own second factors: the first one on the way in, others later. */
@Resolver(() => SignInFactorType)
export class FactorsResolver {
  constructor(
    private readonly door: DoorService,
    private readonly factors: FactorsService,
  ) {}

  @Mutation(() => TotpEnrolmentType, {
    description: 'Makes a seed for an app. It counts after `confirmTotp`, within 15 minutes.',
  })
  @Can('account:write')
  @Partial('ENROL')
  @Fresh()
  startTotp(@Context() context: GraphContext) {
    return this.factors.startTotp(context);
  }

  @Mutation(() => FactorsResultType, { description: 'Confirms the seed by a first code.' })
  @Can('account:write')
  @Partial('ENROL')
  @Fresh()
  async confirmTotp(
    @Args('code') code: string,
    @Args('name') name: string,
    @Context() context: GraphContext,
  ) {
    return this.told(context, await this.factors.confirmTotp(context, { code, name }));
  }

  @Mutation(() => JsonScalar, {
    description: 'What the browser needs to make a passkey: WebAuthn creation options.',
  })
  @Can('account:write')
  @Partial('ENROL')
  @Fresh()
  passkeyRegistration(@Context() context: GraphContext) {
    return this.factors.passkeyRegistration(context);
  }

  @Mutation(() => FactorsResultType, { description: 'Keeps a passkey that was just made.' })
  @Can('account:write')
  @Partial('ENROL')
  @Fresh()
  async registerPasskey(
    @Args('response', { type: () => JsonScalar }) response: unknown,
    @Args('name') name: string,
    @Context() context: GraphContext,
  ) {
    return this.told(context, await this.factors.registerPasskey(context, { response, name }));
  }

  @Mutation(() => SignInFactorType, { description: 'Calls a factor something else.' })
  @Can('account:write')
  renameFactor(
    @Args('id', { type: () => ID }) id: string,
    @Args('name') name: string,
    @Context() context: GraphContext,
  ) {
    return this.factors.rename(context, id, name);
  }

  @Mutation(() => Boolean, {
    description: 'Takes a factor away, never the last one. All other sessions end.',
  })
  @Can('account:write')
  @Fresh()
  async removeFactor(@Args('id', { type: () => ID }) id: string, @Context() context: GraphContext) {
    this.door.renewed(context, await this.factors.remove(context, id));
    return true;
  }

  @Mutation(() => [String], {
    description: 'Ten new recovery codes, told this once; earlier ones are worth nothing any more.',
  })
  @Can('account:write')
  @Fresh()
  renewRecoveryCodes(@Context() context: GraphContext) {
    return this.factors.renewCodes(context);
  }

  @Query(() => [SignInFactorType], { description: 'One’s own second factors.' })
  @Can('account:read')
  myFactors(@Context() context: GraphContext) {
    return this.factors.mine(context);
  }

  @Query(() => Int, { description: 'Recovery codes that were not used yet.' })
  @Can('account:read')
  recoveryCodesLeft(@Context() context: GraphContext) {
    return this.factors.codesLeft(context);
  }

  private told(context: GraphContext, { entered, recoveryCodes }: Enrolled) {
    return this.door.enrolled(context, entered, recoveryCodes);
  }
}
