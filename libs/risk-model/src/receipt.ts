/**
 * The receipt: why a score is what it is, in codes and figures that survive JSON. In: what the
 * scoring found. Out: inputs with their dates and ids, what is missing or assumed, and what each
 * factor, question and incident contributed. No sentence for a screen is written here.
 */
import type { HeatmapLevel } from './bands.js';
import type { BreachFigures, IncidentFigures } from './breaches.js';
import { levelThatCounts, type ControlPool, type ControlState } from './controls.js';
import type { Day } from './days.js';
import type { OrganisationFacts, ServiceFacts } from './facts.js';
import { combineImpact } from './impact.js';
import { combineLikelihood, combineScore } from './likelihood.js';
import type { RiskModel } from './model.js';
import { shapleyValues } from './shapley.js';
import type { TierReason } from './tier.js';
import {
  FACTORS,
  type Band,
  type BreachSource,
  type DataClass,
  type EvidenceLevel,
  type Factor,
  type Fault,
  type ScoreBasis,
  type ServiceFact,
} from './vocabulary.js';

/** The six figures that a score is made of, each in 0..1, in the order of `FACTORS`. */
export interface ScoreParts {
  /** S */
  readonly sensitivity: number;
  /** V */
  readonly volume: number;
  /** Ia */
  readonly dependence: number;
  /** E */
  readonly exposure: number;
  /** C; 0 where no control is credited. */
  readonly controls: number;
  /** B; 0 for inherent. */
  readonly breaches: number;
}

/** What one factor contributed, in points; CONTROLS ≤ 0, all others ≥ 0. */
export interface Contribution {
  readonly factor: Factor;
  readonly points: number;
}

/** One of a vendor's three scores, with the service that gave it. */
export interface ScoredBasis {
  /** 0..100, to a millionth. */
  readonly score: number;
  /** The band of the figure shown. */
  readonly band: Band;
  readonly serviceId: string;
  readonly serviceName: string;
  /** I, 0..1. */
  readonly impact: number;
  /** L, 0..1. */
  readonly likelihood: number;
  /** For instance 'L4-I3'. */
  readonly cell: string;
  readonly likelihoodLevel: HeatmapLevel;
  readonly impactLevel: HeatmapLevel;
}

/** A score in the receipt: its place, the figures it is made of, and what each contributed. */
export interface BasisReceipt extends ScoredBasis {
  readonly parts: ScoreParts;
  /** Sum to the score. Inherent has the first four factors, ceiling all but CONTROLS. */
  readonly contributions: readonly Contribution[];
}

/** A fact of a service that nobody has recorded. */
export interface UnknownFact {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly fact: ServiceFact;
}

/** The facts of a service as they were on the day, with what they came to. */
export interface ServiceReceipt extends Omit<ServiceFacts, 'createdAt' | 'status' | 'subjects'> {
  /** null: not computable. */
  readonly figures: {
    /** The most sensitive class. */
    readonly dataClass: DataClass;
    readonly sensitivity: number;
    readonly volume: number;
    readonly dependence: number;
    readonly impact: number;
    readonly access: number;
    readonly subprocessors: number;
    readonly abroad: boolean;
    readonly exposure: number;
  } | null;
}

/** One pooled question, short because a receipt holds hundreds: w, c and e as in the formula. */
export interface QuestionReceipt {
  readonly key: string;
  /** Weight. */
  readonly w: number;
  /** Effectiveness; absent when unanswered. */
  readonly c?: number;
  /** Force of the evidence, to nine decimals. */
  readonly e?: number;
  readonly level?: EvidenceLevel;
  readonly answeredOn?: Day | undefined;
  readonly evidenceEnd?: Day | undefined;
  /** Position in the receipt's list of assessments. */
  readonly from?: number;
}

/** Controls in the receipt. */
export interface ControlsReceipt {
  readonly state: ControlState;
  /** C; null unless ASSESSED. */
  readonly effectiveness: number | null;
  readonly answeredWeight: number;
  readonly applicableWeight: number;
  readonly wholeWeight: number;
  readonly openFindings: number;
  readonly assessments: readonly {
    readonly id: string;
    readonly templateKey: string;
    readonly acceptedAt: string;
  }[];
  readonly questions: readonly QuestionReceipt[];
}

