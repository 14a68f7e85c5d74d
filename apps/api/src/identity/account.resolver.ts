import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Can } from '../graphql/access.js';
import type { GraphContext } from '../graphql/principal.js';
import { AccountService } from './account.service.js';
import { DoorService } from './door.service.js';
import { ChangePasswordInput } from './sign-in.inputs.js';
import { AlertType, SessionType } from './sign-in.types.js';

/** One's own account. */
@Resolver(() => SessionType)
export class AccountResolver {
  constructor(
    private readonly account: AccountService,
    private readonly door: DoorService,
  ) {}

  @Mutation(() => Boolean, { description: 'Chooses another password. All other sessions end.' })
  @Can('account:write')
  async changePassword(
    @Args('input') input: ChangePasswordInput,
    @Context() context: GraphContext,
  ) {
    this.door.renewed(context, await this.account.changePassword(input, context));
    return true;
  }

  @Query(() => [SessionType], { description: 'Where one is signed in.' })
  @Can('account:read')
  mySessions(@Context() context: GraphContext) {
    return this.account.mySessions(context);
  }

  @Mutation(() => Boolean, { description: 'Ends one of one’s own sessions.' })
  @Can('account:write')
  revokeSession(@Args('id', { type: () => ID }) id: string, @Context() context: GraphContext) {
    return this.account.revokeSession(id, context);
  }

  @Mutation(() => Int, { description: 'Ends all of one’s own sessions but this one; how many.' })
  @Can('account:write')
  revokeOtherSessions(@Context() context: GraphContext) {
    return this.account.revokeOthers(context);
  }

  @Query(() => [AlertType], { description: 'What happened to one’s account, newest first.' })
  @Can('account:read')
  myAlerts(@Context() context: GraphContext) {
    return this.account.myAlerts(context);
  }

  @Mutation(() => Boolean, { description: 'Says that one has seen one’s alerts.' })
  @Can('account:write')
  seeAlerts(@Context() context: GraphContext) {
    return this.account.seeAlerts(context);
  }
}
