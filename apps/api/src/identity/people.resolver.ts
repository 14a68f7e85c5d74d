import {
  Args,
  Context,
  ID,
  Info,
  Int,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { StoredFactorKind } from '@chaperone/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Can, Fresh, may, type Principal } from '../graphql/access.js';
import { batch } from '../graphql/batch.js';
import { Planner } from '../graphql/planner/planner.js';
import { CurrentPrincipal, type GraphContext } from '../graphql/principal.js';
import { Work } from '../graphql/work.js';
import { PeopleDoor } from './people-door.service.js';
import { ChangeRoleArgs, InvitePersonInput, PeopleArgs, PersonRevArgs } from './people.inputs.js';
import { peopleQuestion } from './people.source.js';
import { PersonPage, PersonType, StoredFactorKindEnum } from './person.type.js';
import { InvitationType } from './sign-in.types.js';

const FACTORS = {
  name: 'factors-of-people',
  text: `select array(select f.kind from factors f where f.person_id = p.id and f.confirmed_at is not null
      order by f.created_at) as kinds
    from unnest($1::uuid[]) with ordinality as p (id, place) order by place`,
};
const TOKENS = {
  name: 'tokens-of-people',
  text: `select (select count(*)::int from api_tokens t where t.created_by = p.id
      and t.revoked_at is null and t.expires_at > now()) as count
    from unnest($1::uuid[]) with ordinality as p (id, place) order by place`,
};

@Resolver(() => PersonType)
export class PeopleResolver {
  constructor(
    private readonly planner: Planner,
    private readonly door: PeopleDoor,
    private readonly work: Work,
  ) {}

  @Query(() => PersonPage, {
    description: 'People who work in the product; ACTIVE ones unless others are asked for.',
  })
  @Can('people:read')
  people(
    @Args() args: PeopleArgs,
    @Info() info: GraphQLResolveInfo,
    @CurrentPrincipal() by: Principal,
  ) {
    return this.planner.page(info, 'Person', peopleQuestion(args, may(by, 'addresses:read')));
  }

  @ResolveField(() => [StoredFactorKindEnum], {
    description: 'Kinds of their second factors, one entry each.',
  })
  factors(
    @Parent() person: Pick<PersonType, 'id'> & Partial<PersonType>,
    @Context() context: GraphContext,
  ) {
    // people that came inside another record's row are without them
    return person.factors ?? batch(context, FACTORS, this.factorsOf).load(person.id);
  }

  private readonly factorsOf = async (ids: readonly string[]): Promise<StoredFactorKind[][]> => {
    const rows = await this.work.read<{ kinds: StoredFactorKind[] }>({ ...FACTORS, values: [ids] });
    return rows.map(({ kinds }) => kinds);
  };

  @ResolveField(() => Int, {
    nullable: true,
    description: 'API tokens that they made and that hold: they end with the person or the role.',
  })
  tokens(
    @Parent() person: Pick<PersonType, 'id'> & Partial<PersonType>,
    @Context() context: GraphContext,
  ) {
    return person.tokens ?? batch(context, TOKENS, this.tokensOf).load(person.id);
  }

  private readonly tokensOf = async (ids: readonly string[]): Promise<number[]> => {
    const rows = await this.work.read<{ count: number }>({ ...TOKENS, values: [ids] });
    return rows.map(({ count }) => count);
  };

  @Mutation(() => InvitationType, { description: 'Invites somebody, or makes the link anew.' })
  @Can('people:write')
  @Fresh()
  invitePerson(@Args('input') input: InvitePersonInput, @Context() context: GraphContext) {
    return this.door.invite(context, input);
  }

  @Mutation(() => PersonType, { description: 'Takes back an invitation that was not accepted.' })
  @Can('people:write')
  @Fresh()
  revokeInvitation(@Args('personId', { type: () => ID }) personId: string) {
    return this.door.revokeInvitation(personId);
  }

  @Mutation(() => PersonType, {
    description:
      'Gives another role; the person’s sessions end, and tokens that an administrator made go with that role.',
  })
  @Can('people:write')
  @Fresh()
  changeRole(@Args() args: ChangeRoleArgs, @Context() context: GraphContext) {
    return this.door.changeRole(context, args);
  }

  @Mutation(() => PersonType, {
    description:
      'Keeps somebody out, and ends the API tokens that they made; never the last administrator.',
  })
  @Can('people:write')
  @Fresh()
  disablePerson(@Args() args: PersonRevArgs, @Context() context: GraphContext) {
    return this.door.disable(context, args);
  }

  @Mutation(() => PersonType, { description: 'Lets somebody in again.' })
  @Can('people:write')
  @Fresh()
  enablePerson(@Args() args: PersonRevArgs, @Context() context: GraphContext) {
    return this.door.enable(context, args);
  }

  @Mutation(() => InvitationType, {
    description: 'A link to choose another password. Sets none, and leaves second factors alone.',
  })
  @Can('people:write')
  @Fresh()
  resetPerson(
    @Args('personId', { type: () => ID }) personId: string,
    @Context() context: GraphContext,
  ) {
    return this.door.resetPassword(context, personId);
  }

  @Mutation(() => InvitationType, {
    description:
      'For a lost phone: second factors and sessions go; the link and the password lead to new ones.',
  })
  @Can('people:write')
  @Fresh()
  resetFactors(
    @Args('personId', { type: () => ID }) personId: string,
    @Context() context: GraphContext,
  ) {
    return this.door.resetFactors(context, personId);
  }
}
