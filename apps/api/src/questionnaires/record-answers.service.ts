/**
 * Answers come in: checked against their questions, stored, and where the assessment counts,
 * the vendor is rescored in the same transaction. Staff and imports use the same door.
 * It knows no screen and no arithmetic.
 */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { effectivenessOf, evidenceEndOf, type EvidenceKind } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { Refusal } from '../graphql/refusal.js';
import { Today } from '../graphql/today.js';
import { Keys } from '../keys/keys.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { hangAnswerFiles, withFileNames } from './answer-files.js';
import { storedValue } from './answer-values.js';
import {
  findAssessment,
  questionsOf,
  type OpenAssessment,
  type StoredQuestion,
} from './assessments.queries.js';
import type { AnswerInput, RecordAnswersInput } from './questionnaires.inputs.js';
import {
  isNarrative,
  sealComment,
  sealValue,
  type AnswerPlace,
  type StoredComment,
} from './sealed-answer.js';

/** Reports that test controls independently; only they make an answer AUDITED. */
export const AUDITS: readonly EvidenceKind[] = ['SOC_2_TYPE_2', 'ISO_27001', 'HITRUST', 'PCI_AOC'];

interface StoredEvidence {
  readonly id: string;
  readonly kind: EvidenceKind;
  readonly title: string;
  readonly period_end: string | null;
  readonly valid_until: string | null;
}

/** An answer as it is stored, in the column's names. */
interface AnswerRow {
  readonly id: string;
  readonly question_id: string;
  readonly question_key: string;
  readonly value: unknown;
  readonly effectiveness: number | null;
  /** Sealed; empty text is not. */
  readonly comment: string;
  readonly comment_mac: string | null;
  readonly evidence_level: string;
  readonly evidence_id: string | null;
  readonly evidence_end: string | null;
  readonly answered_on: string;
  readonly review_state: string;
}

/** What the rows of one call are made from. */
interface Known {
  readonly questions: ReadonlyMap<string, StoredQuestion>;
  readonly evidence: ReadonlyMap<string, StoredEvidence>;
  readonly before: ReadonlyMap<string, AnswerRow>;
  readonly vendorId: string;
}

@Injectable()
export class RecordAnswersService {
  constructor(
    private readonly scoring: ScoringService,
    private readonly today: Today,
    private readonly keys: Keys,
  ) {}

  /**
   * Records answers and returns the assessment's id.
   * @throws Refusal INVALID, NOT_FOUND or STALE; then nothing was written.
   */
  async record(tx: EntityManager, input: RecordAnswersInput, by: Principal): Promise<string> {
    const assessment = await findAssessment(tx, input, by);
    if (assessment.status === 'REJECTED')
      throw new Refusal('CONFLICT', `${assessment.ref} was rejected; start a new assessment.`);
    const known: Known = {
      questions: await questionsOf(tx, assessment.versionId),
      evidence: await evidenceOf(tx, assessment.vendorId, input.answers),
      before: await answersOf(tx, assessment.id),
      vendorId: assessment.vendorId,
    };
    checkKeys(input.answers, known);
    const answers = await withFileNames(tx, input.answers, known.questions);
    const rows = answers.map((answer) => this.rowOf(answer, known));
    if (rows.length) await upsert(tx, assessment, rows, by);
    await hangAnswerFiles(tx, assessment.id, answers, known.questions);
    const status = await this.advance(tx, assessment, input, by);
    if (status === 'ACCEPTED' || assessment.status === 'ACCEPTED')
      await this.scoring.rescore(tx, [assessment.vendorId], 'ANSWERS_RECORDED', by);
    return assessment.id;
  }

