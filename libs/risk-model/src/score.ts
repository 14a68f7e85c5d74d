/**
 * The score of a vendor. In: facts, the day, a model. Out: inherent, residual and ceiling, each
 * with its service and place, the tier, what is missing or assumed, and the receipt. Same input,
 * same output: no clock, no chance, no table. Null in, null out: no data is never a zero.
 */
import { bandOf, placeOnHeatmap, storedFigure } from './bands.js';
import { weighBreaches } from './breaches.js';
import { poolControls, type ControlState } from './controls.js';
import { dayNumber, type Day } from './days.js';
import type { OrganisationFacts, ServiceFacts, VendorFacts } from './facts.js';
import { combineImpact, impactOf } from './impact.js';
import { combineLikelihood, combineScore, exposureOf } from './likelihood.js';
import { RISK_MODEL_2026_1, type RiskModel } from './model.js';
import { contributionsOf } from './contributions.js';
import { breachesReceipt, controlsReceipt } from './receipt-entries.js';
import type {
  BasisReceipt,
  Receipt,
  ScoredBasis,
  ScoreParts,
  ServiceReceipt,
  UnknownFact,
} from './receipt.js';
import { computeTier, type TierReason } from './tier.js';
import type { Band, ScoreBasis, ServiceFact } from './vocabulary.js';

/** A vendor's scores on one day. */
export interface VendorScore {
  readonly modelVersion: string;
  readonly asOf: Day;
  /** null: NOT_ASSESSED; `missing` says what is not known. */
  readonly inherent: ScoredBasis | null;
  /** null also while the controls are not assessed; then `ceiling` stands in its place. */
  readonly residual: ScoredBasis | null;
  readonly ceiling: ScoredBasis | null;
  /** Every active service could be computed, and there is one. */
  readonly complete: boolean;
  /** The computed tier; null while nothing is known. A person's override is the caller's. */
  readonly tier: Band | null;
  readonly tierReasons: readonly TierReason[];
  /** Facts without which a service cannot be computed. */
  readonly missing: readonly UnknownFact[];
  /** Facts of computed services that are unknown and took the worst value. */
  readonly assumed: readonly UnknownFact[];
  readonly controlState: ControlState;
  /** Pooled scored answers whose effectiveness is below one half. */
  readonly openFindings: number;
  readonly receipt: Receipt;
}

interface Figured {
  readonly service: ServiceFacts;
  readonly receipt: ServiceReceipt;
  readonly figures: NonNullable<ServiceReceipt['figures']>;
}

interface Past {
  /** C; null while not assessed. */
  readonly controls: number | null;
  /** B. */
  readonly breaches: number;
}

/**
 * Scores a vendor for the day `asOf` ('YYYY-MM-DD', UTC). Only ACTIVE services count; each score
 * is the highest among those that can be computed, a tie going to the higher impact, then to the
 * older service. The order of any list in the facts does not matter.
 * @throws RangeError when a day does not exist in the calendar.
 */
export function scoreVendor(
  facts: VendorFacts,
  asOf: Day,
  model: RiskModel = RISK_MODEL_2026_1,
): VendorScore {
  dayNumber(asOf);
  const active = facts.services.filter((service) => service.status === 'ACTIVE').sort(byAge);
  const pool = poolControls(facts.assessments, asOf, model);
  const breaches = weighBreaches(facts.breaches, asOf, model);
  const services = active.map((service) => describe(service, facts.organisation, model));
  const figured = withFigures(active, services);
  const past = { controls: pool.effectiveness, breaches: breaches.history };
  const scores = scoresOf(figured, past, model);
  const { tier, reasons } = computeTier(active, scores.inherent?.score ?? null, model);
  const shared = {
    modelVersion: model.version,
    asOf,
    complete: active.length > 0 && figured.length === active.length,
    tier,
    tierReasons: reasons,
    missing: unknownFacts(active, missingFacts),
    assumed: unknownFacts(
      figured.map((each) => each.service),
      assumedFacts,
    ),
  };
  const controls = controlsReceipt(pool);
  const history = breachesReceipt(breaches);
  const inputs = { organisation: facts.organisation, services, controls, breaches: history };
  return {
    ...shared,
    inherent: placeOf(scores.inherent),
    residual: placeOf(scores.residual),
    ceiling: placeOf(scores.ceiling),
    controlState: pool.state,
    openFindings: pool.openFindings,
    receipt: { ...shared, ...scores, ...inputs },
  };
}

/** Facts without which a service cannot be computed; empty when it can. */
export function missingFacts(service: ServiceFacts): ServiceFact[] {
  const missing: ServiceFact[] = [];
  if (service.dataClasses === null || service.dataClasses.length === 0) {
    missing.push('DATA_CLASSES');
  }
  if (service.access === null) missing.push('ACCESS');
  return missing;
}

