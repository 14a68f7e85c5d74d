import {
  Args,
  ID,
  Info,
  Int,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { MatchState } from '@chaperone/risk-model';
import type { IncidentProposalState } from '@chaperone/store';
import type { GraphQLResolveInfo } from 'graphql';
import { Can, type Principal } from '../graphql/access.js';
import { MatchStateEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { PlannedField, PlannedRoot } from '../graphql/planned-fields.js';
import { planned } from '../graphql/planner/planner.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { VendorType } from '../vendors/vendor.type.js';
import {
  BreachMatchPage,
  BreachMatchType,
  BreachPage,
  BreachType,
  BreachYearType,
} from './breach.type.js';
import {
  BreachesArgs,
  BreachFilter,
  BreachMatchesArgs,
  DecideBreachMatchesInput,
  DecideBreachMatchInput,
  JoinIncidentInput,
  RecordBreachInput,
  SplitIncidentInput,
} from './breaches.inputs.js';
import { BreachReads } from './breaches.reads.js';
import { BreachesService } from './breaches.service.js';
import {
  IncidentChangeType,
  IncidentProposalPage,
  IncidentProposalStateEnum,
} from './incident.type.js';

@Resolver()
export class BreachesResolver {
  constructor(private readonly reads: BreachReads) {}

  @PlannedRoot('Breach')
  @Query(() => BreachPage, { description: 'The breach register; newest first unless ordered.' })
  @Can('breaches:read')
  breaches(@Args() args: BreachesArgs, @Info() info: GraphQLResolveInfo) {
    return this.reads.breaches(args, info);
  }

  @PlannedRoot('Breach')
  @Query(() => BreachType, { nullable: true, description: 'One record, by id or ref.' })
  @Can('breaches:read')
  breach(@Args('id', { type: () => ID }) id: string, @Info() info: GraphQLResolveInfo) {
    return this.reads.breach(id, info);
  }

  @PlannedRoot('BreachMatch')
  @Query(() => BreachMatchPage, { description: 'Matches; surest first unless ordered.' })
  @Can('breaches:read')
  breachMatches(@Args() args: BreachMatchesArgs, @Info() info: GraphQLResolveInfo) {
    return this.reads.matches(args, info);
  }

  @Query(() => [BreachYearType], { description: 'Records a month and source, oldest first.' })
  @Can('breaches:read')
  breachTrend(
    @Args('filter', { type: () => BreachFilter, nullable: true }) filter: BreachFilter | null,
  ) {
    return this.reads.trend(filter ?? {});
  }

  @PlannedRoot('IncidentProposal')
  @Query(() => IncidentProposalPage, {
    description: 'Records that may be one event; newest first.',
  })
  @Can('breaches:read')
  incidentProposals(
    @Args('vendor', { type: () => ID, nullable: true }) vendor: string | null,
    @Args('state', { type: () => [IncidentProposalStateEnum], nullable: true })
    state: IncidentProposalState[] | null,
    @Args() page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.reads.proposals({ vendor, state }, page, info);
  }
}

@Resolver()
export class BreachChangesResolver {
  constructor(private readonly breaches: BreachesService) {}

  @Mutation(() => BreachType, {
    description: 'Records or changes a breach; rescores whom it concerns.',
  })
  @Can('breaches:write')
  recordBreach(
    @Args('input') input: RecordBreachInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.breaches.record(input, by, info);
  }

  @Mutation(() => BreachMatchType, { description: 'Decides one match; rescores the vendor.' })
  @Can('breaches:write')
  decideBreachMatch(
    @Args('input') input: DecideBreachMatchInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.breaches.decide(input, by, info);
  }

  @Mutation(() => [BreachMatchType], { description: 'Decides many matches at once: all or none.' })
  @Can('breaches:write')
  decideBreachMatches(
    @Args('input') input: DecideBreachMatchesInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.breaches.decideMany(input, by, info);
  }

  @Mutation(() => IncidentChangeType, { description: 'Joins records that tell of one event.' })
  @Can('breaches:write')
  joinIncident(
    @Args('input') input: JoinIncidentInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.breaches.join(input, by, info);
  }

  @Mutation(() => IncidentChangeType, {
    description: 'Takes records out of an event, or keeps them apart.',
  })
  @Can('breaches:write')
  splitIncident(
    @Args('input') input: SplitIncidentInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.breaches.split(input, by, info);
  }
}

/** What this room adds to a vendor. */
@Resolver(() => VendorType)
export class VendorBreachesResolver {
  @PlannedField()
  @ResolveField(() => [BreachMatchType], { description: 'Matched breach records, newest first.' })
  breachMatches(
    @Parent() vendor: object,
    @Args('state', { type: () => [MatchStateEnum], nullable: true }) state?: MatchState[] | null,
    @Args('limit', { type: () => Int, defaultValue: 50 }) limit?: number,
  ) {
    return planned<BreachMatchType[]>(vendor, 'breachMatches', { state, limit });
  }
}
