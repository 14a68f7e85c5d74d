/** What one question and one incident have in a score. In: a receipt. Out: points, sorted. */
import { partsInOrder, scoreOfParts } from './contributions.js';
import type { Day } from './days.js';
import { RISK_MODEL_2026_1, RISK_MODELS } from './model.js';
import { basisOf, pointsOf, type IncidentReceipt, type Receipt } from './receipt.js';

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
  /**
   * Points, ≥ 0, that such an answer would take off the residual score of the service that gives it;
   * null while there is none. Another service may then be the worst.
   */
  readonly pointsToGain: number | null;
}

/** What one incident added to a score. */
export interface IncidentShare {
  readonly incident: IncidentReceipt;
  /** Points, ≥ 0; all together are the contribution of BREACHES. */
  readonly points: number;
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
  const gained = gains(receipt);
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
    pointsToGain: gained((w * (1 - (c ?? 0) * e)) / applicableWeight),
  }));
  return credits.sort((a, b) => b.toGain - a.toGain || (a.key < b.key ? -1 : 1));
}

/** How many points the residual would fall by where C rose by so much. */
function gains({ residual, services, modelVersion }: Receipt): (share: number) => number | null {
  if (residual === null) return () => null;
  const model = RISK_MODELS[modelVersion] ?? RISK_MODEL_2026_1;
  // a service that may use the data for itself has no control credited, now or then
  const named = services.find((service) => service.id === residual.serviceId);
  const credited = named?.access !== 'OWN_PURPOSES';
  const now = scoreOfParts(partsInOrder(residual.parts), model);
  return (share) => {
    const better = Math.min(1, residual.parts.controls + (credited ? share : 0));
    return now - scoreOfParts(partsInOrder({ ...residual.parts, controls: better }), model);
  };
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
