/**
 * A table of answers as a file. In: rows by vendor, questionnaire and question. Out: assessments
 * with answers, accepted unless the file says otherwise, and vendors to rescore.
 */
import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Work } from '../graphql/work.js';
import { changedMeanwhile, holdTargets } from '../imports/import-records.js';
import type {
  ImportJob,
  ImportSourceDefinition,
  UndoRules,
  Written,
} from '../imports/import-source.js';
import { ImportSources } from '../imports/import-sources.js';
import { Keys } from '../keys/keys.js';
import { answerStage, answerTemplate, readAnswers } from './answer-csv.js';
import { compareAnswers } from './compare-answers.queries.js';

/** Registers the table of answers with the import engine. */
@Injectable()
export class AnswerImports implements OnModuleInit {
  constructor(
    private readonly sources: ImportSources,
    private readonly work: Work,
    private readonly keys: Keys,
  ) {}

  onModuleInit(): void {
    const { work, keys } = this;
    const definition: ImportSourceDefinition = {
      source: 'ANSWERS',
      name: 'answers',
      secrets: true,
      template: answerTemplate,
      columns: answerStage,
      read: (file, job) => readAnswers(file, job, { work, keys }),
      compare: async (tx, job) => {
        await compareAnswers(tx, job, keys);
        return {};
      },
      changes: () => CHANGES,
      write: writeAnswers,
      undo: UNDO,
      runsOf: (vendor) =>
        `select run_id from import_changes where table_name = 'assessments' and row_id = any(array(
           select id from assessments where vendor_id = ${vendor}))`,
    };
    this.sources.register(definition);
  }
}

/** Answers of a new assessment go and come with it; those of a known one are listed one by one. */
const CHANGES = `select 'assessments' as table_name, m.id as row_id,
    case when is_new then null else jsonb_build_object('status', a.status, 'accepted_at', a.accepted_at, 'accepted_by', a.accepted_by,
      'submitted_at', a.submitted_at, 'source_url', a.source_url) end as before,
    case when is_new then jsonb_build_object('vendor', v.display_name, 'answers', m.answers, 'source_url', m.source_url)
      else jsonb_build_object('rev', m.rev + 1) end as after,
    v.display_name as title, case when is_new then 'INSERT' else 'UPDATE' end as action
  from import_assessments m join vendors v on v.id = m.vendor_id left join assessments a on a.id = m.id
  where m.touched
  union all
  select 'answers', s.target, s.before,
    coalesce(s.after, jsonb_build_object('question', s.question_key, 'value', s.value, 'comment', s.comment)),
    s.question_key, case when s.verdict is null then 'INSERT' else 'UPDATE' end
  from import_stage s where s.target is not null and (s.verdict is null or s.verdict = 'CHANGED')`;

/**
 * Locks the assessments that the file adds to, and makes sure that they are still as compared: one that
 * somebody rejected meanwhile must not be accepted. Before their answers, as whoever records answers does.
 * @throws Refusal CONFLICT
 */
async function holdAssessments(tx: EntityManager): Promise<void> {
  const [held] = await tx.query<{ touched: boolean | null }[]>(
    `with held as (
       select a.rev <> m.rev as touched from import_assessments m join assessments a on a.id = m.id
       where m.touched and not m.is_new order by a.id for update of a)
     select bool_or(touched) as touched from held`,
  );
  if (held?.touched) throw changedMeanwhile();
}

async function writeAnswers(tx: EntityManager, job: ImportJob): Promise<Written> {
  await holdAssessments(tx);
  await holdTargets(tx, 'answers');
  await insertAssessments(tx, job);
  await updateAssessments(tx, job);
  await insertAnswers(tx, job);
  await updateAnswers(tx, job);
  const rows = await tx.query<{ vendor_id: string }[]>(
    `select distinct vendor_id from import_assessments where touched and (accept or status = 'ACCEPTED')`,
  );
  return { vendorIds: rows.map((row) => row.vendor_id) };
}

