import { Info, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Planner } from '../graphql/planner/planner.js';
import { OverviewType } from '../scoring/overview.type.js';
import { AgreementType } from './agreement.type.js';
import { agreementsQuestion, coverGapsQuestion } from './agreements.question.js';
import { CoverGapPage } from './compliance.type.js';

/** A quarter: longer than most notice periods. */
const ENDING_DAYS = 90;

/** What this room adds to the overview. */
@Resolver(() => OverviewType)
export class OverviewAgreementsResolver {
  constructor(private readonly planner: Planner) {}

  @ResolveField(() => [AgreementType], {
    description: 'In force and ending within 90 days, the next first; at most 20.',
  })
  endingAgreements(@Info() info: GraphQLResolveInfo) {
    const filter = { endsWithinDays: ENDING_DAYS };
    return this.planner.list(
      info,
      'Agreement',
      agreementsQuestion({ filter, offset: 0, limit: 20 }),
    );
  }

  @ResolveField(() => CoverGapPage, {
    description: 'Needed cover that is not in force, the riskiest vendors first; at most 10.',
  })
  coverGaps(@Info() info: GraphQLResolveInfo) {
    return this.planner.page(info, 'CoverGap', coverGapsQuestion({ offset: 0, limit: 10 }));
  }
}
