import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { IdentityProviderEntity } from '@chaperone/store';
import { Can, Fresh, Public } from '../../graphql/access.js';
import type { GraphContext } from '../../graphql/principal.js';
import { askingOf, DoorService } from '../door.service.js';
import { LinkedAccounts } from './linked-accounts.service.js';
import { ProviderRecords } from './provider-records.js';
import {
  IdentityProviderType,
  LinkedAccountType,
  SaveIdentityProviderInput,
  SsoProviderType,
} from './sso.types.js';

function shown({ clientSecret, ...record }: IdentityProviderEntity): IdentityProviderType {
  return {
    ...record,
    roleMap: [...record.roleMap],
    hasSecret: clientSecret !== null,
    updatedAt: record.updatedAt.toISOString(),
    callbackPath: '/sso/callback',
  };
}

@Resolver(() => IdentityProviderType)
export class SsoResolver {
  constructor(
    private readonly records: ProviderRecords,
    private readonly accounts: LinkedAccounts,
    private readonly door: DoorService,
  ) {}

  @Query(() => [SsoProviderType], {
    description: 'Other ways to sign in, for the sign-in page.',
  })
  @Public()
  async ssoProviders(): Promise<SsoProviderType[]> {
    const record = await this.records.record();
    if (!record) return [];
    const { id, name, enforced } = record;
    return [{ id, name, enforced, startUrl: `/sso/start?provider=${id}` }];
  }

  @Query(() => IdentityProviderType, {
    nullable: true,
    description: 'How single sign-on is set up; null: it is not.',
  })
  @Can('sso:read')
  async identityProvider(): Promise<IdentityProviderType | null> {
    const record = await this.records.record();
    return record && shown(record);
  }

  @Mutation(() => IdentityProviderType, { description: 'Sets single sign-on up, or changes it.' })
  @Can('sso:write')
  @Fresh()
  async saveIdentityProvider(
    @Args('input') input: SaveIdentityProviderInput,
    @Context() context: GraphContext,
  ): Promise<IdentityProviderType> {
    return shown(await this.records.save(input, askingOf(context)));
  }

  @Mutation(() => Boolean, {
    description: 'Removes single sign-on; refused where nobody could get in any more.',
  })
  @Can('sso:write')
  @Fresh()
  removeIdentityProvider() {
    return this.records.remove();
  }

  @Query(() => [LinkedAccountType], {
    description: 'One’s own accounts at the provider of single sign-on.',
  })
  @Can('account:read')
  myLinkedAccounts(@Context() context: GraphContext) {
    return this.accounts.mine(context);
  }

  @Mutation(() => Boolean, {
    description:
      'Takes one of them away, never the last way in. All other sessions end. To add one: /sso/start?link=1.',
  })
  @Can('account:write')
  @Fresh()
  async unlinkAccount(
    @Args('id', { type: () => ID }) id: string,
    @Context() context: GraphContext,
  ): Promise<boolean> {
    this.door.renewed(context, await this.accounts.unlink(context, id));
    return true;
  }
}
