/**
 * Why did it change? In: two receipts of one vendor. Out: for each score the inputs that moved
 * it, the largest first, in codes and points that sum to the difference. Time passing is a cause
 * like any other. Reads receipts only, so old scores can be compared after their facts are gone.
 */
import {
  incidentMoves,
  inputsOf,
  questionMoves,
  scoreOfInputs,
  type ChangeCode,
  type ChangeValue,
  type InputValues,
  type Move,
} from './change-inputs.js';
import { RISK_MODEL_2026_1, RISK_MODELS } from './model.js';
import { basisOf, type BasisReceipt, type Receipt } from './receipt.js';
import { shapleyValues } from './shapley.js';
import type { Factor, ScoreBasis } from './vocabulary.js';

/** One input that moved a score. */
export interface ChangeCause {
  readonly code: ChangeCode;
  readonly factor: Factor;
  /** The service, question, or incident or breach record that it is about; null: none. */
  readonly id: string | null;
  readonly before: ChangeValue;
  readonly after: ChangeValue;
  /** Points, positive when the score rose; null where a score appeared or went. */
  readonly points: number | null;
}

/** What became of one score. */
export interface BasisChange {
  readonly basis: ScoreBasis;
  readonly before: number | null;
  readonly after: number | null;
  /** after − before; null unless both are known. */
  readonly delta: number | null;
  /** Largest first; their points sum to delta. */
  readonly causes: readonly ChangeCause[];
}

/** What became of a vendor's three scores. */
export interface ReceiptChange {
  readonly inherent: BasisChange;
  readonly residual: BasisChange;
  readonly ceiling: BasisChange;
}

/** Compares two receipts of one vendor, the older first. Pure; any two receipts will do. */
export function compareReceipts(from: Receipt, to: Receipt): ReceiptChange {
  return {
    inherent: compareBasis(from, to, 'INHERENT'),
    residual: compareBasis(from, to, 'RESIDUAL'),
    ceiling: compareBasis(from, to, 'CEILING'),
  };
}

function compareBasis(from: Receipt, to: Receipt, basis: ScoreBasis): BasisChange {
  const one = basisOf(from, basis);
  const other = basisOf(to, basis);
  const figures = { basis, before: one?.score ?? null, after: other?.score ?? null };
  if (one === null || other === null) {
    return { ...figures, delta: null, causes: appeared(from, to, figures.before, figures.after) };
  }
  const delta = other.score - one.score;
  if (from.modelVersion !== to.modelVersion) {
    const versions = { before: from.modelVersion, after: to.modelVersion };
    const cause = { code: 'MODEL', factor: 'EXPOSURE', id: null, points: delta } as const;
    return { ...figures, delta, causes: delta === 0 ? [] : [{ ...cause, ...versions }] };
  }
  return { ...figures, delta, causes: fitted(moved(from, to, one, other), delta) };
}

/** A score that appeared or went has a cause but no points: nothing is not zero. */
function appeared(
  from: Receipt,
  to: Receipt,
  before: number | null,
  after: number | null,
): ChangeCause[] {
  if (before === null && after === null) return [];
  // Where inherent is known and residual is not, it is the controls that are not assessed.
  const controls = (before === null ? from : to).inherent !== null;
  const gone = after === null;
  const ofControls = gone ? 'CONTROLS_NOT_ASSESSED' : 'CONTROLS_ASSESSED';
  const ofServices = gone ? 'SERVICES_NOT_ASSESSED' : 'SERVICES_ASSESSED';
  const code = controls ? ofControls : ofServices;
  const factor = controls ? 'CONTROLS' : 'EXPOSURE';
  return [{ code, factor, id: null, before, after, points: null }];
}