  /** What an answer leaves out stays as it is stored; a new value is answered today unless stated. */
  private rowOf(answer: AnswerInput, known: Known): AnswerRow {
    const question = known.questions.get(answer.question) as StoredQuestion;
    const before = known.before.get(question.id) ?? { ...UNANSWERED, id: randomUUID() };
    const { id } = before;
    const at = { id, vendorId: known.vendorId, questionId: question.id };
    const isNew = answer.value !== undefined;
    return {
      id,
      question_id: question.id,
      question_key: question.key,
      ...(isNew ? this.valueOf(at, question, answer.value) : valueIn(before)),
      ...(typeof answer.comment === 'string'
        ? sealComment(this.keys, at, answer.comment)
        : commentIn(before)),
      ...(backingOf(answer, known.evidence) ?? backingIn(before)),
      answered_on: this.answeredOn(answer, isNew ? null : before.answered_on),
      review_state: answer.reviewState ?? before.review_state,
    };
  }

  private valueOf(
    at: AnswerPlace,
    question: StoredQuestion,
    given: unknown,
  ): Pick<AnswerRow, 'value' | 'effectiveness'> {
    const value = storedValue(question, given);
    if (value === null) return { value, effectiveness: null };
    const effectiveness = effectivenessOf(question, value);
    if (!isNarrative(question.kind)) return { value, effectiveness };
    return { value: sealValue(this.keys, at, JSON.stringify(value)), effectiveness };
  }

  private answeredOn(answer: AnswerInput, before: string | null): string {
    const today = this.today.current();
    const on = answer.answeredOn ?? before ?? today;
    if (on > today)
      throw new Refusal('INVALID', `Question ${answer.question}: ${on} lies in the future.`, {
        field: 'answers.answeredOn',
      });
    return on;
  }

  /** Moves the assessment on: accepted, an explicit status, or in progress once something is answered. */
  private async advance(
    tx: EntityManager,
    assessment: OpenAssessment,
    input: RecordAnswersInput,
    by: Principal,
  ): Promise<string> {
    const wanted = input.accept ? 'ACCEPTED' : (input.status ?? undefined);
    const kept = assessment.status === 'DRAFT' ? 'IN_PROGRESS' : assessment.status;
    const status = wanted ?? kept;
    await tx.query(
      `update assessments set status = $2::text, rev = rev + 1, updated_at = now(), updated_by = $3::uuid,
         source_url = coalesce($4::text, source_url), due_on = coalesce($5::date, due_on),
         sent_at = case when $2 = 'SENT' then coalesce(sent_at, now()) else sent_at end,
         submitted_at = case when $2 in ('SUBMITTED', 'ACCEPTED') then coalesce(submitted_at, now()) else submitted_at end,
         accepted_at = case when $2 = 'ACCEPTED' then coalesce(accepted_at, now()) else null end,
         accepted_by = case when $2 <> 'ACCEPTED' then null when status = 'ACCEPTED' then accepted_by else $3::uuid end
       where id = $1`,
      [assessment.id, status, by.personId, input.sourceUrl ?? null, input.dueOn ?? null],
    );
    return status;
  }
}

function checkKeys(answers: readonly AnswerInput[], known: Known): void {
  const unknown = answers.filter((a) => !known.questions.has(a.question)).map((a) => a.question);
  if (unknown.length)
    throw new Refusal(
      'INVALID',
      `This questionnaire has no question ${unknown.slice(0, 5).join(', ')}; use the keys of its questions.`,
      { field: 'answers.question' },
    );
  if (new Set(answers.map((a) => a.question)).size !== answers.length)
    throw new Refusal('INVALID', 'A question is answered twice; keep one answer for each.', {
      field: 'answers.question',
    });
}

async function answersOf(tx: EntityManager, assessment: string): Promise<Map<string, AnswerRow>> {
  const rows = await tx.query<AnswerRow[]>(
    `select id, question_id, question_key, value, effectiveness, comment, comment_mac, evidence_level, evidence_id, evidence_end,
       answered_on, review_state
     from answers where assessment_id = $1 for update`,
    [assessment],
  );
  return new Map(rows.map((row) => [row.question_id, row]));
}

