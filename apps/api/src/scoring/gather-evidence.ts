/**
 * Everything that scores and covers are computed from, for many vendors at once.
 * In: a transaction and vendor ids. Out: facts by vendor, from a number of statements that does
 * not grow with the number of vendors. It knows tables, no rule of the method and no slice.
 */
import { latestDay } from '@chaperone/risk-model';
import type {
  AgreementFacts,
  AssessmentFacts,
  Band,
  BreachFacts,
  DataClass,
  DatePrecision,
  Day,
  OrganisationFacts,
  ServiceFacts,
  SharedService,
} from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { flatRows, listsBy, type FlatRow } from './flat-rows.js';
import { gatherAssessments } from './gather-answers.js';

/** The organisation as scoring sees it. */
export interface OrganisationEvidence extends OrganisationFacts {
  /** IANA name: decides which day it is for agreements. */
  readonly timeZone: string;
}

/** A service with the choices made about its cover. */
export type ServiceEvidence = ServiceFacts & SharedService;

/** A person's tier in place of the computed one. */
export interface TierChoice {
  readonly tier: Band;
  readonly until: Day;
}

/** Evidence about one vendor. */
export interface VendorEvidence {
  readonly vendorId: string;
  readonly tierChoice: TierChoice | null;
  readonly services: readonly ServiceEvidence[];
  readonly agreements: readonly AgreementFacts[];
  readonly assessments: readonly AssessmentFacts[];
  readonly breaches: readonly BreachFacts[];
}

/** What to gather: cover needs neither answers nor breaches; a preview adds a requested service. */
export interface Gathering {
  readonly asOf: Day;
  readonly scores: boolean;
  readonly countsAsActive?: string;
  /** For a past day: assessments accepted later do not count. */
  readonly acceptedBy?: Day;
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

const ORGANISATION = 'select roles, home_regions, time_zone from organisation';

/**
 * Locks the vendors in one order: two changes of one vendor score one after the other, each seeing
 * the facts of the one before.
 */
const LOCKED_VENDORS = `
  select id, tier_override, tier_override_until::text from vendors
  where id = any($1) order by id for no key update`;

const VENDORS = `
  select id, tier_override, tier_override_until::text from vendors where id = any($1)`;

const SERVICES = `
  select s.vendor_id, s.id, s.name, to_char(s.created_at at time zone 'UTC', ${ISO}),
    s.data_classes, s.minors, s.people::float8, s.access, s.outage_tolerance, s.substitutability,
    s.regions, s.subprocessors, s.subjects,
    (select coalesce(json_agg(json_build_object('kind', c.kind, 'need', c.need)), '[]')
     from service_covers c where c.service_id = s.id)
  from services s where s.vendor_id = any($1) and (s.status = 'ACTIVE' or s.id = $2)`;

const AGREEMENTS = `
  select a.vendor_id, a.id, a.kind, a.status, a.direction, a.effective_on::text,
    a.expires_on::text, a.data_classes,
    (select array_agg(s.service_id) from agreement_services s where s.agreement_id = a.id)
  from agreements a where a.vendor_id = any($1)`;

const BREACHES = `
  select m.vendor_id, b.id, b.incident_id, b.source, m.fault, m.state, m.automatic,
    b.people::float8, b.data_classes, b.discovered_on::text, b.discovered_precision,
    b.breached_on::text, b.breached_precision, b.reported_on::text, b.reported_precision
  from breach_matches m join breaches b on b.id = m.breach_id
  where m.vendor_id = any($1) and m.state = 'CONFIRMED'`;

/** The organisation's facts; an installation that nobody has set up has none. */
export async function gatherOrganisation(tx: EntityManager): Promise<OrganisationEvidence> {
  const [row] = await flatRows(tx, ORGANISATION, []);
  return {
    roles: (row?.[0] as OrganisationFacts['roles'] | undefined) ?? [],
    homeRegions: (row?.[1] as string[] | undefined) ?? ['US'],
    timeZone: (row?.[2] as string | undefined) ?? 'UTC',
  };
}

/** The evidence about the vendors that exist among the given ones, in the order of their ids. */
export async function gatherEvidence(
  tx: EntityManager,
  vendorIds: readonly string[],
  gathering: Gathering,
): Promise<VendorEvidence[]> {
  const active = gathering.countsAsActive ?? null;
  const vendors = await flatRows(tx, active ? VENDORS : LOCKED_VENDORS, [vendorIds]);
  const services = byVendor(await flatRows(tx, SERVICES, [vendorIds, active]), serviceOf);
  const agreements = byVendor(await flatRows(tx, AGREEMENTS, [vendorIds]), agreementOf);
  const { scores, asOf } = gathering;
  const assessments = scores
    ? await gatherAssessments(tx, vendorIds, gathering.acceptedBy ?? null)
    : null;
  const breachRows = scores ? await flatRows(tx, BREACHES, [vendorIds]) : [];
  const breaches = byVendor(breachRows, (row) => breachOf(row, asOf));
  return vendors.map(([id, tier, until]) => {
    const vendorId = id as string;
    return {
      vendorId,
      tierChoice: tier === null ? null : { tier: tier as Band, until: until as Day },
      services: services.get(vendorId) ?? [],
      agreements: agreements.get(vendorId) ?? [],
      assessments: assessments?.get(vendorId) ?? [],
      breaches: breaches.get(vendorId) ?? [],
    };
  });
}

function byVendor<T>(rows: readonly FlatRow[], make: (row: FlatRow) => T): Map<string, T[]> {
  return listsBy(rows.map((row) => [row[0] as string, make(row)] as const));
}

function serviceOf(row: FlatRow): ServiceEvidence {
  return {
    id: row[1] as string,
    name: row[2] as string,
    createdAt: row[3] as string,
    status: 'ACTIVE',
    dataClasses: row[4] as DataClass[] | null,
    minors: row[5] as boolean,
    people: row[6] as number | null,
    access: row[7] as ServiceFacts['access'],
    outageTolerance: row[8] as ServiceFacts['outageTolerance'],
    substitutability: row[9] as ServiceFacts['substitutability'],
    regions: row[10] as string[] | null,
    subprocessors: row[11] as number | null,
    subjects: row[12] as ServiceFacts['subjects'],
    covers: row[13] as SharedService['covers'],
  };
}

function agreementOf(row: FlatRow): AgreementFacts {
  const dataClasses = row[7] as DataClass[];
  return {
    id: row[1] as string,
    kind: row[2] as AgreementFacts['kind'],
    status: row[3] as AgreementFacts['status'],
    direction: row[4] as AgreementFacts['direction'],
    effectiveOn: row[5] as Day | null,
    expiresOn: row[6] as Day | null,
    // An agreement that names no classes, or no services, covers all of them.
    dataClasses: dataClasses.length === 0 ? null : dataClasses,
    serviceIds: row[8] as string[] | null,
  };
}

function breachOf(row: FlatRow, asOf: Day): BreachFacts {
  const day = (at: number): Day | null => {
    const known = row[at] as Day | null;
    return known && latestDay(known, (row[at + 1] as DatePrecision | null) ?? 'DAY', asOf);
  };
  return {
    recordId: row[1] as string,
    incidentId: row[2] as string | null,
    source: row[3] as BreachFacts['source'],
    fault: row[4] as BreachFacts['fault'],
    matchState: row[5] as BreachFacts['matchState'],
    automatic: row[6] as boolean,
    people: row[7] as number | null,
    dataClasses: row[8] as DataClass[] | null,
    discoveredOn: day(9),
    breachedOn: day(11),
    reportedOn: day(13),
  };
}
