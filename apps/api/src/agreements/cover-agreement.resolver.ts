import { Context, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { batch } from '../graphql/batch.js';
import { Planner } from '../graphql/planner/planner.js';
import type { GraphContext } from '../graphql/principal.js';
import { CoverType } from '../vendors/service.type.js';
import { AgreementType } from './agreement.type.js';

/** What this room adds to the covers of a service. */
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