/** One incident in the receipt. */
export interface IncidentReceipt {
  readonly incidentId: string | null;
  /** The record that counts: the worst of the incident. */
  readonly recordId: string;
  /** How many counted records tell of it. */
  readonly records: number;
  readonly source: BreachSource;
  readonly fault: Fault;
  readonly people: number | null;
  readonly dataClasses: readonly DataClass[] | null;
  /** The day that age runs from; null: no date is known, so it counts as fresh. */
  readonly day: Day | null;
  readonly ageDays: number;
  readonly severity: number;
  readonly severityAssumed: boolean;
  readonly b: number;
}

/** Why a vendor's scores are what they are. Plain JSON. */
export interface Receipt {
  readonly modelVersion: string;
  readonly asOf: Day;
  readonly organisation: OrganisationFacts;
  readonly inherent: BasisReceipt | null;
  readonly residual: BasisReceipt | null;
  readonly ceiling: BasisReceipt | null;
  /** false: the scores are of the services that can be computed ("at least"), or there is none. */
  readonly complete: boolean;
  readonly tier: Band | null;
  readonly tierReasons: readonly TierReason[];
  readonly missing: readonly UnknownFact[];
  readonly assumed: readonly UnknownFact[];
  /** Active services, oldest first. */
  readonly services: readonly ServiceReceipt[];
  readonly controls: ControlsReceipt;
  readonly breaches: {
    /** B, 0..0.6. */
    readonly history: number;
    readonly incidents: readonly IncidentReceipt[];
  };
}

/** What one question took off the residual score, and what is still to gain there. */
export interface ControlCredit {
  readonly key: string;
  readonly weight: number;
  readonly effectiveness: number;
  readonly force: number;
  readonly answered: boolean;
  readonly answeredOn: Day | null;
  readonly assessmentId: string | null;
  /** Points, ≤ 0; all together are the contribution of CONTROLS. */
  readonly credit: number;
  /** w(1 − c·e)/Σw, 0..1: the part of C that a perfect, audited answer would add. */
  readonly toGain: number;
}

/** What one incident added to a score. */
export interface IncidentShare {
  readonly incident: IncidentReceipt;
  /** Points, ≥ 0; all together are the contribution of BREACHES. */
  readonly points: number;
}

const PLAYERS: Readonly<Record<ScoreBasis, readonly number[]>> = {
  INHERENT: [0, 1, 2, 3],
  RESIDUAL: [0, 1, 2, 3, 4, 5],
  CEILING: [0, 1, 2, 3, 5],
};

/** The receipt's entry of a basis. */
export function basisOf(receipt: Receipt, basis: ScoreBasis): BasisReceipt | null {
  switch (basis) {
    case 'INHERENT':
      return receipt.inherent;
    case 'RESIDUAL':
      return receipt.residual;
    case 'CEILING':
      return receipt.ceiling;
  }
}

/** The parts as a list in the order of `FACTORS`. */
export const partsInOrder = (parts: ScoreParts): readonly number[] => [
  parts.sensitivity,
  parts.volume,
  parts.dependence,
  parts.exposure,
  parts.controls,
  parts.breaches,
];

/** The one formula: 100 √(I L), from six figures in the order of `FACTORS`; not rounded. */
export function scoreOfParts(parts: readonly number[], model: RiskModel): number {
  const [s = 0, v = 0, ia = 0, e = 0, c = 0, b = 0] = parts;
  return combineScore(combineImpact(s, v, ia, model), combineLikelihood(e, c, b, model));
}

/** What each factor contributed to a stored score: Shapley values over absent and present. */
export function contributionsOf(
  parts: ScoreParts,
  basis: ScoreBasis,
  score: number,
  model: RiskModel,
): Contribution[] {
  const figures = partsInOrder(parts);
  const players = PLAYERS[basis];
  const present = [0, 0, 0, 0, 0, 0];
  const values = shapleyValues(players.length, (bits) => {
    players.forEach((factor, at) => {
      present[factor] = ((bits >> at) & 1) === 1 ? (figures[factor] ?? 0) : 0;
    });
    return scoreOfParts(present, model);
  });
  const sum = values.reduce((total, value) => total + value, 0);
  // The score is stored to a millionth; what is shared out is the stored figure.
  const scale = sum > 0 ? score / sum : 0;
  return players.map((factor, at) => ({
    factor: FACTORS[factor] ?? 'EXPOSURE',
    points: (values[at] ?? 0) * scale + 0,
  }));
}

