/**
 * The statements that keep the read model and the histories, each for many vendors at once.
 * Column lists are data, so that a row of vendor_rows is written in one place only.
 */

type Columns = Readonly<Record<string, string>>;

const BASIS: Columns = {
  '': 'numeric',
  _service: 'uuid',
  _likelihood: 'numeric',
  _impact: 'numeric',
  _band: 'text',
};
const PLACE: Columns = { _l: 'smallint', _i: 'smallint' };

function ofBases(endings: Columns): Columns {
  return Object.fromEntries(
    ['inherent', 'residual', 'ceiling'].flatMap((basis) =>
      Object.entries(endings).map(([ending, type]) => [basis + ending, type] as const),
    ),
  );
}

/** What a score writes into both tables. */
const SHARED: Columns = {
  as_of: 'date',
  model_version: 'text',
  ...ofBases(BASIS),
  complete: 'boolean',
  tier: 'text',
  computed_tier: 'text',
  receipt: 'jsonb',
};

const HISTORY: Columns = {
  ...SHARED,
  ...ofBases({ _cell: 'text' }),
  reason: 'text',
  changed_by: 'uuid',
};

const SCORE: Columns = {
  ...SHARED,
  ...ofBases(PLACE),
  score_id: 'bigint',
  rank_score: 'numeric',
  missing: 'jsonb',
  assumed: 'jsonb',
  top_factor: 'text',
  top_points: 'numeric',
  open_findings: 'int',
  answered: 'int',
  questions: 'int',
};

const COMPLIANCE: Columns = {
  compliance: 'text',
  compliance_reasons: 'jsonb',
  compliance_recheck_on: 'date',
};

/** What a row shows of other tables; `v` is the vendor, the others are joined below. */
const FACTS: Columns = {
  ref: 'v.ref',
  display_name: 'v.display_name',
  normalised_name: 'v.normalised_name',
  search_text: 'v.search_text',
  category: 'v.category',
  status: 'v.status',
  owner_id: 'v.owner_id',
  tags: 'v.tags',
  headquarters: 'v.headquarters',
  archived: 'v.archived_at is not null',
  sample: 'v.sample',
  counted: "v.archived_at is null and v.status not in ('REJECTED', 'OFFBOARDED')",
  services: 'coalesce(s.services, 0)',
  active_services: 'coalesce(s.active, 0)',
  data_classes: "coalesce(c.classes, '{}')",
  agreement_id: 'a.id',
  agreement_kind: 'a.kind',
  agreement_status: 'a.status',
  agreement_effective_on: 'a.effective_on',
  agreement_expires_on: 'a.expires_on',
  agreement_evergreen: 'coalesce(a.evergreen, false)',
  next_agreement_end: 'e.ends',
  breaches: 'coalesce(m.confirmed, 0)',
  proposed_matches: 'coalesce(m.proposed, 0)',
  last_breach_on: 'b.happened_on',
  last_breach_title: 'b.title',
  next_review_on: 'v.next_review_on',
  updated_at: 'now()',
};

/** The newest agreement by its start: $1 the vendors, $2 the records, $3 the organisation's day. */
const FACT_JOINS = `
  left join (
    select vendor_id, count(*)::int as services,
      (count(*) filter (where status = 'ACTIVE'))::int as active
    from services where vendor_id = any($1) group by vendor_id
  ) s on s.vendor_id = v.id
  left join (
    select vendor_id, array_agg(distinct class order by class) as classes
    from services, unnest(data_classes) as class
    where vendor_id = any($1) and status = 'ACTIVE' group by vendor_id
  ) c on c.vendor_id = v.id
  left join (
    select distinct on (vendor_id) vendor_id, id, kind, status, effective_on, expires_on, evergreen
    from agreements where vendor_id = any($1)
    order by vendor_id, effective_on desc nulls last, created_at desc, id
  ) a on a.vendor_id = v.id
  left join (
    select vendor_id, min(expires_on) as ends
    from agreements where vendor_id = any($1) and status = 'SIGNED' and expires_on >= $3
    group by vendor_id
  ) e on e.vendor_id = v.id
  left join (
    select vendor_id, (count(*) filter (where state = 'CONFIRMED'))::int as confirmed,
      (count(*) filter (where state = 'PROPOSED'))::int as proposed
    from breach_matches where vendor_id = any($1) group by vendor_id
  ) m on m.vendor_id = v.id
  left join (
    select distinct on (bm.vendor_id) bm.vendor_id, br.happened_on, br.title
    from breach_matches bm join breaches br on br.id = bm.breach_id
    where bm.vendor_id = any($1) and bm.state = 'CONFIRMED'
    order by bm.vendor_id, br.happened_on desc nulls last, br.id
  ) b on b.vendor_id = v.id`;

const recordset = (placeholder: string, columns: Columns): string =>
  `json_to_recordset(${placeholder}::json) as r(vendor_id uuid, ${Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})`;

function upsertRows(records: Columns): string {
  const columns = [...Object.keys(FACTS), ...Object.keys(records)];
  const values = [...Object.values(FACTS), ...Object.keys(records).map((name) => `r.${name}`)];
  return `
    insert into vendor_rows (vendor_id, ${columns.join(', ')})
    select v.id, ${values.join(', ')}
    from vendors v join ${recordset('$2', records)} on r.vendor_id = v.id ${FACT_JOINS}
    where v.id = any($1)
    on conflict (vendor_id) do update
      set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

/** Rows of scored vendors. */
export const WRITE_SCORED_ROWS = upsertRows({ ...SCORE, ...COMPLIANCE });

/** Rows whose scores stay as they are. */
export const WRITE_ROWS = upsertRows(COMPLIANCE);

/** Appends to history; returns the ids. */
export const APPEND_SCORES = `
  insert into risk_scores (vendor_id, ${Object.keys(HISTORY).join(', ')})
  select vendor_id, ${Object.keys(HISTORY).join(', ')}
  from ${recordset('$1', HISTORY)} returning id, vendor_id`;

/** Appends to the history of compliance. */
export const APPEND_COMPLIANCE = `
  insert into compliance_states (vendor_id, as_of, state, reasons, cause, changed_by)
  select vendor_id, $2, compliance, compliance_reasons, $3, $4
  from ${recordset('$1', COMPLIANCE)}`;

/** The last stored score and compliance of vendors; $2: with the digest of the inputs. */
export const LAST_STORED = `
  select r.vendor_id, r.score_id, s.model_version,
    s.inherent, s.inherent_band, s.inherent_cell, s.inherent_service,
    s.residual, s.residual_band, s.residual_cell, s.residual_service,
    s.ceiling, s.ceiling_band, s.ceiling_cell, s.ceiling_service,
    s.complete, s.tier, s.computed_tier, r.missing,
    case when $2 then s.receipt ->> 'inputsDigest' end,
    r.compliance, r.compliance_reasons
  from vendor_rows r left join risk_scores s on s.id = r.score_id
  where r.vendor_id = any($1)`;
