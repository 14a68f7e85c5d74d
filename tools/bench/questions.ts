// The four questions, asked twice: as a document for the product's graph, and as one statement over
// the normalised tables whose JSON the database builds. `flat` brings the graph's answer into the
// statement's shape, so that both can be compared before anything is timed.

/** Values for one asking. */
export type Asking = Readonly<Record<string, string | number>>;

export interface Question {
  readonly name: string;
  readonly title: string;
  readonly document: string;
  readonly variables: (asking: Asking) => Record<string, unknown>;
  /** One row with one text; its placeholders are `values`. */
  readonly sql: string;
  readonly values: (asking: Asking) => unknown[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the graph answers
  readonly flat: (data: any) => unknown;
}

const json = (rows: string): string =>
  `select coalesce(json_agg(row_to_json(x)), '[]')::text from (${rows}) x`;
const stateOf = (a: string): string => `case when ${a}.status <> 'SIGNED' then ${a}.status
  when ${a}.expires_on < current_date then 'EXPIRED'
  when ${a}.effective_on > current_date then 'NOT_YET_EFFECTIVE' else 'ACTIVE' end`;

const page: Question = {
  name: 'Q1',
  title: 'page of 50 by residual',
  document: `query Page($offset: Int) {
    vendors(sort: [{ field: RESIDUAL, direction: DESC }], offset: $offset, limit: 50) {
      items {
        id ref displayName category status
        score { residual residualBand tier }
        latestAgreement { kind state expiresOn }
        openFindings lastBreachOn lastBreachTitle
      }
    }
  }`,
  variables: ({ offset }) => ({ offset }),
  // the current score stands nowhere but in vendor_rows; everything else comes from its own table
  sql: json(`
    select v.id, v.ref, v.display_name as "displayName", v.category, v.status, s.residual,
      s.residual_band as "residualBand", s.tier, a.kind, a.state, a.expires_on as "expiresOn",
      f.findings as "openFindings", b.happened_on as "lastBreachOn", b.title as "lastBreachTitle"
    from (select vendor_id, normalised_name, residual, residual_band, tier from vendor_rows
      where not archived order by residual desc nulls last, normalised_name, vendor_id
      limit 50 offset $1) s
    join vendors v on v.id = s.vendor_id
    left join lateral (select g.kind, g.expires_on, ${stateOf('g')} as state from agreements g
      where g.vendor_id = v.id order by g.effective_on desc nulls last, g.created_at desc, g.id limit 1) a on true
    left join lateral (select count(*)::int as findings from answers n where n.assessment_id = (
      select m.id from assessments m where m.vendor_id = v.id and m.status = 'ACCEPTED'
      order by m.accepted_at desc limit 1) and n.effectiveness < 0.5) f on true
    left join lateral (select r.happened_on, r.title from breach_matches m join breaches r on r.id = m.breach_id
      where m.vendor_id = v.id and m.state = 'CONFIRMED' order by r.happened_on desc nulls last, r.id limit 1) b on true
    order by s.residual desc nulls last, s.normalised_name, s.vendor_id`),
  values: ({ offset }) => [offset],
  flat: (data) =>
    data.vendors.items.map(({ score, latestAgreement, ...row }: Record<string, object | null>) => ({
      ...row,
      ...score,
      ...(latestAgreement ?? { kind: null, state: null, expiresOn: null }),
    })),
};

const one: Question = {
  name: 'Q2',
  title: 'one vendor, 200 answers',
  document: `query One($id: ID!) {
    vendor(id: $id) {
      id ref displayName legalName category status website domains description
      score { inherent residual ceiling tier }
      agreements(limit: 100) { id ref kind state effectiveOn expiresOn breachNoticeHours }
      assessments(limit: 1) {
        id ref status
        answers { id value effectiveness evidenceLevel answeredOn reviewState question { key text weight } }
      }
      breachMatches(limit: 100, state: [CONFIRMED]) {
        id state fault breach { id title source happenedOn people }
      }
    }
  }`,
  variables: ({ id }) => ({ id }),
  sql: `select row_to_json(x)::text from (
    select v.id, v.ref, v.display_name as "displayName", v.legal_name as "legalName", v.category, v.status,
      v.website, v.domains, v.description, s.inherent, s.residual, s.ceiling, s.tier,
      (select coalesce(json_agg(row_to_json(y)), '[]') from (
        select a.id, a.ref, a.kind, ${stateOf('a')} as state, a.effective_on as "effectiveOn",
          a.expires_on as "expiresOn", a.breach_notice_hours as "breachNoticeHours"
        from agreements a where a.vendor_id = v.id
        order by a.effective_on desc nulls first, a.id limit 100) y) as agreements,
      (select coalesce(json_agg(row_to_json(y)), '[]') from (
        select m.id, m.ref, m.status, (select coalesce(json_agg(row_to_json(z)), '[]') from (
          select n.id, n.value, n.effectiveness, n.evidence_level as "evidenceLevel",
            n.answered_on as "answeredOn", n.review_state as "reviewState", q.key, q.text, q.weight
          from answers n join questions q on q.id = n.question_id
          join template_sections t on t.id = q.section_id
          where n.assessment_id = m.id order by t.position, q.position) z) as answers
        from assessments m where m.vendor_id = v.id
        order by coalesce(m.accepted_at, m.created_at) desc, m.id limit 1) y) as assessments,
      (select coalesce(json_agg(row_to_json(y)), '[]') from (
        select m.id, m.state, m.fault, b.id as "breach", b.title, b.source, b.happened_on as "happenedOn", b.people
        from breach_matches m join breaches b on b.id = m.breach_id
        where m.vendor_id = v.id and m.state = 'CONFIRMED'
        order by b.happened_on desc nulls last, m.id limit 100) y) as "breachMatches"
    from vendors v join vendor_rows s on s.vendor_id = v.id where v.id = $1) x`,
  values: ({ id }) => [id],
  flat: ({ vendor: { score, assessments, breachMatches, ...vendor } }) => ({
    ...vendor,
    ...score,
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the graph answers
    assessments: assessments.map(({ answers, ...rest }: any) => ({
      ...rest,
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the graph answers
      answers: answers.map(({ question, ...answer }: any) => ({ ...answer, ...question })),
    })),
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the graph answers
    breachMatches: breachMatches.map(({ breach: { id, ...breach }, ...match }: any) => ({
      ...match,
      ...breach,
      breach: id,
    })),
  }),
};

const heatmap: Question = {
  name: 'Q3',
  title: 'heatmap with a filter, top ten',
  document: `query Map($heatmap: HeatmapFilter, $list: VendorFilter) {
    riskHeatmap(basis: RESIDUAL, filter: $heatmap) {
      cells { likelihood impact count band byBand { band count } }
      notAssessed { count byCeiling { band count } }
    }
    vendors(filter: $list, sort: [{ field: RESIDUAL, direction: DESC }], limit: 10) {
      items { id displayName score { residual residualBand } }
    }
  }`,
  variables: ({ category }) => {
    const filter = { category: [category], status: ['APPROVED', 'APPROVED_WITH_CONDITIONS'] };
    return { heatmap: filter, list: { ...filter, counted: true } };
  },
  sql: `with chosen as (
      select v.id, v.display_name, v.normalised_name, s.residual, s.residual_band, s.residual_l,
        s.residual_i, s.ceiling_band
      from vendors v join vendor_rows s on s.vendor_id = v.id
      where v.category = any($1::text[]) and v.status = any($2::text[]) and v.archived_at is null)
    select row_to_json(x)::text from (select
      (select coalesce(json_agg(row_to_json(y)), '[]') from (
        select residual_l as l, residual_i as i, residual_band as band, count(*)::int as count
        from chosen where residual is not null group by 1, 2, 3) y) as cells,
      (select coalesce(json_agg(row_to_json(y)), '[]') from (
        select ceiling_band as band, count(*)::int as count
        from chosen where residual is null group by 1) y) as bin,
      (select coalesce(json_agg(row_to_json(y)), '[]') from (
        select id, display_name as "displayName", residual, residual_band as "residualBand" from chosen
        order by residual desc nulls last, normalised_name, id limit 10) y) as top) x`,
  values: ({ category }) => [[category], ['APPROVED', 'APPROVED_WITH_CONDITIONS']],
  flat: ({ riskHeatmap: { cells, notAssessed }, vendors }) => ({
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the graph answers
    cells: cells.flatMap(({ likelihood: l, impact: i, byBand }: any) =>
      byBand.map((each: object) => ({ l, i, ...each })),
    ),
    bin: withUnknown(notAssessed),
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the graph answers
    top: vendors.items.map(({ score, ...row }: any) => ({ ...row, ...score })),
  }),
};

interface Bin {
  readonly count: number;
  readonly byCeiling: readonly { readonly band: string; readonly count: number }[];
}

/** The graph counts those without a ceiling in the sum only. */
function withUnknown({ count, byCeiling }: Bin) {
  const unknown = byCeiling.reduce((left, each) => left - each.count, count);
  return unknown ? [...byCeiling, { band: null, count: unknown }] : byCeiling;
}

const search: Question = {
  name: 'Q4',
  title: 'name search with a typo',
  document: `query Search($search: String) {
    vendors(filter: { search: $search }, limit: 10) {
      items { id ref displayName category status score { residual residualBand } }
    }
  }`,
  variables: ({ search: text }) => ({ search: text }),
  sql: json(`
    select v.id, v.ref, v.display_name as "displayName", v.category, v.status, s.residual,
      s.residual_band as "residualBand"
    from vendors v join vendor_rows s on s.vendor_id = v.id
    where $1 <% v.search_text and v.archived_at is null
    order by word_similarity($1, v.search_text) desc, v.normalised_name, v.id limit 10`),
  values: ({ search: text }) => [text],
  flat: ({ vendors }) =>
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the graph answers
    vendors.items.map(({ score, ...row }: any) => ({ ...row, ...score })),
};

/** In the order in which they are asked. */
export const questions: readonly Question[] = [page, one, heatmap, search];

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
};

/** Text that two answers share when they say the same: neither keys nor counted groups have an order. */
export function substance(answer: unknown): string {
  const value = sorted(answer) as Record<string, unknown>;
  for (const key of ['cells', 'bin']) {
    const list = value[key];
    if (Array.isArray(list)) value[key] = list.map((each) => JSON.stringify(each)).sort();
  }
  return JSON.stringify(value);
}
