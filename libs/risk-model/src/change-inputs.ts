/**
 * The inputs of a score as they stand in a receipt, one by one, for `compareReceipts`: ten
 * figures that the formula can be run on again, and the moves of questions and incidents.
 */
import { combineImpact } from './impact.js';
import { combineExposure, combineLikelihood, combineScore } from './likelihood.js';
import type { RiskModel } from './model.js';
import type {
  BasisReceipt,
  IncidentReceipt,
  QuestionReceipt,
  Receipt,
  ServiceReceipt,
} from './receipt.js';
import { ACCESS_LEVELS, type Factor } from './vocabulary.js';

/** What can move a score. */
export const CHANGE_CODES = [
  'MODEL',
  'SERVICE_ADDED',
  'SERVICE_REMOVED',
  'SERVICE_NAMED',
  'DATA_CLASSES',
  'MINORS',
  'PEOPLE',
  'OUTAGE_TOLERANCE',
  'SUBSTITUTABILITY',
  'ACCESS',
  'SUBPROCESSORS',
  'REGIONS',
  'HOME_REGIONS',
  'QUESTION_ADDED',
  'QUESTION_REMOVED',
  'WEIGHT',
  'ANSWER',
  'EVIDENCE',
  'BREACH_ADDED',
  'BREACH_REMOVED',
  'BREACH_CHANGED',
  'TIME',
  'CONTROLS_ASSESSED',
  'CONTROLS_NOT_ASSESSED',
  'SERVICES_ASSESSED',
  'SERVICES_NOT_ASSESSED',
] as const;
/**
 * MODEL: another version of the method. SERVICE_ADDED, SERVICE_REMOVED, SERVICE_NAMED: another
 * service now gives the score. CONTROLS_… and SERVICES_…: a score appeared or went, which has no
 * points. TIME: answers, evidence or breaches grew older.
 */
export type ChangeCode = (typeof CHANGE_CODES)[number];

/** A value before or after; JSON. */
export type ChangeValue = string | number | boolean | null | readonly string[];

/** A change of one question or incident, with the part of C or B that it moved. */
export interface Move {
  readonly code: ChangeCode;
  readonly id: string;
  readonly before: ChangeValue;
  readonly after: ChangeValue;
  /** Additive among moves of one kind; positive raises C or B. */
  readonly amount: number;
}

/** One fact of the named service. */
export interface InputFact {
  readonly code: ChangeCode;
  readonly factor: Factor;
  readonly before: ChangeValue;
}

/** Weight of the class, minors, V, outage, substitute, access level, sub-processors, abroad, C, B. */
export type InputValues = [
  weight: number,
  minors: number,
  volume: number,
  outage: number,
  substitute: number,
  accessLevel: number,
  subprocessors: number,
  abroad: number,
  controls: number,
  breaches: number,
];

/** Ten figures of a score: eight of the named service, then C and B. */
export interface Inputs {
  readonly values: Readonly<InputValues>;
  /** The facts behind the first eight. */
  readonly facts: readonly InputFact[];
}

/** The inputs of a score; null when the receipt does not hold its service. */
export function inputsOf(receipt: Receipt, basis: BasisReceipt, model: RiskModel): Inputs | null {
  const service = receipt.services.find((each) => each.id === basis.serviceId);
  if (!service?.figures) return null;
  const { figures } = service;
  const { unknown, outageTolerance, substitutability } = model;
  const residual = basis === receipt.residual;
  return {
    values: [
      model.dataClasses[figures.dataClass].sensitivity,
      service.minors ? 1 : 0,
      figures.volume,
      outageTolerance[service.outageTolerance ?? unknown.outageTolerance],
      substitutability[service.substitutability ?? unknown.substitutability],
      ACCESS_LEVELS.indexOf(service.access ?? 'OWN_PURPOSES'),
      figures.subprocessors,
      figures.abroad ? 1 : 0,
      residual ? (receipt.controls.effectiveness ?? 0) : 0,
      basis.parts.breaches,
    ],
    facts: factsOf(service),
  };
}

/** The score of ten figures, in the order of `inputsOf`; not rounded. */
export function scoreOfInputs(values: Readonly<InputValues>, model: RiskModel): number {
  const [weight, minors, volume, outage, substitute, level, subprocessors] = values;
  const [, , , , , , , abroad, controls, breaches] = values;
  const access = ACCESS_LEVELS[level] ?? 'OWN_PURPOSES';
  const sensitivity = minors === 1 ? Math.min(1, model.minorsFactor * weight) : weight;
  const dependence = model.impact.availability * outage * substitute;
  const exposure = combineExposure(model.access[access], subprocessors, abroad === 1, model);
  const credited = access === 'OWN_PURPOSES' ? 0 : controls;
  return combineScore(
    combineImpact(sensitivity, volume, dependence, model),
    combineLikelihood(exposure, credited, breaches, model),
  );
}