/** Facts that are unknown and take the worst value. */
export function assumedFacts(service: ServiceFacts): ServiceFact[] {
  const assumed: ServiceFact[] = [];
  if (service.people === null) assumed.push('PEOPLE');
  if (service.subprocessors === null) assumed.push('SUBPROCESSORS');
  if (service.regions === null || service.regions.length === 0) assumed.push('REGIONS');
  if (service.outageTolerance === null) assumed.push('OUTAGE_TOLERANCE');
  if (service.substitutability === null) assumed.push('SUBSTITUTABILITY');
  return assumed;
}

/** Oldest first; the id settles services of the same instant. */
function byAge(one: ServiceFacts, other: ServiceFacts): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

function describe(
  service: ServiceFacts,
  organisation: OrganisationFacts,
  model: RiskModel,
): ServiceReceipt {
  const impact = impactOf(service, model);
  const exposure = exposureOf(service, organisation, model);
  const { id, name, dataClasses, minors, people, access } = service;
  const { outageTolerance, substitutability, regions, subprocessors } = service;
  const facts = { id, name, dataClasses, minors, people, access };
  const more = { outageTolerance, substitutability, regions, subprocessors };
  if (impact === null || exposure === null) return { ...facts, ...more, figures: null };
  const { sensitivity, volume, dependence } = impact;
  const combined = combineImpact(sensitivity, volume, dependence, model);
  return { ...facts, ...more, figures: { ...impact, ...exposure, impact: combined } };
}

function withFigures(
  active: readonly ServiceFacts[],
  receipts: readonly ServiceReceipt[],
): Figured[] {
  const figured: Figured[] = [];
  active.forEach((service, at) => {
    const receipt = receipts[at];
    if (receipt?.figures) figured.push({ service, receipt, figures: receipt.figures });
  });
  return figured;
}

const scoresOf = (
  figured: readonly Figured[],
  past: Past,
  model: RiskModel,
): Pick<Receipt, 'inherent' | 'residual' | 'ceiling'> => ({
  inherent: highest(figured, 'INHERENT', past, model),
  residual: highest(figured, 'RESIDUAL', past, model),
  ceiling: highest(figured, 'CEILING', past, model),
});

/** The highest score of a basis; services come oldest first, so a tie stays with the older. */
function highest(
  figured: readonly Figured[],
  basis: ScoreBasis,
  past: Past,
  model: RiskModel,
): BasisReceipt | null {
  if (basis === 'RESIDUAL' && past.controls === null) return null;
  let best: Figured | null = null;
  let bestScore = -1;
  for (const each of figured) {
    const likelihood = likelihoodOf(partsOf(each, basis, past), model);
    // Nine decimals, so that equal scores reached by other sums are still a tie.
    const score = Math.round(combineScore(each.figures.impact, likelihood) * 1e9);
    const higher = score === bestScore && each.figures.impact > (best?.figures.impact ?? 0);
    if (score > bestScore || higher) {
      best = each;
      bestScore = score;
    }
  }
  return best === null ? null : basisReceipt(best, basis, partsOf(best, basis, past), model);
}

function partsOf(each: Figured, basis: ScoreBasis, past: Past): ScoreParts {
  const { sensitivity, volume, dependence, exposure } = each.figures;
  // Controls do not hinder a use that the vendor is entitled to.
  const credited = basis === 'RESIDUAL' && each.service.access !== 'OWN_PURPOSES';
  return {
    sensitivity,
    volume,
    dependence,
    exposure,
    controls: credited ? (past.controls ?? 0) : 0,
    breaches: basis === 'INHERENT' ? 0 : past.breaches,
  };
}

const likelihoodOf = (parts: ScoreParts, model: RiskModel): number =>
  combineLikelihood(parts.exposure, parts.controls, parts.breaches, model);

function basisReceipt(
  each: Figured,
  basis: ScoreBasis,
  parts: ScoreParts,
  model: RiskModel,
): BasisReceipt {
  const { impact } = each.figures;
  const likelihood = likelihoodOf(parts, model);
  const score = storedFigure(combineScore(impact, likelihood));
  const place = placeOnHeatmap(likelihood, impact, model);
  return {
    score,
    band: bandOf(score, model),
    serviceId: each.service.id,
    serviceName: each.service.name,
    impact,
    likelihood,
    cell: place.cell,
    likelihoodLevel: place.likelihood,
    impactLevel: place.impact,
    parts,
    contributions: contributionsOf(parts, basis, score, model),
  };
}

function placeOf(basis: BasisReceipt | null): ScoredBasis | null {
  if (basis === null) return null;
  const { score, band, serviceId, serviceName, impact, likelihood } = basis;
  const { cell, likelihoodLevel, impactLevel } = basis;
  const service = { serviceId, serviceName };
  return { score, band, ...service, impact, likelihood, cell, likelihoodLevel, impactLevel };
}

function unknownFacts(
  services: readonly ServiceFacts[],
  factsOf: (service: ServiceFacts) => readonly ServiceFact[],
): UnknownFact[] {
  const unknown: UnknownFact[] = [];
  for (const service of services) {
    for (const fact of factsOf(service)) {
      unknown.push({ serviceId: service.id, serviceName: service.name, fact });
    }
  }
  return unknown;
}
