import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { DateTimeScalar } from '../graphql/scalars.js';
import type { AuditAction, AuditOutcome } from './actions.js';
import { AuditActionEnum, AuditOutcomeEnum } from './audit.type.js';

@InputType({ description: 'Which entries; conditions are joined by AND.' })
export class AuditFilter {
  @Field(() => [AuditActionEnum], { nullable: true, description: 'Of these actions.' })
  action?: AuditAction[] | null;
  @Field(() => [AuditOutcomeEnum], { nullable: true, description: 'Of these outcomes.' })
  outcome?: AuditOutcome[] | null;
  @Field(() => ID, { nullable: true, description: 'By this person.' }) personId?: string | null;
  @Field(() => String, { nullable: true, description: 'About a record of this kind …' })
  subjectType?: string | null;
  @Field(() => ID, { nullable: true, description: '… and of this key; both or none.' })
  subjectId?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'From this moment on.' })
  from?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Before this moment.' })
  to?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Part of a name, a reason, an address, an operation or a request id.',
  })
  search?: string | null;
}

@ArgsType()
export class FeedArgs {
  @Field(() => String, { nullable: true, description: 'Where the stretch before ended.' })
  after?: string | null;
  @Field(() => Int, { defaultValue: 50, description: 'How many at most, up to 100.' })
  limit!: number;
}

@ArgsType()
export class AuditEntriesArgs extends FeedArgs {
  @Field(() => AuditFilter, { nullable: true, description: 'Which entries.' })
  filter?: AuditFilter | null;
}
