/** Fields that agreements add to vendors and to the covers of services. */
import { Args, Context, Info, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { batch } from '../graphql/batch.js';
import { Planner, planned } from '../graphql/planner/planner.js';
import type { GraphContext } from '../graphql/principal.js';
import { CoverType } from '../vendors/service.type.js';
import { VendorType } from '../vendors/vendor.type.js';
import { AgreementType } from './agreement.type.js';
import { ComplianceEntryType, ComplianceType } from './compliance.type.js';

const LIMIT = { type: () => Int, description: 'How many at most, up to 100.' } as const;

@Resolver(() => VendorType)
export class VendorAgreementsResolver {
  @ResolveField(() => [AgreementType], { description: 'Its agreements, newest first.' })
  agreements(
    @Parent() vendor: VendorType,
    @Args('limit', { ...LIMIT, defaultValue: 20 }) limit: number,
  ) {
    return planned(vendor, 'agreements', { limit });
  }

  @ResolveField(() => AgreementType, {
    nullable: true,
    description: 'The newest by its first day.',
  })
  latestAgreement(@Parent() vendor: { latestAgreement?: unknown }) {
    return vendor.latestAgreement;
  }

  @ResolveField(() => ComplianceType, {
    description: 'Whether the agreements that it needs are in force.',
  })
  compliance(@Parent() vendor: { compliance?: unknown }) {
    return vendor.compliance;
  }

  @ResolveField(() => [ComplianceEntryType], { description: 'How that changed, newest first.' })
  complianceHistory(
    @Parent() vendor: VendorType,
    @Args('limit', { ...LIMIT, defaultValue: 50 }) limit: number,
  ) {
    return planned(vendor, 'complianceHistory', { limit });
  }
}

@Resolver(() => CoverType)
export class CoverAgreementResolver {
  constructor(private readonly planner: Planner) {}

  @ResolveField(() => AgreementType, {
    nullable: true,
    description: 'The agreement that covers the service, or comes nearest.',
  })
  agreement(
    @Parent() { agreementId }: { readonly agreementId?: string | null },
    @Context() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    if (!agreementId) return null;
    // One statement for all covers of the reply that were asked for the same fields.
    const key = info.fieldNodes[0] ?? CoverAgreementResolver;
    return batch(context, key, (ids: readonly string[]) => this.load(info, ids)).load(agreementId);
  }

  private load(info: GraphQLResolveInfo, ids: readonly string[]) {
    return this.planner.list(info, 'Agreement', {
      where: (row, ask) => [`${row}.id = any(${ask.param(ids)}::uuid[])`],
      orderBy: (row, ask) => `array_position(${ask.param(ids)}::uuid[], ${row}.id)`,
    });
  }
}
