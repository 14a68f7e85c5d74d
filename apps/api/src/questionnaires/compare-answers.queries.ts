import { evidenceEndOf, type EvidenceKind } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import type { ImportJob } from '../imports/import-source.js';
import type { Keys } from '../keys/keys.js';
import { AUDITS } from './record-answers.service.js';
import { settleSealed } from './settle-sealed.queries.js';

/**
 * What each row of the staging table does to the answers: set-based, so that a million rows take
 * seconds. `import_assessments` holds the assessment of each vendor and version in the file.
 */
export async function compareAnswers(tx: EntityManager, job: ImportJob, keys: Keys): Promise<void> {
  await tx.query(REFUSE_TWICE);
  await findEvidence(tx);
  await tx.query(ASSESSMENTS);
  await tx.query('alter table import_assessments add primary key (vendor_id, version_id)');
  await tx.query('analyze import_assessments');
  const [known] = await tx.query<{ any: boolean }[]>(
    'select exists (select from import_assessments where not is_new) as any',
  );
  if (known?.any) {
    await settleSealed(tx, keys);
    await tx.query(VERDICTS, [job.today]);
    await tx.query(NEW_IN_KNOWN);
  }
  await tx.query(TOUCHED);
}

const REFUSE_TWICE = `with twice as (
    select vendor_id, question_id, min(line) as first from import_stage group by vendor_id, question_id having count(*) > 1)
  update import_stage s set verdict = 'REFUSED', fault_code = 'DUPLICATE_ROW', fault_column = 'question', fault_value = s.question_key,
    fault = format('Line %s answers the same question of the same vendor as line %s. Keep one of them.', s.line, d.first)
  from twice d where d.vendor_id = s.vendor_id and d.question_id = s.question_id and s.line > d.first`;

/** A piece of evidence that answers of the file stand on. */
interface Backing {
  readonly id: string;
  readonly kind: EvidenceKind;
  readonly period_end: string | null;
  readonly valid_until: string | null;
}

/**
 * More than a vendor's word needs a piece of evidence: the one that is named, or that supports the
 * question. Rows stay in the database; only the pieces come here, since their ends are worked out by rule.
 */
async function findEvidence(tx: EntityManager): Promise<void> {
  await tx.query(BACKINGS, [AUDITS]);
  const backings = await tx.query<Backing[]>(
    `select id, kind, period_end, valid_until from evidence
     where id in (select evidence_id from import_stage where evidence_id is not null)`,
  );
  const ends = backings.map(({ id, kind, period_end, valid_until }) => ({
    id,
    until: evidenceEndOf(kind, period_end, valid_until),
  }));
  if (ends.length > 0)
    await tx.query(
      `update import_stage s set evidence_end = n.until
       from jsonb_to_recordset($1::jsonb) as n(id uuid, until date) where n.id = s.evidence_id and n.until is not null`,
      [JSON.stringify(ends)],
    );
  await tx.query(
    `update import_stage set verdict = 'REFUSED', fault_code = 'UNKNOWN_RECORD', fault_column = 'evidence_level', fault_value = evidence_level,
       fault = format('Line %s, column "evidence_level": %s needs a piece of evidence of this vendor%s. Record it first, or write ATTESTED.',
         line, evidence_level, case when evidence_level = 'AUDITED' then ' that is an independent audit' else '' end)
     where evidence_level in ('DOCUMENTED', 'AUDITED') and evidence_id is null and verdict is null`,
  );
}

const BACKINGS = `with found as (
    select distinct on (s.row_no) s.row_no, e.id
    from import_stage s join evidence e on e.vendor_id = s.vendor_id
      and case when s.evidence is null then s.question_key = any(e.supports) else s.evidence in (e.id::text, e.title) end
    where s.evidence_level in ('DOCUMENTED', 'AUDITED') and s.verdict is null
      and (s.evidence_level = 'DOCUMENTED' or e.kind = any($1::text[]))
    order by s.row_no, coalesce(e.valid_until, e.period_end) desc nulls last, e.id)
  update import_stage s set evidence_id = f.id from found f where f.row_no = s.row_no`;

/** An accepted file goes to the accepted assessment, one to be reviewed to the open one; else a new one. */
const ASSESSMENTS = `create temp table import_assessments on commit drop as
  select w.vendor_id, w.version_id, coalesce(a.id, gen_random_uuid()) as id, a.id is null as is_new, a.status, a.rev,
    w.accept, w.source_url, w.answers, false as touched
  from (select vendor_id, version_id, bool_and(accept) as accept, max(source_url) as source_url, count(*)::int as answers
    from import_stage where verdict is null group by vendor_id, version_id) w
  left join lateral (
    select a.id, a.status, a.rev from assessments a
    where a.vendor_id = w.vendor_id and a.version_id = w.version_id and a.status <> 'REJECTED'
    order by ((a.status = 'ACCEPTED') = w.accept) desc, coalesce(a.accepted_at, a.created_at) desc, a.id limit 1) a on true`;

/** An empty cell leaves what is stored; a day that is not given stays where the value does. */
const VERDICTS = `with known as (
    select s.line, a.id, a.rev,
      jsonb_build_object('value', a.value, 'effectiveness', a.effectiveness, 'comment', a.comment, 'comment_mac', a.comment_mac, 'evidence_level', a.evidence_level,
        'evidence_id', a.evidence_id, 'evidence_end', a.evidence_end, 'answered_on', a.answered_on) as old,
      jsonb_build_object('value', coalesce(s.value, a.value),
        'effectiveness', case when s.value is null then a.effectiveness else s.effectiveness end,
        'comment', coalesce(s.comment, a.comment),
        'comment_mac', coalesce(s.comment_mac, a.comment_mac), 'evidence_level', coalesce(s.evidence_level, a.evidence_level),
        'evidence_id', case when s.evidence_level is null then a.evidence_id else s.evidence_id end,
        'evidence_end', case when s.evidence_level is null then a.evidence_end else s.evidence_end end,
        'answered_on', coalesce(s.answered_on, case when s.value is null or s.value = a.value then a.answered_on else $1::date end)) as new
    from import_stage s join import_assessments m on m.vendor_id = s.vendor_id and m.version_id = s.version_id and not m.is_new
    join answers a on a.assessment_id = m.id and a.question_id = s.question_id
    where s.verdict is null)
  update import_stage s set target = k.id, verdict = case when k.old = k.new then 'SAME' else 'CHANGED' end,
    before = case when k.old <> k.new then k.old end,
    after = case when k.old <> k.new then k.new || jsonb_build_object('rev', k.rev + 1) end,
    title = s.question_key
  from known k where k.line = s.line`;

const NEW_IN_KNOWN = `update import_stage s set target = coalesce(s.own_id, gen_random_uuid())
  from import_assessments m
  where s.verdict is null and m.vendor_id = s.vendor_id and m.version_id = s.version_id and not m.is_new`;

/** Assessments that the file adds to, changes, or accepts. */
const TOUCHED = `update import_assessments m set touched = true
  where m.is_new or (m.accept and m.status <> 'ACCEPTED') or exists (
    select from import_stage s where s.vendor_id = m.vendor_id and s.version_id = m.version_id
      and (s.verdict is null or s.verdict = 'CHANGED'))`;