/**
 * What each question did to C: (w′c′e′ − wce − C(w′ − w)) / W′. These sum to the change of C, and
 * a question that did not change gets nothing although others came or went.
 */
export function questionMoves(from: Receipt, to: Receipt): Move[] {
  const held = new Map(from.controls.questions.map((question) => [question.key, question]));
  const level = from.controls.effectiveness ?? 0;
  const whole = to.controls.applicableWeight;
  const moves: Move[] = [];
  for (const question of to.controls.questions) {
    const before = held.get(question.key);
    held.delete(question.key);
    const weight = question.w - (before?.w ?? 0);
    const amount = (earnedBy(question) - earnedBy(before) - level * weight) / whole;
    if (amount !== 0) moves.push({ ...questionMove(before, question), amount });
  }
  for (const gone of held.values()) {
    const amount = (level * gone.w - earnedBy(gone)) / whole;
    const code: ChangeCode = 'QUESTION_REMOVED';
    const before = gone.c ?? null;
    if (amount !== 0) moves.push({ code, id: gone.key, before, after: null, amount });
  }
  return moves;
}

/** What each incident did to −ln(1 − B), which is additive over incidents. */
export function incidentMoves(from: Receipt, to: Receipt): Move[] {
  const held = new Set(from.breaches.incidents);
  const moves: Move[] = [];
  for (const incident of to.breaches.incidents) {
    const before = from.breaches.incidents.find((each) => held.has(each) && same(each, incident));
    if (before) held.delete(before);
    const amount = weightOf(incident) - (before ? weightOf(before) : 0);
    if (amount !== 0) moves.push({ ...incidentMove(before, incident), amount });
  }
  for (const gone of held) {
    const amount = -weightOf(gone);
    const code: ChangeCode = 'BREACH_REMOVED';
    if (amount !== 0) moves.push({ code, id: nameOf(gone), before: gone.b, after: null, amount });
  }
  return moves;
}

function factsOf(service: ServiceReceipt): InputFact[] {
  return [
    { code: 'DATA_CLASSES', factor: 'DATA_SENSITIVITY', before: service.dataClasses },
    { code: 'MINORS', factor: 'DATA_SENSITIVITY', before: service.minors },
    { code: 'PEOPLE', factor: 'VOLUME', before: service.people },
    { code: 'OUTAGE_TOLERANCE', factor: 'CARE_DEPENDENCE', before: service.outageTolerance },
    { code: 'SUBSTITUTABILITY', factor: 'CARE_DEPENDENCE', before: service.substitutability },
    { code: 'ACCESS', factor: 'EXPOSURE', before: service.access },
    { code: 'SUBPROCESSORS', factor: 'EXPOSURE', before: service.subprocessors },
    { code: 'REGIONS', factor: 'EXPOSURE', before: service.regions },
  ];
}

const earnedBy = (question: QuestionReceipt | undefined): number =>
  question === undefined ? 0 : question.w * (question.c ?? 0) * (question.e ?? 0);

function questionMove(
  one: QuestionReceipt | undefined,
  other: QuestionReceipt,
): Omit<Move, 'amount'> {
  const id = other.key;
  const before = one?.c ?? null;
  const after = other.c ?? null;
  if (one === undefined) return { code: 'QUESTION_ADDED', id, before, after };
  if (before !== after || one.answeredOn !== other.answeredOn) {
    return { code: 'ANSWER', id, before, after };
  }
  return sameAnswerMove(one, other);
}

function sameAnswerMove(one: QuestionReceipt, other: QuestionReceipt): Omit<Move, 'amount'> {
  const id = other.key;
  if (one.level !== other.level || one.evidenceEnd !== other.evidenceEnd) {
    return { code: 'EVIDENCE', id, before: one.level ?? null, after: other.level ?? null };
  }
  if (one.w !== other.w) return { code: 'WEIGHT', id, before: one.w, after: other.w };
  return { code: 'TIME', id, before: one.e ?? null, after: other.e ?? null };
}

const weightOf = (incident: IncidentReceipt): number => -Math.log(1 - incident.b);

const same = (one: IncidentReceipt, other: IncidentReceipt): boolean =>
  one.recordId === other.recordId ||
  (one.incidentId !== null && one.incidentId === other.incidentId);

const untouched = (one: IncidentReceipt, other: IncidentReceipt): boolean =>
  one.recordId === other.recordId &&
  one.fault === other.fault &&
  one.day === other.day &&
  one.severity === other.severity;

const nameOf = (incident: IncidentReceipt): string => incident.incidentId ?? incident.recordId;

function incidentMove(
  one: IncidentReceipt | undefined,
  other: IncidentReceipt,
): Omit<Move, 'amount'> {
  const id = nameOf(other);
  if (one === undefined) return { code: 'BREACH_ADDED', id, before: null, after: other.b };
  const code: ChangeCode = untouched(one, other) ? 'TIME' : 'BREACH_CHANGED';
  return { code, id, before: one.b, after: other.b };
}
