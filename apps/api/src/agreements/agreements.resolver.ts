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
import type { GraphQLResolveInfo } from 'graphql';
import { Can, type Principal } from '../graphql/access.js';
import { PageArgs } from '../graphql/page.js';
import { PlannedField, PlannedRoot } from '../graphql/planned-fields.js';
import { planned } from '../graphql/planner/planner.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { OverviewType } from '../scoring/overview.type.js';
import { VendorType } from '../vendors/vendor.type.js';
import {
  AgreementPage,
  AgreementType,
  ComplianceEntryType,
  ComplianceType,
  CoverGapPage,
} from './agreement.type.js';
import { AgreementsArgs, RecordAgreementInput } from './agreements.inputs.js';
import { AgreementReads } from './agreements.reads.js';
import { RecordAgreementService } from './record-agreement.service.js';

@Resolver()
export class AgreementsResolver {
  constructor(
    private readonly reads: AgreementReads,
    private readonly recording: RecordAgreementService,
  ) {}

  @PlannedRoot('Agreement')
  @Query(() => AgreementPage, { description: 'Agreements; the next to end first unless ordered.' })
  @Can('agreements:read')
  agreements(@Args() args: AgreementsArgs, @Info() info: GraphQLResolveInfo) {
    return this.reads.page(args, info);
  }

  @PlannedRoot('Agreement')
  @Query(() => AgreementType, { nullable: true, description: 'One agreement, by id or ref.' })
  @Can('agreements:read')
  agreement(@Args('id', { type: () => ID }) id: string, @Info() info: GraphQLResolveInfo) {
    return this.reads.one(id, info);
  }

  @PlannedRoot('CoverGap')
  @Query(() => CoverGapPage, { description: 'Services whose cover is needed and not in force.' })
  @Can('agreements:read')
  coverGaps(@Args() page: PageArgs, @Info() info: GraphQLResolveInfo) {
    return this.reads.gaps(page, info);
  }

  @Mutation(() => AgreementType, {
    description: "Records or changes an agreement; the vendor's compliance state follows at once.",
  })
  @Can('agreements:write')
  recordAgreement(
    @Args('input') input: RecordAgreementInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.recording.recordAndRead(input, by, info);
  }
}

/** What this room adds to a vendor. */
@Resolver(() => VendorType)
export class VendorAgreementsResolver {
  @PlannedField()
  @ResolveField(() => [AgreementType], { description: 'Its agreements, newest first.' })
  agreements(
    @Parent() vendor: object,
    @Args('limit', { type: () => Int, defaultValue: 20 }) limit: number,
  ) {
    return planned<AgreementType[]>(vendor, 'agreements', { limit });
  }

  @PlannedField()
  @ResolveField(() => AgreementType, { nullable: true, description: 'The latest agreement.' })
  latestAgreement(@Parent() vendor: object) {
    return planned<AgreementType | null>(vendor, 'latestAgreement');
  }

  @PlannedField()
  @ResolveField(() => ComplianceType, { description: 'Whether needed cover is in force today.' })
  compliance(@Parent() vendor: object) {
    return planned<ComplianceType>(vendor, 'compliance');
  }

  @PlannedField()
  @ResolveField(() => [ComplianceEntryType], { description: 'How that changed, newest first.' })
  complianceHistory(
    @Parent() vendor: object,
    @Args('limit', { type: () => Int, defaultValue: 50 }) limit: number,
  ) {
    return planned<ComplianceEntryType[]>(vendor, 'complianceHistory', { limit });
  }
}

/** What this room adds to the overview. */
@Resolver(() => OverviewType)
export class OverviewAgreementsResolver {
  constructor(private readonly reads: AgreementReads) {}

  @ResolveField(() => [AgreementType], { description: 'In force and ending within 90 days.' })
  endingAgreements(@Info() info: GraphQLResolveInfo) {
    return this.reads.ending(info);
  }

  @ResolveField(() => CoverGapPage, { description: 'Needed cover that is not in force.' })
  coverGaps(@Info() info: GraphQLResolveInfo) {
    return this.reads.gaps({ offset: 0, limit: 10 }, info);
  }
}
