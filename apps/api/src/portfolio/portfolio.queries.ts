import type { Band, ScoreBasis } from '@chaperone/risk-model';
import type { PackedReceipt } from '../scoring/packed-receipt.js';
import type { ReadStatement } from '../graphql/work.js';

/** Vendors of a tier; null: no tier yet. */
export interface TierRow {
  readonly tier: Band | null;
  readonly total: number;
  readonly assessed: number;
  readonly above_appetite: number;
  readonly without_agreement: number;
  readonly to_review: number;
}

/** Where the tiers stand; figures are rounded as they are shown before they meet the appetite. */
export const TIERS: ReadStatement = {
  name: 'overview-tiers',
  text: `select r.tier, count(*)::int as total, count(r.residual)::int as assessed,
      (count(*) filter (where round(r.residual, 1) > (o.appetite ->> r.tier)::numeric))::int as above_appetite,
      (count(*) filter (where r.compliance = 'GAP'))::int as without_agreement,
      coalesce(sum(r.proposed_matches), 0)::int as to_review
    from vendor_rows r cross join organisation o where r.counted group by r.tier`,
  values: [],
};

/** Vendors in a band on a day; band null: without this score. */
export interface TrendRow {
  readonly on: string;
  readonly band: Band | null;
  readonly count: number;
}

const BAND_COLUMN: Record<ScoreBasis, string> = {
  INHERENT: 'inherent_band',
  RESIDUAL: 'residual_band',
  CEILING: 'ceiling_band',
};

/** About this many points: enough for a line, few enough to read as a table. */
const TREND_POINTS = 27;

/** The portfolio by band over so many days: a stored score holds until the vendor's next one. */
export function trendStatement(basis: ScoreBasis, days: number, today: string): ReadStatement {
  return {
    name: `trend-${basis}`,
    text: `with points as (
        select ($1::date - least($2::int, n * $3::int))::date as day from generate_series(0, ceil($2::numeric / $3)::int) n),
      spans as (
        select s.vendor_id, s.${BAND_COLUMN[basis]} as band, s.as_of as since,
          lead(s.as_of) over (partition by s.vendor_id order by s.id) as until
        from risk_scores s join vendor_rows r on r.vendor_id = s.vendor_id and r.counted)
      select p.day as on, s.band, count(s.vendor_id)::int as count
      from (select distinct day from points) p
      left join spans s on s.since <= p.day and (s.until is null or s.until > p.day)
      group by 1, 2 order by 1`,
    values: [today, days, Math.max(1, Math.ceil(days / TREND_POINTS))],
  };
}

/** A stored score with its receipt. */
export interface ReceiptRow {
  readonly vendor_id: string;
  readonly before: PackedReceipt;
  readonly after: PackedReceipt;
}

/** Most movers that an overview names. */
const MOST_MOVERS = 8;

/**
 * Vendors whose shown score moved most since a day, with both receipts. The residual is compared
 * where both are known, else the ceiling. What it moved to is the figure of today, which every other
 * list shows: moves too small for history are in it.
 */
export function moversStatement(since: string): ReadStatement {
  return {
    name: 'overview-movers',
    text: `with touched as (select distinct vendor_id from risk_scores where as_of > $1::date),
      pairs as (
        select t.vendor_id, b.id as before_id,
          case when b.residual is not null and r.residual is not null then r.residual - b.residual
            else r.ceiling - b.ceiling end as delta
        from touched t join vendor_rows r on r.vendor_id = t.vendor_id and r.counted
        cross join lateral (select * from risk_scores s where s.vendor_id = t.vendor_id and s.as_of <= $1::date order by s.id desc limit 1) b)
      select p.vendor_id, b.receipt as before, coalesce(r.receipt, a.receipt) as after
      from pairs p join risk_scores b on b.id = p.before_id join vendor_rows r on r.vendor_id = p.vendor_id
      left join risk_scores a on a.id = r.score_id
      where abs(p.delta) >= 0.05 order by abs(p.delta) desc, p.vendor_id limit ${MOST_MOVERS}`,
    values: [since],
  };
}

/** The scores that held on two days, with their receipts. */
export interface ChangePair {
  readonly before_id: string | null;
  readonly after_id: string | null;
  readonly before: PackedReceipt | null;
  readonly after: PackedReceipt | null;
}

/** A stored score: that of an entry, or the one that held on a day. */
export interface HeldScore {
  readonly on: string | null;
  readonly entry: string | null;
}

/** Two stored scores of a vendor; no row: there is no such vendor. */
export function changeStatement(vendor: string, from: HeldScore, to: HeldScore): ReadStatement {
  const held = (day: string, entry: string): string =>
    `left join lateral (select s.id, s.receipt from risk_scores s where s.vendor_id = v.id
       and (${entry}::bigint is null or s.id = ${entry}) and (${entry}::bigint is not null or s.as_of <= ${day}::date)
       order by s.id desc limit 1)`;
  return {
    name: 'score-change',
    text: `select b.id::text as before_id, a.id::text as after_id, b.receipt as before, a.receipt as after
      from vendors v ${held('$2', '$3')} b on true ${held('$4', '$5')} a on true
      where v.id::text = $1 or v.ref = $1`,
    values: [vendor, from.on, from.entry, to.on, to.entry],
  };
}

/** What the id of a cause names, in words. */
export interface NameRow {
  readonly id: string;
  readonly name: string;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Texts of questions, by their newest version, and names of services, breaches and incidents. */
export function namesStatement(ids: readonly string[]): ReadStatement {
  const keys = ids.filter((id) => UUID.test(id));
  return {
    name: 'names-of-causes',
    text: `(select distinct on (q.key) q.key as id, q.text as name
        from questions q join template_versions v on v.id = q.version_id
        where q.key = any($1::text[]) order by q.key, v.published_at desc nulls last)
      union all select id::text, name from services where id = any($2::uuid[])
      union all select id::text, title from breaches where id = any($2::uuid[])
      union all select id::text, title from incidents where id = any($2::uuid[])`,
    values: [ids, keys],
  };
}
