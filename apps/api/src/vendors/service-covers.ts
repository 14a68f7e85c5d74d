/**
 * The covers of one service as the page shows them: needed or not, chosen or by rule, in force or
 * not. In: facts that one statement read. Out: one entry a kind that matters. The rule is risk-model's.
 */
import { COVER_KINDS, agreementState, complianceOf, neededCover } from '@chaperone/risk-model';
import type {
  AgreementFacts,
  CoverKind,
  CoverNeed,
  CoverReason,
  Day,
  OrganisationFacts,
  SharedService,
} from '@chaperone/risk-model';
import type { PersonType } from '../identity/person.type.js';
import type { CoverType } from './service.type.js';

/** What somebody decided about a cover. */
interface CoverChoice {
  readonly kind: CoverKind;
  readonly need: CoverNeed;
  readonly reason: CoverReason | null;
  readonly note: string;
  readonly decidedAt: string;
  readonly decidedBy: PersonType | null;
}

/** Facts that covers follow from. */
export interface CoverFacts {
  readonly today: Day;
  readonly organisation: OrganisationFacts | null;
  readonly service: Pick<SharedService, 'id' | 'name' | 'dataClasses' | 'subjects'>;
  readonly choices: readonly CoverChoice[];
  readonly agreements: readonly AgreementFacts[];
}

/** A cover, and the agreement that covers or comes nearest. */
export interface CoverParent extends CoverType {
  readonly agreementId: string | null;
}

/** Covers that are needed, or that somebody decided about. */
export function coversOf(facts: CoverFacts): CoverParent[] {
  const organisation = facts.organisation ?? { roles: [], homeRegions: [] };
  const byRule = new Set(neededCover(organisation, facts.service));
  return COVER_KINDS.flatMap((kind) => {
    const choice = facts.choices.find((each) => each.kind === kind);
    if (!choice && !byRule.has(kind)) return [];
    return {
      ...(choice ? { ...choice, explicit: true } : byTheRule(kind)),
      ...holding(facts, kind),
    };
  });
}

/** A cover that nobody decided about: the rule of the method holds. */
function byTheRule(kind: CoverKind) {
  const nobody = { reason: null, note: '', decidedBy: null, decidedAt: null };
  return { kind, need: 'NEEDED' as const, explicit: false, ...nobody };
}

/** Whether a cover of this kind is in force, asked as if only this one were needed. */
function holding(facts: CoverFacts, kind: CoverKind) {
  const covers = COVER_KINDS.map((each) => ({
    kind: each,
    need: each === kind ? ('NEEDED' as const) : ('NOT_NEEDED' as const),
  }));
  const service: SharedService = { ...facts.service, status: 'ACTIVE', covers };
  const nobody: OrganisationFacts = { roles: [], homeRegions: [] };
  const { reasons } = complianceOf(nobody, [service], facts.agreements, facts.today);
  const [gap] = reasons;
  if (gap) return { inForce: false, agreementId: gap.agreementId };
  return { inForce: true, agreementId: coveringOf(facts, kind)?.id ?? null };
}

function coveringOf({ agreements, service, today }: CoverFacts, kind: CoverKind) {
  return agreements.find(
    (each) =>
      each.kind === kind &&
      each.direction === 'DOWNSTREAM' &&
      agreementState(each, today) === 'ACTIVE' &&
      (each.serviceIds === null || each.serviceIds.includes(service.id)),
  );
}
