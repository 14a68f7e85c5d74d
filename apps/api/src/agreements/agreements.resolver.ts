/** Agreements in the graph, and what vendors, services and covers show of them. */
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
import { addDays, agreementState, daysBetween } from '@chaperone/risk-model';
import type { AgreementState, AgreementStatus } from '@chaperone/risk-model';
import type { GraphQLResolveInfo } from 'graphql';
import { Can, type Principal } from '../graphql/access.js';
import { AgreementStateEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { Planner } from '../graphql/planner/planner.js';
import { CurrentPrincipal, type GraphContext } from '../graphql/principal.js';
import { DateScalar } from '../graphql/scalars.js';
import { Work } from '../graphql/work.js';
import { AgreementPage, AgreementType } from './agreement.type.js';
import { AgreementsArgs, RecordAgreementInput } from './agreements.inputs.js';
import { agreementQuestion, agreementsQuestion } from './agreements.question.js';
import { AgreementsService } from './agreements.service.js';
import { CoverGapPage } from './compliance.type.js';

/** What the planner reads for fields that depend on the day. */
export interface AgreementDates {
  readonly status: AgreementStatus;
  readonly effective_on: string | null;
  readonly expires_on: string | null;
  readonly notice_days: number | null;
}

const stateOf = (dates: AgreementDates, today: string): AgreementState =>
  agreementState(
    { status: dates.status, effectiveOn: dates.effective_on, expiresOn: dates.expires_on },
    today,
  );

@Resolver(() => AgreementType)
export class AgreementsResolver {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly service: AgreementsService,
  ) {}

  @Query(() => AgreementPage, { description: 'Agreements, filtered and sorted in the database.' })
  @Can('agreements:read')
  agreements(@Args() args: AgreementsArgs, @Info() info: GraphQLResolveInfo) {
    return this.planner.page(info, 'Agreement', agreementsQuestion(args));
  }

  @Query(() => AgreementType, {
    nullable: true,
    description: 'One agreement, by key or by reference.',
  })
  @Can('agreements:read')
  agreement(
    @Args('id', { type: () => ID, description: 'Key, or reference such as AGR-7.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ) {
    const question = agreementQuestion(id);
    return question && this.planner.first(info, 'Agreement', question);
  }

  @Query(() => CoverGapPage, {
    description: 'Services whose needed agreement is not in force, the riskiest vendors first.',
  })
  @Can('agreements:read')
  coverGaps(@Args() { offset, limit }: PageArgs, @Info() info: GraphQLResolveInfo) {
    return this.planner.page(info, 'CoverGap', {
      orderBy: (gap) =>
        `${gap}.rank_score desc nulls last, ${gap}.normalised_name, ${gap}.service_id, ${gap}.cover`,
      offset,
      limit,
    });
  }

  @Mutation(() => AgreementType, {
    description: 'Records or changes an agreement; the vendor’s compliance state follows.',
  })
  @Can('agreements:write')
  recordAgreement(
    @Args('input', { description: 'The agreement.' }) input: RecordAgreementInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) =>
      this.planner.byId(info, 'Agreement', await this.service.record(tx, input, by), { tx }),
    );
  }

  @ResolveField(() => AgreementStateEnum, { description: 'What it is today.' })
  state(@Parent() dates: AgreementDates, @Context() { today }: GraphContext): AgreementState {
    return stateOf(dates, today);
  }

  @ResolveField(() => DateScalar, {
    nullable: true,
    description: 'Last day to give notice before its end.',
  })
  noticeBy(@Parent() { status, expires_on: end, notice_days: days }: AgreementDates) {
    return status === 'SIGNED' && end !== null && days !== null ? addDays(end, -days) : null;
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'Days from today to its last day; null unless it is active and has one.',
  })
  daysLeft(@Parent() dates: AgreementDates, @Context() { today }: GraphContext) {
    const active = stateOf(dates, today) === 'ACTIVE';
    return active && dates.expires_on !== null ? daysBetween(today, dates.expires_on) : null;
  }
}
