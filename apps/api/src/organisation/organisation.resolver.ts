import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Can, type Principal } from '../graphql/access.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { UpdateOrganisationInput } from './organisation.inputs.js';
import { OrganisationService } from './organisation.service.js';
import { OrganisationType } from './organisation.type.js';

@Resolver(() => OrganisationType)
export class OrganisationResolver {
  constructor(private readonly organisations: OrganisationService) {}

  @Query(() => OrganisationType, { description: 'The organisation whose vendors these are.' })
  @Can('organisation:read')
  organisation() {
    return this.organisations.read();
  }

  @Mutation(() => OrganisationType, {
    description: 'Changes the organisation; scores that depend on it are computed anew.',
  })
  @Can('organisation:write')
  updateOrganisation(
    @Args('input') input: UpdateOrganisationInput,
    @CurrentPrincipal() by: Principal,
  ) {
    return this.organisations.update(input, by);
  }
}
