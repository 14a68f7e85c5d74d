/**
 * How likely harm is through one service: how far the vendor reaches, what its controls
 * take away, what its past adds. In: facts of a service, C and B. Out: figures in 0..1.
 */
import type { OrganisationFacts, ServiceFacts } from './facts.js';
import type { RiskModel } from './model.js';
import { isAtHome } from './regions.js';

/** The parts of a service's exposure. */
export interface ExposureFigures {
  /** a: weight of the access, 0..1. */
  readonly access: number;
  /** Sub-processors counted, 0 to 10. */
  readonly subprocessors: number;
  /** Some processing is, or may be, outside the home regions. */
  readonly abroad: boolean;
  /** E, 0..1. */
  readonly exposure: number;
}

/** The exposure of a service; null without access. */
export function exposureOf(
  service: ServiceFacts,
  organisation: OrganisationFacts,
  model: RiskModel,
): ExposureFigures | null {
  if (service.access === null) return null;
  const access = model.access[service.access];
  const known = service.subprocessors ?? model.unknown.subprocessors;
  const subprocessors = Math.min(model.exposure.subprocessorsCounted, Math.max(0, known));
  const abroad = isAbroad(service.regions, organisation.homeRegions);
  return {
    access,
    subprocessors,
    abroad,
    exposure: combineExposure(access, subprocessors, abroad, model),
  };
}

/** E = 1 − (1 − a)(1 − 0.04 a n)(1 − 0.1 a [abroad]); sub-processors and regions widen access. */
export function combineExposure(
  access: number,
  subprocessors: number,
  abroad: boolean,
  model: RiskModel,
): number {
  const chain = 1 - model.exposure.perSubprocessor * access * subprocessors;
  const place = abroad ? 1 - model.exposure.abroad * access : 1;
  return 1 - (1 - access) * chain * place;
}

/** L = 1 − (1 − E(1 − κC))(1 − B). With C = 0 the ceiling; with C = B = 0 inherent. */
export function combineLikelihood(
  exposure: number,
  controls: number,
  breaches: number,
  model: RiskModel,
): number {
  return 1 - (1 - exposure * (1 - model.controls.credit * controls)) * (1 - breaches);
}

/** score = 100 √(I L). */
export const combineScore = (impact: number, likelihood: number): number =>
  100 * Math.sqrt(impact * likelihood);

/** Whether data is, or for all we know may be, processed outside the home regions. */
export function isAbroad(
  regions: readonly string[] | null,
  homeRegions: readonly string[],
): boolean {
  if (regions === null || regions.length === 0) return true;
  return regions.some((region) => !isAtHome(region, homeRegions));
}
