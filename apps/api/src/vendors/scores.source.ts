/** How scores are read: embedded in a row of vendor_rows, or from the history. */
import { personAsJson } from '../identity/people.source.js';
import {
  column,
  embedded,
  moment,
  needs,
  one,
  sql,
  type Planner,
} from '../graphql/planner/planner.js';

const BASES = ['inherent', 'residual', 'ceiling'] as const;
type Basis = (typeof BASES)[number];

/** A receipt stands in the row unless it was appended to history by the same rescoring. */
const receiptOf = (row: string): string =>
  `coalesce(${row}.receipt, (select s.receipt from risk_scores s where s.id = ${row}.score_id))`;

/**
 * The receipt, with the words that it needs on a screen, texts of questions and titles of breaches
 * and questionnaires, and the days on which its services were last written down.
 */
const receiptWithWords = (row: string): string => `(
  select json_build_object('receipt', r.receipt,
    'texts', (select json_object_agg(q.key, q.text) from (
      select distinct q.key, q.text from assessments a join questions q on q.version_id = a.version_id
      where a.id in (select (x ->> 'id')::uuid
        from jsonb_array_elements(r.receipt #> '{controls,assessments}') x)) q),
    'titles', (select json_object_agg(b.id, b.title) from breaches b
      where b.id in (select (x ->> 'recordId')::uuid
        from jsonb_array_elements(r.receipt #> '{breaches,incidents}') x)),
    'templates', (select json_object_agg(t.key, t.title) from question_templates t
      where t.key in (select x ->> 'templateKey'
        from jsonb_array_elements(r.receipt #> '{controls,assessments}') x)),
    'writtenOn', (select json_object_agg(s.id, to_char(s.updated_at at time zone 'UTC', 'YYYY-MM-DD'))
      from services s where s.vendor_id = ${row}.vendor_id))
  from (select ${receiptOf(row)} as receipt) r)`;

const coverage = (row: string): string => `(
  select json_build_object('answeredWeight', c -> 'answeredWeight',
    'applicableWeight', c -> 'applicableWeight', 'wholeWeight', c -> 'wholeWeight',
    'complete', c ->> 'state' = 'ASSESSED')
  from (select ${receiptOf(row)} -> 'controls' as c) r)`;

function describePlace(planner: Planner, basis: Basis): void {
  planner.describe(`${basis}Place`, {
    fields: {
      service: column(`${basis}_service`),
      serviceName: sql(
        (row) => `(select s.name from services s where s.id = ${row}.${basis}_service)`,
      ),
      impact: column(`${basis}_impact`),
      likelihood: column(`${basis}_likelihood`),
      cell: sql((row) => `'L' || ${row}.${basis}_l || '-I' || ${row}.${basis}_i`),
      band: column(`${basis}_band`),
      likelihoodLevel: column(`${basis}_l`),
      impactLevel: column(`${basis}_i`),
    },
  });
}

const placeField = (basis: Basis) =>
  embedded(`${basis}Place`, { when: (row) => `${row}.${basis} is not null` });

const figures = {
  inherent: column('inherent'),
  residual: column('residual'),
  ceiling: column('ceiling'),
  inherentBand: column('inherent_band'),
  residualBand: column('residual_band'),
  ceilingBand: column('ceiling_band'),
  complete: column('complete'),
  tier: column('tier'),
  computedTier: column('computed_tier'),
  modelVersion: column('model_version'),
  asOf: column('as_of'),
};

/** Current scores and their history. */
export function describeScores(planner: Planner): void {
  for (const basis of BASES) describePlace(planner, basis);
  planner.describe('Score', {
    fields: {
      ...figures,
      inherentAt: placeField('inherent'),
      residualAt: placeField('residual'),
      ceilingAt: placeField('ceiling'),
      missing: needs('missing'),
      missingFacts: needs('missing'),
      assumed: needs('assumed'),
      assumedFacts: needs('assumed'),
      questionnaire: sql(coverage),
      receipt: sql(receiptWithWords),
    },
  });
  planner.describe('ScoreEntry', {
    table: 'risk_scores',
    fields: {
      id: column('id'),
      ...figures,
      reason: column('reason'),
      by: one('Person', (entry, person) => `${person}.id = ${entry}.changed_by`),
      at: moment('created_at'),
    },
  });
}

/** A stretch of a vendor's history, newest first, with one entry more than asked, which says whether there are older ones. */
export const SCORE_HISTORY = sql((row, ask, { limit, after }) => {
  const older = after ? `and s.id < ${ask.param(after)}::bigint` : '';
  return `(
    select coalesce(json_agg(row_to_json(h)), '[]') from (
      select s.id, s.as_of as "asOf", s.model_version as "modelVersion", s.inherent, s.residual,
        s.ceiling, s.inherent_band as "inherentBand", s.residual_band as "residualBand",
        s.ceiling_band as "ceilingBand", s.complete, s.tier, s.computed_tier as "computedTier",
        s.reason, ${personAsJson('s.changed_by')} as by,
        to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from risk_scores s where s.vendor_id = ${row}.vendor_id ${older}
      order by s.id desc limit ${ask.param(Number(limit) + 1)}::int) h)`;
});
