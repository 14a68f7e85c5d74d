/** Fields of scores that are worked out from what was read, and a vendor's history. */
import { Args, ArgsType, Field, ID, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { planned } from '../graphql/planner/planner.js';
import { Refusal } from '../graphql/refusal.js';
import { receiptForGraph, type ReceiptParent } from '../scoring/receipt-for-graph.js';
import { ReceiptType, ScoreType } from '../scoring/receipt.type.js';
import type { UnknownFactRecord } from '../scoring/score-record.js';
import {
  MissingFactType,
  QuestionnaireCoverageType,
  ScoreHistoryType,
  type ScoreEntryType,
} from '../scoring/score.type.js';
import { VendorType } from './vendor.type.js';

/** A score as the planner, or a preview, puts it together. */
export interface ScoreParent {
  readonly missing?: readonly UnknownFactRecord[];
  readonly assumed?: readonly UnknownFactRecord[];
  readonly questionnaire?: QuestionnaireCoverageType;
  readonly receipt?: ReceiptParent;
}

const line = ({ serviceName, fact }: UnknownFactRecord): string =>
  serviceName === null ? fact : `${serviceName}: ${fact}`;

/** Facts of services; that a questionnaire is missing belongs to none. */
const ofServices = (unknown: readonly UnknownFactRecord[] | undefined) =>
  (unknown ?? []).filter((each) => each.service !== null);

@Resolver(() => ScoreType)
export class ScoresResolver {
  @ResolveField(() => [String], {
    description: 'What is missing, a line each; QUESTIONNAIRE where the controls are not assessed.',
  })
  missing(@Parent() { missing }: ScoreParent): string[] {
    return (missing ?? []).map(line);
  }

  @ResolveField(() => [String], {
    description: 'What is not known and counts as the worst, a line each.',
  })
  assumed(@Parent() { assumed }: ScoreParent): string[] {
    return (assumed ?? []).map(line);
  }

  @ResolveField(() => [MissingFactType], {
    description: 'Facts without which a service cannot be computed.',
  })
  missingFacts(@Parent() { missing }: ScoreParent) {
    return ofServices(missing);
  }

  @ResolveField(() => [MissingFactType], {
    description: 'Facts that are not known and count as the worst.',
  })
  assumedFacts(@Parent() { assumed }: ScoreParent) {
    return ofServices(assumed);
  }

  @ResolveField(() => QuestionnaireCoverageType, { description: 'How much is answered.' })
  questionnaire(@Parent() { questionnaire }: ScoreParent) {
    return questionnaire;
  }

  @ResolveField(() => ReceiptType, { description: 'Why the scores are what they are.' })
  receipt(@Parent() { receipt }: ScoreParent) {
    return receipt && receiptForGraph(receipt);
  }
}

@ArgsType()
export class ScoreHistoryArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many at most, up to 100.' })
  limit!: number;
  @Field(() => ID, { nullable: true, description: 'Older than this entry.' })
  after?: string | null;
}

@Resolver(() => VendorType)
export class ScoreHistoryResolver {
  @ResolveField(() => ScoreHistoryType, { description: 'Its scores through time, newest first.' })
  scoreHistory(@Parent() vendor: VendorType, @Args() args: ScoreHistoryArgs): ScoreHistoryType {
    if (args.after && !/^\d{1,15}$/.test(args.after))
      throw new Refusal('INVALID', 'Pass `after` as `next` gave it.', { field: 'after' });
    const entries = planned<ScoreEntryType[] | undefined>(vendor, 'scoreHistory', args) ?? [];
    const items = entries.slice(0, args.limit);
    return { items, next: entries.length > items.length ? (items.at(-1)?.id ?? null) : null };
  }
}