/** Points that a factor contributed to a basis; 0 where it takes no part. */
export function pointsOf(basis: BasisReceipt | null, factor: Factor): number {
  return basis?.contributions.find((each) => each.factor === factor)?.points ?? 0;
}

/**
 * What each question earned on the residual score and what it still could, the largest gain
 * first. Credit is shared by w·c·e: nothing earned, nothing shared. All credits are 0 while the
 * residual is not assessed or its service may use the data for the vendor's own purposes.
 */
export function controlCredits(receipt: Receipt): ControlCredit[] {
  const { questions, assessments, applicableWeight } = receipt.controls;
  const points = pointsOf(receipt.residual, 'CONTROLS');
  let earned = 0;
  for (const { w, c = 0, e = 0 } of questions) earned += w * c * e;
  const perUnit = earned > 0 ? points / earned : 0;
  const credits = questions.map(({ key, w, c, e = 0, answeredOn, from }) => ({
    key,
    weight: w,
    effectiveness: c ?? 0,
    force: e,
    answered: c !== undefined,
    answeredOn: answeredOn ?? null,
    assessmentId: from === undefined ? null : (assessments[from]?.id ?? null),
    credit: perUnit * w * (c ?? 0) * e + 0,
    toGain: (w * (1 - (c ?? 0) * e)) / applicableWeight,
  }));
  return credits.sort((a, b) => b.toGain - a.toGain || (a.key < b.key ? -1 : 1));
}

/** What each incident added to the residual or ceiling score, in proportion to b; largest first. */
export function incidentShares(
  receipt: Receipt,
  basis: 'RESIDUAL' | 'CEILING' = 'RESIDUAL',
): IncidentShare[] {
  const points = pointsOf(basisOf(receipt, basis), 'BREACHES');
  const { incidents } = receipt.breaches;
  let sum = 0;
  for (const incident of incidents) sum += incident.b;
  return incidents.map((incident) => ({
    incident,
    points: sum > 0 ? (points * incident.b) / sum : 0,
  }));
}

/** The controls' part of a receipt. */
export function controlsReceipt(pool: ControlPool): ControlsReceipt {
  const positions = new Map(pool.assessments.map((assessment, at) => [assessment.id, at]));
  const questions: QuestionReceipt[] = [];
  for (const { key, weight, effectiveness, force, answer, assessment } of pool.questions) {
    if (answer === null || assessment === null) {
      questions.push({ key, w: weight });
      continue;
    }
    questions.push({
      key,
      w: weight,
      c: effectiveness,
      e: Math.round(force * 1e9) / 1e9,
      level: levelThatCounts(answer),
      answeredOn: answer.answeredOn ?? undefined,
      evidenceEnd: answer.evidenceEnd ?? undefined,
      from: positions.get(assessment.id) ?? 0,
    });
  }
  return {
    state: pool.state,
    effectiveness: pool.effectiveness,
    answeredWeight: pool.answeredWeight,
    applicableWeight: pool.applicableWeight,
    wholeWeight: pool.wholeWeight,
    openFindings: pool.openFindings,
    assessments: pool.assessments.map(({ id, templateKey, acceptedAt }) => ({
      id,
      templateKey,
      acceptedAt,
    })),
    questions,
  };
}

/** The breaches' part of a receipt. */
export function breachesReceipt(figures: BreachFigures): Receipt['breaches'] {
  return { history: figures.history, incidents: figures.incidents.map(incidentReceipt) };
}

function incidentReceipt(figures: IncidentFigures): IncidentReceipt {
  const { record } = figures;
  return {
    incidentId: figures.incidentId,
    recordId: record.recordId,
    records: figures.records,
    source: record.source,
    fault: record.fault,
    people: record.people,
    dataClasses: record.dataClasses,
    day: figures.day,
    ageDays: figures.ageDays,
    severity: figures.severity,
    severityAssumed: figures.severityAssumed,
    b: figures.share,
  };
}
