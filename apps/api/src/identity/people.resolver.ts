import { Args, ArgsType, Field, Info, Query, Resolver } from '@nestjs/graphql';
import type { StaffRole } from '@chaperone/risk-model';
import type { GraphQLResolveInfo } from 'graphql';
import { Can } from '../graphql/access.js';
import { StaffRoleEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { Planner } from '../graphql/planner/planner.js';
import { peopleQuestion } from './people.source.js';
import { PersonPage, PersonType } from './person.type.js';

@ArgsType()
export class PeopleArgs extends PageArgs {
  @Field(() => [StaffRoleEnum], { nullable: true, description: 'Only people of these roles.' })
  role?: StaffRole[] | null;
}

@Resolver(() => PersonType)
export class PeopleResolver {
  constructor(private readonly planner: Planner) {}

  @Query(() => PersonPage, { description: 'People who work in the product.' })
  @Can('people:read')
  people(@Args() args: PeopleArgs, @Info() info: GraphQLResolveInfo) {
    return this.planner.page(info, 'Person', peopleQuestion(args));
  }
}
