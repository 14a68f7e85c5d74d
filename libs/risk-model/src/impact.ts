/**
 * How much harm one service can do: data known to others, or care interrupted.
 * In: the facts of a service. Out: figures in 0..1. Unknown facts take the worst value.
 */
import type { ServiceFacts } from './facts.js';
import type { RiskModel } from './model.js';
import type { DataClass } from './vocabulary.js';

/** The parts of a service's impact, each in 0..1. */
export interface ImpactFigures {
  /** S: sensitivity of the most sensitive class, raised for minors. */
  readonly sensitivity: number;
  /** The class that gave S; the first by name among equals. */
  readonly dataClass: DataClass;
  /** V: volume; 1 is a million people. */
  readonly volume: number;
  /** Ia: harm if the service is gone. */
  readonly dependence: number;
}

/** The impact parts of a service; null without data classes. */
export function impactOf(service: ServiceFacts, model: RiskModel): ImpactFigures | null {
  const worst = mostSensitive(service.dataClasses, model);
  if (worst === null) return null;
  const weight = model.dataClasses[worst].sensitivity;
  return {
    sensitivity: service.minors ? Math.min(1, model.minorsFactor * weight) : weight,
    dataClass: worst,
    volume: volumeOf(service.people ?? model.unknown.people, model),
    dependence:
      model.impact.availability *
      model.outageTolerance[service.outageTolerance ?? model.unknown.outageTolerance] *
      model.substitutability[service.substitutability ?? model.unknown.substitutability],
  };
}

/** V = min(1, log10(1 + people) / 6). */
export function volumeOf(people: number, model: RiskModel): number {
  return Math.min(1, Math.log10(1 + Math.max(0, people)) / model.impact.volumeDecades);
}

/** I = 1 − (1 − S(0.4 + 0.6 V))(1 − Ia): harm from the data, from the outage, or from both. */
export function combineImpact(
  sensitivity: number,
  volume: number,
  dependence: number,
  model: RiskModel,
): number {
  const confidentiality = sensitivity * (model.impact.base + model.impact.volume * volume);
  return 1 - (1 - confidentiality) * (1 - dependence);
}

function mostSensitive(classes: readonly DataClass[] | null, model: RiskModel): DataClass | null {
  let worst: DataClass | null = null;
  let weight = -1;
  for (const dataClass of classes ?? []) {
    const own = model.dataClasses[dataClass].sensitivity;
    // Equal weights are settled by name, so that the order of the list does not matter.
    if (own > weight || (own === weight && worst !== null && dataClass < worst)) {
      worst = dataClass;
      weight = own;
    }
  }
  return worst;
}
