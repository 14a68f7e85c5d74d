/**
 * The tier: how much care a vendor calls for, before anything it says about itself. In: active
 * services and the inherent score. Out: a band with the reasons that raised it. Answers,
 * evidence and breaches never move it, so a well-behaved holder of therapy notes stays critical.
 */
import { bandOf, worseBand } from './bands.js';
import type { ServiceFacts } from './facts.js';
import { RISK_MODEL_2026_1, type RiskModel } from './model.js';
import { CARE_CLASSES, type Band, type DataClass } from './vocabulary.js';

/** What can raise a tier above the band of the inherent score. */
export const TIER_TRIGGERS = [
  'MOST_SENSITIVE_CLASS',
  'WIDE_ACCESS_TO_CARE_DATA',
  'MINORS',
  'EMBEDDED_ON_CARE_SITE',
] as const;
/**
 * MOST_SENSITIVE_CLASS: psychotherapy notes, Part 2 records or session content with any access
 * but NONE (CRITICAL). WIDE_ACCESS_TO_CARE_DATA: ADMINISTRATIVE or OWN_PURPOSES access to a
 * care class (CRITICAL). MINORS: minors with any class but PUBLIC (at least HIGH).
 * EMBEDDED_ON_CARE_SITE: EMBEDDED with DEVICE_AND_BROWSING (at least HIGH).
 */
export type TierTrigger = (typeof TIER_TRIGGERS)[number];

/** One trigger that holds for one service. */
export interface TierReason {
  readonly trigger: TierTrigger;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The tier is at least this. */
  readonly atLeast: Band;
}

/** The computed tier; null while neither a score nor a trigger says anything. */
export interface ComputedTier {
  readonly tier: Band | null;
  readonly reasons: readonly TierReason[];
}

/** The tier of a vendor from its services (only ACTIVE ones count) and its inherent score. */
export function computeTier(
  services: readonly ServiceFacts[],
  inherent: number | null,
  model: RiskModel = RISK_MODEL_2026_1,
): ComputedTier {
  let tier: Band | null = inherent === null ? null : bandOf(inherent, model);
  const reasons: TierReason[] = [];
  for (const service of services) {
    if (service.status !== 'ACTIVE') continue;
    for (const trigger of triggersOf(service, model)) {
      const atLeast = leastTier(trigger);
      tier = worseBand(tier, atLeast);
      reasons.push({ trigger, serviceId: service.id, serviceName: service.name, atLeast });
    }
  }
  return { tier, reasons };
}

function triggersOf(service: ServiceFacts, model: RiskModel): TierTrigger[] {
  const { access } = service;
  const classes = service.dataClasses ?? [];
  const found: TierTrigger[] = [];
  if (access !== 'NONE' && someOf(classes, model.criticalClasses)) {
    found.push('MOST_SENSITIVE_CLASS');
  }
  const wide = access === 'ADMINISTRATIVE' || access === 'OWN_PURPOSES';
  if (wide && someOf(classes, CARE_CLASSES)) {
    found.push('WIDE_ACCESS_TO_CARE_DATA');
  }
  if (service.minors && classes.some((dataClass) => dataClass !== 'PUBLIC')) found.push('MINORS');
  if (isEmbedded(service)) found.push('EMBEDDED_ON_CARE_SITE');
  return found;
}

const isEmbedded = ({ access, dataClasses }: ServiceFacts): boolean =>
  access === 'EMBEDDED' && dataClasses !== null && dataClasses.includes('DEVICE_AND_BROWSING');

function leastTier(trigger: TierTrigger): Band {
  switch (trigger) {
    case 'MOST_SENSITIVE_CLASS':
    case 'WIDE_ACCESS_TO_CARE_DATA':
      return 'CRITICAL';
    case 'MINORS':
    case 'EMBEDDED_ON_CARE_SITE':
      return 'HIGH';
  }
}

function someOf(classes: readonly DataClass[], wanted: readonly DataClass[]): boolean {
  for (const dataClass of classes) if (wanted.includes(dataClass)) return true;
  return false;
}