async function insertAssessments(tx: EntityManager, job: ImportJob): Promise<void> {
  await tx.query(
    `insert into assessments (id, vendor_id, version_id, status, submitted_at, accepted_at, accepted_by, source_url, sample, updated_by)
     select id, vendor_id, version_id, case when accept then 'ACCEPTED' else 'SUBMITTED' end, now(),
       case when accept then now() end, case when accept then $1::uuid end, source_url, $2, $1::uuid
     from import_assessments where is_new`,
    [job.by.personId, job.sample],
  );
}

async function updateAssessments(tx: EntityManager, job: ImportJob): Promise<void> {
  await tx.query(
    `update assessments a set
       status = case when m.accept then 'ACCEPTED' when a.status in ('DRAFT', 'SENT') then 'IN_PROGRESS' else a.status end,
       submitted_at = case when m.accept then coalesce(a.submitted_at, now()) else a.submitted_at end,
       accepted_at = case when m.accept then coalesce(a.accepted_at, now()) else a.accepted_at end,
       accepted_by = case when m.accept then coalesce(a.accepted_by, $1::uuid) else a.accepted_by end,
       source_url = coalesce(m.source_url, a.source_url), rev = a.rev + 1, updated_at = now(), updated_by = $1::uuid
     from import_assessments m where m.touched and not m.is_new and a.id = m.id`,
    [job.by.personId],
  );
}

/**
 * Keys of new rows follow one another behind a beginning of this run's own: a million keys by chance
 * would each go to another place of the index, which costs a seventh of the whole insert.
 */
async function insertAnswers(tx: EntityManager, job: ImportJob): Promise<void> {
  await tx.query(
    `insert into answers (id, assessment_id, vendor_id, question_id, question_key, value, effectiveness, comment,
       comment_mac, evidence_level, evidence_id, evidence_end, answered_on, updated_by)
     select coalesce(s.target, s.own_id, ($3::text || lpad(to_hex(s.row_no), 12, '0'))::uuid), m.id, s.vendor_id, s.question_id, s.question_key, s.value, s.effectiveness,
       coalesce(s.comment, ''), s.comment_mac, coalesce(s.evidence_level, 'ATTESTED'), s.evidence_id, s.evidence_end,
       coalesce(s.answered_on, $2::date), $1::uuid
     from import_stage s join import_assessments m on m.vendor_id = s.vendor_id and m.version_id = s.version_id
     where s.verdict is null`,
    [job.by.personId, job.today, randomUUID().slice(0, -12)],
  );
}

async function updateAnswers(tx: EntityManager, job: ImportJob): Promise<void> {
  await tx.query(
    `update answers a set value = nullif(x.value, 'null'::jsonb), effectiveness = x.effectiveness, comment = x.comment,
       comment_mac = x.comment_mac,
       evidence_level = x.evidence_level, evidence_id = x.evidence_id, evidence_end = x.evidence_end, answered_on = x.answered_on,
       rev = a.rev + 1, updated_at = now(), updated_by = $1::uuid
     from import_stage s cross join lateral jsonb_to_record(s.after) as x(value jsonb, effectiveness real, comment text, comment_mac text,
       evidence_level text, evidence_id uuid, evidence_end date, answered_on date)
     where s.verdict = 'CHANGED' and a.id = s.target`,
    [job.by.personId],
  );
}

const UNDO: UndoRules = {
  tables: [
    { table: 'answers', title: (row) => `${row}.question_key`, kept: true },
    {
      table: 'assessments',
      title: (row) =>
        `${row}.ref || ' ' || (select v.display_name from vendors v where v.id = ${row}.vendor_id)`,
      kept: true,
      goesAlong: { answers: () => 'true' },
    },
  ],
  before: async (tx, job) => {
    const rows = await tx.query<{ vendor_id: string }[]>(
      `select distinct coalesce(a.vendor_id, n.vendor_id) as vendor_id from import_changes c
       left join assessments a on c.table_name = 'assessments' and a.id = c.row_id
       left join answers n on c.table_name = 'answers' and n.id = c.row_id
       where c.run_id = $1 and coalesce(a.vendor_id, n.vendor_id) is not null`,
      [job.id],
    );
    return rows.map((row) => row.vendor_id);
  },
};
