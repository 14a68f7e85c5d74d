/**
 * Cover: which agreements the sharing of data needs, and whether they are in force on a day.
 * In: the organisation, services with the choices people made, agreements. Out: a state with
 * reasons in codes. Gaps are gates beside the score, never points: points would let a good
 * questionnaire buy off a missing contract. Not legal advice, and nothing here is guessed.
 */
import { addDays, type Day } from './days.js';
import type { OrganisationFacts } from './facts.js';
import { reachesEurope } from './regions.js';
import type {
  AgreementDirection,
  AgreementKind,
  AgreementState,
  AgreementStatus,
  ComplianceState,
  CoverKind,
  CoverNeed,
  DataClass,
  OrganisationRole,
  ServiceStatus,
  Subject,
} from './vocabulary.js';

/** What cover asks of a service. */
export interface SharedService {
  readonly id: string;
  readonly name: string;
  readonly status: ServiceStatus;
  /** null or empty: not known, counts as personal data of every class. */
  readonly dataClasses: readonly DataClass[] | null;
  /** Empty: nobody has said, counts as patients. */
  readonly subjects: readonly Subject[];
  /** What people decided against, or beyond, the default. */
  readonly covers: readonly { readonly kind: CoverKind; readonly need: CoverNeed }[];
}

/** What cover asks of an agreement. */
export interface AgreementFacts {
  readonly id: string;
  readonly kind: AgreementKind;
  readonly status: AgreementStatus;
  readonly direction: AgreementDirection;
  /** null: in force from the signature. */
  readonly effectiveOn: Day | null;
  /** Last day in force; null: no end (evergreen). */
  readonly expiresOn: Day | null;
  /** null: every service of the vendor; a list covers only what it names. */
  readonly serviceIds: readonly string[] | null;
  /** null: every class of data; a list covers only what it names. */
  readonly dataClasses: readonly DataClass[] | null;
}

/** Why a needed cover is not in force. */
export const COVER_GAP_CODES = [
  'NO_AGREEMENT',
  'NOT_SIGNED',
  'TERMINATED',
  'EXPIRED',
  'NOT_YET_EFFECTIVE',
  'SERVICE_NOT_COVERED',
  'CLASS_NOT_COVERED',
] as const;
/** Later is nearer to being in force; the nearest agreement is the one named. */
export type CoverGapCode = (typeof COVER_GAP_CODES)[number];

/** A cover that a service needs and that is not in force. */
export interface CoverGap {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly cover: CoverKind;
  readonly code: CoverGapCode;
  /** Classes that no agreement in force covers; empty where the service's classes are unknown. */
  readonly uncoveredClasses: readonly DataClass[];
  /** The agreement that comes nearest; null: there is none of that kind. */
  readonly agreementId: string | null;
}

/** A vendor's compliance state on a day. */
export interface Compliance {
  readonly state: ComplianceState;
  readonly reasons: readonly CoverGap[];
}

/**
 * The covers that a service needs by default, from the organisation's roles and home alone.
 * BAA: a covered entity or business associate (45 CFR 164.502(e), 164.504(e)). QSOA: a Part 2
 * program that shares its records (42 CFR 2.11, 2.12(c)(4)). DPA: not under HIPAA, or at home in
 * the EEA, the United Kingdom or Switzerland (GDPR Article 28). Only for patients' or visitors'
 * data other than PUBLIC or DEIDENTIFIED.
 */
export function neededCover(
  organisation: OrganisationFacts,
  service: Pick<SharedService, 'dataClasses' | 'subjects'>,
): CoverKind[] {
  const { roles, homeRegions } = organisation;
  if (!concernsPatients(service.subjects) || !isPersonal(service.dataClasses)) return [];
  const needed: CoverKind[] = [];
  if (holds(roles, 'COVERED_ENTITY') || holds(roles, 'BUSINESS_ASSOCIATE')) needed.push('BAA');
  if (holds(roles, 'PART_2_PROGRAM') && mayHoldPart2(service.dataClasses)) needed.push('QSOA');
  if (holds(roles, 'NOT_HIPAA') || reachesEurope(homeRegions)) needed.push('DPA');
  return needed;
}

/** The covers that a service needs after people's choices: NEEDED adds, NOT_NEEDED takes away. */
export function coverOf(organisation: OrganisationFacts, service: SharedService): CoverKind[] {
  const needed = new Set(neededCover(organisation, service));
  for (const choice of service.covers) {
    if (choice.need === 'NEEDED') needed.add(choice.kind);
    else needed.delete(choice.kind);
  }
  return (['BAA', 'QSOA', 'DPA'] as const).filter((kind) => needed.has(kind));
}

/**
 * What an agreement is on a day in the organisation's time zone; the last day is included. An
 * agreement that renews itself shows EXPIRED past its stated end until somebody records the
 * renewed one: no renewal is assumed that nobody has looked at.
 */
export function agreementState(
  agreement: Pick<AgreementFacts, 'status' | 'effectiveOn' | 'expiresOn'>,
  day: Day,
): AgreementState {
  switch (agreement.status) {
    case 'DRAFT':
    case 'IN_NEGOTIATION':
    case 'TERMINATED':
      return agreement.status;
    case 'SIGNED':
      if (agreement.expiresOn !== null && day > agreement.expiresOn) return 'EXPIRED';
      if (agreement.effectiveOn !== null && day < agreement.effectiveOn) return 'NOT_YET_EFFECTIVE';
      return 'ACTIVE';
  }
}

