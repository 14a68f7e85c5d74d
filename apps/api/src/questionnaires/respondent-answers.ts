import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { decide } from '../graphql/access/decide.js';
import { Refusal } from '../graphql/refusal.js';
import type { AnswerInput, RecordAnswersInput } from './questionnaires.inputs.js';

const OPEN: readonly string[] = ['SENT', 'IN_PROGRESS'];
/** What a respondent may say of an answer; the rest is the reviewers'. */
const OWN_WORDS: readonly (keyof AnswerInput)[] = ['question', 'value', 'comment'];

/**
 * What a vendor's respondent may record: values and comments of its own assessment while it is open.
 * What it changes is to be reviewed anew. @throws Refusal FORBIDDEN, CONFLICT
 */
export async function ofRespondent(
  tx: EntityManager,
  input: RecordAnswersInput,
  by: Principal,
): Promise<RecordAnswersInput> {
  const assessment = by.assessmentId ?? '';
  if (!decide(by, 'OPEN', input.assessment ?? '').allowed)
    throw new Refusal('FORBIDDEN', 'Answer your own assessment, by its id.', {
      field: 'assessment',
    });
  const { assessment: _named, rev, answers, ...others } = input;
  const said = [others, ...answers.map(withoutOwnWords)].flatMap((part) =>
    Object.entries(part).flatMap(([name, value]) => (value === undefined ? [] : [name])),
  );
  if (said.length > 0)
    throw new Refusal('FORBIDDEN', 'A respondent gives answers and comments, nothing else.', {
      field: said[0] ?? '',
    });
  const [row] = await tx.query<{ status: string }[]>(
    'select status from assessments where id = $1',
    [assessment],
  );
  if (!row || !OPEN.includes(row.status))
    throw new Refusal('CONFLICT', 'This assessment is not open for answers.');
  return {
    assessment,
    ...(rev !== undefined && { rev }),
    answers: answers.map((answer) => ({ ...answer, reviewState: 'UNREVIEWED' })),
    status: 'IN_PROGRESS',
  };
}

function withoutOwnWords(answer: AnswerInput): Partial<AnswerInput> {
  return Object.fromEntries(
    Object.entries(answer).filter(([name]) => !OWN_WORDS.some((own) => own === name)),
  );
}
