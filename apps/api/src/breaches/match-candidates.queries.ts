import type { BreachSource, DatePrecision } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import type { MatchableRecord, MatchableVendor } from './matching/index.js';

/** Which pairs to look for: those of these records, of these vendors, or all. */
export interface MatchScope {
  readonly breachIds?: readonly string[];
  readonly vendorIds?: readonly string[];
}

/** A pair that may fit; only the pure score says whether it does. */
export interface CandidatePair {
  readonly breach_id: string;
  readonly vendor_id: string;
}

/** A name shorter than this stands in too many texts to be looked for there (letters). */
const SHORTEST_MENTION = 4;

/** Up to this many vendors are looked up one by one, by the trigram indexes over records. */
const FEW_VENDORS = 20;

/**
 * Pairs that share a domain, a likeness of names, or a mention, and have no match yet. For a few
 * vendors the trigram indexes find them; for many, names are compared only where they share a first
 * word, their letters, or a beginning or an end, as every pair does that scores as a proposal.
 */
export async function candidatePairs(
  tx: EntityManager,
  { breachIds, vendorIds }: MatchScope,
): Promise<CandidatePair[]> {
  const few = vendorIds !== undefined && vendorIds.length <= FEW_VENDORS;
  if (few) return pairsBy(tx, PAIRS_BY_INDEX, { breachIds, vendorIds });
  // records just written look few to the planner: it would hold every word against every name
  await tx.query('set local enable_nestloop = off');
  const pairs = await pairsBy(tx, PAIRS_BY_WORDS, { breachIds, vendorIds });
  await tx.query('set local enable_nestloop to default');
  return pairs;
}

function pairsBy(
  tx: EntityManager,
  way: string,
  { breachIds, vendorIds }: MatchScope,
): Promise<CandidatePair[]> {
  return tx.query<CandidatePair[]>(
    `${SCOPE}, ${way}
     select p.breach_id, p.vendor_id from pairs p join b on b.id = p.breach_id
     where not exists (select 1 from breach_matches m where m.breach_id = p.breach_id and m.vendor_id = p.vendor_id)`,
    [breachIds ?? null, vendorIds ?? null],
  );
}

const SCOPE = `with b as materialized (
    select id, domain, normalised_name, search_text from breaches
    where company_breach and ($1::uuid[] is null or id = any($1))),
  v as materialized (
    select id, normalised_name, domains, array_prepend(normalised_name, normalised_aliases) as names from vendors
    where archived_at is null and ($2::uuid[] is null or id = any($2))),
  n as materialized (
    select distinct v.id, name, split_part(name, ' ', 1) as first, replace(name, ' ', '') as letters,
      cardinality(string_to_array(name, ' ')) as words
    from v, unnest(v.names) name where name <> '')`;

const BY_DOMAIN = `select h.id as breach_id, d.id as vendor_id
    from (select id, unnest(array[domain, substring(domain from position('.' in domain) + 1)]) as host from b where domain is not null) h
    join (select id, lower(d) as host from v, unnest(v.domains) d) d on d.host = h.host`;

/** `<%` and `%>` use PostgreSQL's word similarity of at least 0.6. */
const PAIRS_BY_INDEX = `pairs as (
    ${BY_DOMAIN}
    union
    select b.id, n.id from n join breaches b on b.normalised_name %> n.name
      where $1::uuid[] is null or b.id = any($1)
    union
    select b.id, n.id from n join b on n.name %> b.normalised_name
    union
    select b.id, n.id from n join breaches b on b.search_text like '%' || n.name || '%'
      where length(n.name) >= ${SHORTEST_MENTION} and ($1::uuid[] is null or b.id = any($1)))`;

const PAIRS_BY_WORDS = `r as materialized (
    select id, normalised_name as name, split_part(normalised_name, ' ', 1) as first, replace(normalised_name, ' ', '') as letters,
      cardinality(string_to_array(normalised_name, ' ')) as words
    from b where normalised_name <> ''),
  said as materialized (
    select distinct b.id, word from b, regexp_split_to_table(b.search_text, '[^[:alnum:]]+') word where word <> ''),
  pairs as (
    ${BY_DOMAIN}
    union
    select r.id, n.id from r join n on n.first = r.first where r.name %> n.name or n.name %> r.name
    union
    select r.id, n.id from r join n on n.letters = r.letters
    union
    select r.id, n.id from r join n on n.words = r.words and left(n.name, 3) = left(r.name, 3) where n.name % r.name
    union
    select r.id, n.id from r join n on n.words = r.words and right(n.name, 4) = right(r.name, 4) where n.name % r.name
    union
    select said.id, n.id from said join n on n.first = said.word join b on b.id = said.id
      where length(n.name) >= ${SHORTEST_MENTION} and b.search_text like '%' || n.name || '%')`;

/** A record as matching reads it. */
export interface StoredRecord extends MatchableRecord {
  readonly id: string;
  readonly source: BreachSource;
  readonly source_key: string;
}

/** A vendor as matching reads it. */
export interface StoredVendor extends MatchableVendor {
  readonly id: string;
}

/** Records and vendors of the pairs, by id. */
export async function matchables(
  tx: EntityManager,
  pairs: readonly CandidatePair[],
): Promise<{ records: Map<string, StoredRecord>; vendors: Map<string, StoredVendor> }> {
  const records = await tx.query<StoredRecord[]>(
    `select id, source, source_key, title, domain,
       case when source = 'MANUAL' then '' else description end as description, company_breach as "companyBreach"
     from breaches where id = any($1::uuid[])`,
    [[...new Set(pairs.map((pair) => pair.breach_id))]],
  );
  const vendors = await tx.query<StoredVendor[]>(
    `select id, display_name as "displayName", legal_name as "legalName", aliases, domains
     from vendors where id = any($1::uuid[])`,
    [[...new Set(pairs.map((pair) => pair.vendor_id))]],
  );
  return {
    records: new Map(records.map((row) => [row.id, row])),
    vendors: new Map(vendors.map((row) => [row.id, row])),
  };
}

/** A record of a vendor with its days, for proposing incidents. */
export interface DatedRecord {
  readonly vendor_id: string;
  readonly id: string;
  readonly incident_id: string | null;
  readonly breached_on: string | null;
  readonly breached_precision: DatePrecision | null;
  readonly discovered_on: string | null;
  readonly discovered_precision: DatePrecision | null;
  readonly reported_on: string | null;
  readonly reported_precision: DatePrecision | null;
}

/** Records of these vendors whose match nobody has rejected. */
export function datedRecords(
  tx: EntityManager,
  vendorIds: readonly string[],
): Promise<DatedRecord[]> {
  return tx.query<DatedRecord[]>(
    `select m.vendor_id, b.id, b.incident_id, b.breached_on, b.breached_precision, b.discovered_on,
       b.discovered_precision, b.reported_on, b.reported_precision
     from breach_matches m join breaches b on b.id = m.breach_id
     where m.vendor_id = any($1::uuid[]) and m.state <> 'REJECTED' order by m.vendor_id, b.id`,
    [vendorIds],
  );
}