/**
 * Whether the cover that a vendor's ACTIVE services need is in force on a day. Several agreements
 * of one kind cover a service together. NOT_NEEDED: no active service needs any cover.
 */
export function complianceOf(
  organisation: OrganisationFacts,
  services: readonly SharedService[],
  agreements: readonly AgreementFacts[],
  day: Day,
): Compliance {
  const reasons: CoverGap[] = [];
  let needed = 0;
  for (const service of services) {
    if (service.status !== 'ACTIVE') continue;
    for (const cover of coverOf(organisation, service)) {
      needed += 1;
      const gap = gapOf(service, cover, agreements, day);
      if (gap !== null) reasons.push(gap);
    }
  }
  if (needed === 0) return { state: 'NOT_NEEDED', reasons };
  return { state: reasons.length === 0 ? 'IN_FORCE' : 'GAP', reasons };
}

/**
 * The next day after `day` on which a compliance state may change by itself: a start, or the day
 * after an end, of a signed agreement. null: none.
 */
export function nextStateDay(
  agreements: readonly Pick<AgreementFacts, 'status' | 'effectiveOn' | 'expiresOn'>[],
  day: Day,
): Day | null {
  let next: Day | null = null;
  for (const { status, effectiveOn, expiresOn } of agreements) {
    if (status !== 'SIGNED') continue;
    for (const at of [effectiveOn, expiresOn === null ? null : addDays(expiresOn, 1)]) {
      if (at !== null && at > day && (next === null || at < next)) next = at;
    }
  }
  return next;
}

const holds = (roles: readonly OrganisationRole[], role: OrganisationRole): boolean =>
  roles.includes(role);

const concernsPatients = (subjects: readonly Subject[]): boolean =>
  subjects.length === 0 || subjects.includes('PATIENTS') || subjects.includes('VISITORS');

const isUnknown = (classes: readonly DataClass[] | null): classes is null =>
  classes === null || classes.length === 0;

function isPersonal(classes: readonly DataClass[] | null): boolean {
  return isUnknown(classes) || classes.some((each) => each !== 'PUBLIC' && each !== 'DEIDENTIFIED');
}

const mayHoldPart2 = (classes: readonly DataClass[] | null): boolean =>
  isUnknown(classes) || classes.includes('SUD_RECORDS');

/** The classes that an agreement of a kind has to cover. */
function classesFor(cover: CoverKind, classes: readonly DataClass[]): DataClass[] {
  switch (cover) {
    case 'QSOA':
      return classes.filter((each) => each === 'SUD_RECORDS');
    case 'BAA':
      // Employment records held as an employer are not PHI (45 CFR 160.103).
      return classes.filter((each) => !['PUBLIC', 'DEIDENTIFIED', 'EMPLOYEE'].includes(each));
    case 'DPA':
      return classes.filter((each) => each !== 'PUBLIC' && each !== 'DEIDENTIFIED');
  }
}

function gapOf(
  service: SharedService,
  cover: CoverKind,
  agreements: readonly AgreementFacts[],
  day: Day,
): CoverGap | null {
  const { id: serviceId, name: serviceName, dataClasses } = service;
  const ofKind = agreements
    .filter((each) => each.kind === cover && each.direction === 'DOWNSTREAM')
    .map((agreement) => ({ agreement, code: shortfallOf(agreement, serviceId, day) }))
    .sort(nearestFirst);
  const inForce = ofKind.filter(({ code }) => code === 'CLASS_NOT_COVERED');
  const uncoveredClasses = isUnknown(dataClasses) ? [] : classesFor(cover, dataClasses);
  const open = uncoveredClasses.filter((each) => !inForce.some((held) => covers(held, each)));
  const forAll = inForce.some(({ agreement }) => agreement.dataClasses === null);
  // Only an agreement for all data covers data that nobody has described.
  const covered = forAll || (!isUnknown(dataClasses) && open.length === 0 && inForce.length > 0);
  if (covered) return null;
  const [nearest] = ofKind;
  return {
    serviceId,
    serviceName,
    cover,
    code: nearest?.code ?? 'NO_AGREEMENT',
    uncoveredClasses: open,
    agreementId: nearest?.agreement.id ?? null,
  };
}

interface Shortfall {
  readonly agreement: AgreementFacts;
  readonly code: CoverGapCode;
}

const covers = ({ agreement }: Shortfall, dataClass: DataClass): boolean =>
  agreement.dataClasses === null || agreement.dataClasses.includes(dataClass);

function nearestFirst(one: Shortfall, other: Shortfall): number {
  const step = COVER_GAP_CODES.indexOf(other.code) - COVER_GAP_CODES.indexOf(one.code);
  return step === 0 ? (one.agreement.id < other.agreement.id ? -1 : 1) : step;
}

/** How far an agreement falls short; CLASS_NOT_COVERED: at most in the classes it lists. */
function shortfallOf(agreement: AgreementFacts, serviceId: string, day: Day): CoverGapCode {
  const state = agreementState(agreement, day);
  switch (state) {
    case 'DRAFT':
    case 'IN_NEGOTIATION':
      return 'NOT_SIGNED';
    case 'TERMINATED':
    case 'EXPIRED':
    case 'NOT_YET_EFFECTIVE':
      return state;
    case 'ACTIVE': {
      const covered = agreement.serviceIds === null || agreement.serviceIds.includes(serviceId);
      return covered ? 'CLASS_NOT_COVERED' : 'SERVICE_NOT_COVERED';
    }
  }
}
