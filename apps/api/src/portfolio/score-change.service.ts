import { Injectable } from '@nestjs/common';
import { compareReceipts, type BasisChange, type ReceiptChange } from '@chaperone/risk-model';
import type { GraphQLResolveInfo } from 'graphql';
import { Planner } from '../graphql/planner/planner.js';
import { found, Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { unpackReceipt, type PackedReceipt } from '../scoring/packed-receipt.js';
import { changeStatement, type ChangePair } from './portfolio.queries.js';

/** Which vendor, and between which days. */
export interface ChangeQuestion {
  readonly vendor: string;
  readonly from: string;
  readonly to: string;
}

/** Causes as the graph names them, at most so many. */
export function causesOf({ causes }: BasisChange, most: number) {
  return causes
    .slice(0, most)
    .map(({ factor, points, ...cause }) => ({ ...cause, group: factor, points: points ?? 0 }));
}

/** The residual's change where both are known, else the ceiling's. */
export const leadingChange = (change: ReceiptChange): BasisChange =>
  change.residual.delta === null ? change.ceiling : change.residual;

/** The residual's change, its coming and going included; the ceiling's where there is no residual. */
const toldChange = ({ residual, ceiling }: ReceiptChange): BasisChange =>
  residual.before === null && residual.after === null ? ceiling : residual;

/** Longer lists of causes explain nothing. */
const MOST_CAUSES = 50;

/** What moved between two receipts; nothing where the vendor was not scored on one of the days. */
function changeBetween(before: PackedReceipt | null, after: PackedReceipt | null) {
  if (!before || !after)
    return { inherentDelta: null, residualDelta: null, ceilingDelta: null, causes: [] };
  const change = compareReceipts(unpackReceipt(before), unpackReceipt(after));
  return {
    inherentDelta: change.inherent.delta,
    residualDelta: change.residual.delta,
    ceilingDelta: change.ceiling.delta,
    causes: causesOf(toldChange(change), MOST_CAUSES),
  };
}

/** Why a score changed between two days. */
@Injectable()
export class ScoreChangeService {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
  ) {}

  /** @throws Refusal INVALID where the days are the wrong way round, NOT_FOUND without such a vendor */
  async between({ vendor, from, to }: ChangeQuestion, info: GraphQLResolveInfo) {
    if (from > to)
      throw new Refusal('INVALID', 'The first day lies after the last.', { field: 'from' });
    const [pair] = await this.work.read<ChangePair>(changeStatement(vendor, from, to));
    const { before_id, after_id, before, after } = found(pair, `The vendor ${vendor}`);
    const [first, last] = await Promise.all([
      this.entry(info, 'from', before_id),
      this.entry(info, 'to', after_id),
    ]);
    return { from: first, to: last, ...changeBetween(before, after) };
  }

  private entry(info: GraphQLResolveInfo, field: 'from' | 'to', id: string | null) {
    if (id === null) return null;
    return this.planner.byId(info, 'ScoreEntry', id, { path: [field] });
  }
}