async function evidenceOf(
  tx: EntityManager,
  vendorId: string,
  answers: readonly AnswerInput[],
): Promise<Map<string, StoredEvidence>> {
  const ids = [...new Set(answers.flatMap((answer) => answer.evidence ?? []))];
  if (!ids.length) return new Map();
  const rows = await tx.query<StoredEvidence[]>(
    'select id, kind, title, period_end, valid_until from evidence where vendor_id = $1 and id = any($2::uuid[])',
    [vendorId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

type Backing = Pick<AnswerRow, 'evidence_level' | 'evidence_id' | 'evidence_end'>;

const ATTESTED: Backing = { evidence_level: 'ATTESTED', evidence_id: null, evidence_end: null };

/** What stands where nobody has answered yet. */
const UNANSWERED = {
  value: null,
  effectiveness: null,
  comment: '',
  comment_mac: null,
  review_state: 'UNREVIEWED',
  answered_on: null,
  ...ATTESTED,
} as const;

const valueIn = ({ value, effectiveness }: Pick<AnswerRow, 'value' | 'effectiveness'>) => ({
  value,
  effectiveness,
});

const commentIn = ({ comment, comment_mac }: StoredComment): StoredComment => ({
  comment,
  comment_mac,
});

const backingIn = ({ evidence_level, evidence_id, evidence_end }: Backing): Backing => ({
  evidence_level,
  evidence_id,
  evidence_end,
});

/** Level and evidence that an answer states; null where it states none. */
function backingOf(
  answer: AnswerInput,
  evidence: ReadonlyMap<string, StoredEvidence>,
): Backing | null {
  const level = answer.evidenceLevel ?? null;
  if (level === null) return null;
  if (level === 'ATTESTED') return ATTESTED;
  const backing = answer.evidence ? evidence.get(answer.evidence) : undefined;
  const field = { field: 'answers.evidence' };
  if (!backing)
    throw new Refusal(
      'INVALID',
      `Question ${answer.question}: ${level} needs a piece of evidence recorded for this vendor; record it first or choose ATTESTED.`,
      field,
    );
  if (level === 'AUDITED' && !AUDITS.includes(backing.kind))
    throw new Refusal(
      'INVALID',
      `Question ${answer.question}: "${backing.title}" is no independent audit; choose DOCUMENTED.`,
      field,
    );
  const { id, kind, period_end, valid_until } = backing;
  return {
    evidence_level: level,
    evidence_id: id,
    evidence_end: evidenceEndOf(kind, period_end, valid_until),
  };
}

/** One statement for all answers. */
async function upsert(
  tx: EntityManager,
  assessment: OpenAssessment,
  rows: readonly AnswerRow[],
  by: Principal,
): Promise<void> {
  await tx.query(
    `insert into answers (id, assessment_id, vendor_id, question_id, question_key, value, effectiveness, comment,
       comment_mac, evidence_level, evidence_id, evidence_end, answered_on, review_state, updated_by)
     select n.id, $1, $2, n.question_id, n.question_key, nullif(n.value, 'null'::jsonb), n.effectiveness, n.comment,
       n.comment_mac, n.evidence_level, n.evidence_id, n.evidence_end, n.answered_on, n.review_state, $4
     from jsonb_to_recordset($3::jsonb) as n(id uuid, question_id uuid, question_key text, value jsonb,
       effectiveness real, comment text, comment_mac text, evidence_level text, evidence_id uuid, evidence_end date, answered_on date, review_state text)
     on conflict (assessment_id, question_id) do update set
       value = excluded.value, effectiveness = excluded.effectiveness, comment = excluded.comment,
       comment_mac = excluded.comment_mac,
       evidence_level = excluded.evidence_level, evidence_id = excluded.evidence_id,
       evidence_end = excluded.evidence_end, answered_on = excluded.answered_on,
       review_state = excluded.review_state, rev = answers.rev + 1, updated_at = now(), updated_by = excluded.updated_by`,
    [assessment.id, assessment.vendorId, JSON.stringify(rows), by.personId],
  );
}
