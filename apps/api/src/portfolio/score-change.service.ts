import { Injectable } from '@nestjs/common';
import { compareReceipts, type BasisChange, type ReceiptChange } from '@chaperone/risk-model';
import type { GraphQLResolveInfo } from 'graphql';
import { Planner } from '../graphql/planner/planner.js';
import { found, Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { unpackReceipt, type PackedReceipt } from '../scoring/packed-receipt.js';
import {
  changeStatement,
  namesStatement,
  type ChangePair,
  type HeldScore,
  type NameRow,
} from './portfolio.queries.js';

/** Which vendor, and between which days or stored scores. */
export interface ChangeQuestion {
  readonly vendor: string;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly fromEntry?: string | null;
  readonly toEntry?: string | null;
}

/** Causes as the graph names them, at most so many. */
export function causesOf({ causes }: BasisChange, most: number) {
  return causes
    .slice(0, most)
    .map(({ factor, points, ...cause }) => ({ ...cause, group: factor, points: points ?? 0 }));
}

type Cause = ReturnType<typeof causesOf>[number];

/** Says of each cause what its id names: "answer changed" alone does not say which. */
export async function withNames<T extends { readonly causes: readonly Cause[] }>(
  work: Work,
  changes: readonly T[],
): Promise<(Omit<T, 'causes'> & { causes: (Cause & { about: string | null })[] })[]> {
  const ids = new Set(changes.flatMap(({ causes }) => causes.flatMap(({ id }) => id ?? [])));
  const rows = ids.size ? await work.read<NameRow>(namesStatement([...ids])) : [];
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return changes.map((change) => ({
    ...change,
    causes: change.causes.map((cause) => ({ ...cause, about: names.get(cause.id ?? '') ?? null })),
  }));
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

const ENTRY = /^\d{1,15}$/;

/** An entry goes before a day; one of them has to be given. */
function heldScore(
  field: 'from' | 'to',
  on: string | null | undefined,
  entry: string | null | undefined,
): HeldScore {
  if (entry && !ENTRY.test(entry))
    throw new Refusal('INVALID', 'An entry is named by its id in the score history.', {
      field: `${field}Entry`,
    });
  if (!entry && !on) throw new Refusal('INVALID', 'Give a day or an entry.', { field });
  return entry ? { on: null, entry } : { on: on ?? null, entry: null };
}

/** Why a score changed between two days or two stored scores. */
@Injectable()
export class ScoreChangeService {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
  ) {}

  /** @throws Refusal INVALID where the days are the wrong way round, NOT_FOUND without such a vendor */
  async between(question: ChangeQuestion, info: GraphQLResolveInfo) {
    const { vendor } = question;
    const from = heldScore('from', question.from, question.fromEntry);
    const to = heldScore('to', question.to, question.toEntry);
    if (from.on !== null && to.on !== null && from.on > to.on)
      throw new Refusal('INVALID', 'The first day lies after the last.', { field: 'from' });
    const [pair] = await this.work.read<ChangePair>(changeStatement(vendor, from, to));
    const { before_id, after_id, before, after } = found(pair, `The vendor ${vendor}`);
    const [first, last] = await Promise.all([
      this.entry(info, 'from', before_id),
      this.entry(info, 'to', after_id),
    ]);
    const [change] = await withNames(this.work, [changeBetween(before, after)]);
    return { from: first, to: last, ...change };
  }

  private entry(info: GraphQLResolveInfo, field: 'from' | 'to', id: string | null) {
    if (id === null) return null;
    return this.planner.byId(info, 'ScoreEntry', id, { path: [field] });
  }
}
