/**
 * The receipt: why a score is what it is, in codes and figures that survive JSON: inputs with their
 * dates and ids, what is missing or assumed, and what each factor, question and incident contributed.
 * No sentence for a screen is written here.
 */
import type { HeatmapLevel } from './bands.js';
import type { ControlState } from './controls.js';
import type { Day } from './days.js';
import type { OrganisationFacts, ServiceFacts } from './facts.js';
import type { TierReason } from './tier.js';
import type {
  Band,
  BreachSource,
  DataClass,
  EvidenceLevel,
  Factor,
  Fault,
  ScoreBasis,
  ServiceFact,
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

/** Points that a factor contributed to a basis; 0 where it takes no part. */
export function pointsOf(basis: BasisReceipt | null, factor: Factor): number {
  return basis?.contributions.find((each) => each.factor === factor)?.points ?? 0;
}