/** Inputs that differ become players of one Shapley value; a change of service is one player. */
function moved(from: Receipt, to: Receipt, one: BasisReceipt, other: BasisReceipt): ChangeCause[] {
  const model = RISK_MODELS[to.modelVersion] ?? RISK_MODEL_2026_1;
  const before = inputsOf(from, one, model);
  const after = inputsOf(to, other, model);
  if (before === null || after === null) return [];
  const sameService = one.serviceId === other.serviceId;
  const players = playersOf(before.values, after.values, sameService);
  const mixed: InputValues = [...before.values];
  const points = shapleyValues(players.length, (bits) => {
    players.forEach((positions, player) => {
      const source = ((bits >> player) & 1) === 1 ? after.values : before.values;
      for (const at of positions) mixed[at] = source[at] ?? 0;
    });
    return scoreOfInputs(mixed, model);
  });
  return players.flatMap((positions, player) => {
    const [at = 0] = positions;
    const moving = points[player] ?? 0;
    if (at === CONTROLS) return shared(questionMoves(from, to), moving, 'CONTROLS');
    if (at === BREACHES) return shared(incidentMoves(from, to), moving, 'BREACHES');
    if (!sameService) return [namedCause(from, to, [one, other], moving)];
    const fact = before.facts[at];
    const next = after.facts[at];
    if (fact === undefined || next === undefined) return [];
    const named = { ...fact, id: one.serviceId, after: next.before, points: moving };
    return [at === ABROAD ? abroadCause(from, to, named) : named];
  });
}

const ABROAD = 7;
const CONTROLS = 8;
const BREACHES = 9;

/** The service's regions, or where those stayed, our own: what is abroad depends on both. */
function abroadCause(from: Receipt, to: Receipt, cause: ChangeCause): ChangeCause {
  if (String(cause.before) !== String(cause.after)) return cause;
  const homes = { before: from.organisation.homeRegions, after: to.organisation.homeRegions };
  return { ...cause, code: 'HOME_REGIONS', id: null, ...homes };
}

function playersOf(
  before: readonly number[],
  after: readonly number[],
  sameService: boolean,
): number[][] {
  const players: number[][] = sameService ? [] : [[0, 1, 2, 3, 4, 5, 6, 7]];
  for (let at = sameService ? 0 : CONTROLS; at < before.length; at += 1) {
    if (before[at] !== after[at]) players.push([at]);
  }
  return players;
}

function namedCause(
  from: Receipt,
  to: Receipt,
  [one, other]: readonly [BasisReceipt, BasisReceipt],
  points: number,
): ChangeCause {
  const known = (receipt: Receipt, id: string): boolean =>
    receipt.services.some((service) => service.id === id && service.figures !== null);
  let code: ChangeCode = known(to, one.serviceId) ? 'SERVICE_NAMED' : 'SERVICE_REMOVED';
  if (!known(from, other.serviceId)) code = 'SERVICE_ADDED';
  const names = { before: one.serviceName, after: other.serviceName };
  return { code, factor: 'EXPOSURE', id: other.serviceId, ...names, points };
}

/** Shares a factor's points among its moves in proportion to their amounts; time is one cause. */
function shared(moves: readonly Move[], points: number, factor: Factor): ChangeCause[] {
  let sum = 0;
  for (const move of moves) sum += move.amount;
  // Moves that cancel out leave nothing to share.
  if (Math.abs(sum) < 1e-9) return [];
  const causes: ChangeCause[] = [];
  let time = 0;
  for (const { amount, code, id, before, after } of moves) {
    if (code === 'TIME') time += amount;
    else causes.push({ code, factor, id, before, after, points: (points * amount) / sum });
  }
  if (time !== 0) {
    const aged = { code: 'TIME', factor, id: null, before: null, after: null } as const;
    causes.push({ ...aged, points: (points * time) / sum });
  }
  return causes;
}

/** Drops what moved nothing, puts the largest first, and gives it the remainder of rounding. */
function fitted(causes: readonly ChangeCause[], delta: number): ChangeCause[] {
  const kept = causes
    .filter((cause) => Math.abs(cause.points ?? 0) > 1e-7)
    .sort(
      (a, b) => Math.abs(b.points ?? 0) - Math.abs(a.points ?? 0) || (a.code < b.code ? -1 : 1),
    );
  const [largest, ...others] = kept;
  if (largest === undefined) return [];
  let rest = delta;
  for (const cause of others) rest -= cause.points ?? 0;
  return [{ ...largest, points: rest }, ...others];
}
