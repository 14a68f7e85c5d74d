/** Files that answer a question: the answer's value is the file's name, the file hangs on the answer. */
import type { EntityManager } from 'typeorm';
import { hangFile, loosenOthers } from '../files/file-holders.js';
import { Refusal } from '../graphql/refusal.js';
import type { StoredQuestion } from './assessments.queries.js';
import type { AnswerInput } from './questionnaires.inputs.js';

type Questions = ReadonlyMap<string, StoredQuestion>;

/** Answers whose file was named, with its name as their value. @throws Refusal INVALID, NOT_FOUND */
export async function withFileNames(
  tx: EntityManager,
  answers: readonly AnswerInput[],
  questions: Questions,
): Promise<readonly AnswerInput[]> {
  const named = answers.filter(({ file }) => file !== undefined);
  if (!named.length) return answers;
  const wrong = named.find(({ question }) => questions.get(question)?.kind !== 'FILE');
  if (wrong)
    throw new Refusal('INVALID', `Question ${wrong.question} takes no file.`, {
      field: 'answers.file',
    });
  const ids = named.flatMap(({ file }) => file ?? []);
  const rows = await tx.query<{ id: string; name: string }[]>(
    'select id, name from stored_files where id::text = any($1::text[])',
    [ids],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return answers.map((answer) => {
    if (answer.file === undefined) return answer;
    if (answer.file === null) return { ...answer, value: answer.value ?? null };
    const value = names.get(answer.file);
    if (value) return { ...answer, value };
    throw new Refusal('NOT_FOUND', 'The file is not here any more: send it again.', {
      field: 'answers.file',
    });
  });
}

/** Hangs files on the answers that were just written, and takes off what they no longer name. */
export async function hangAnswerFiles(
  tx: EntityManager,
  assessment: string,
  answers: readonly AnswerInput[],
  questions: Questions,
): Promise<void> {
  const moved = answers.filter(
    ({ question, value }) => value !== undefined && questions.get(question)?.kind === 'FILE',
  );
  for (const { question, file } of moved) {
    const [row] = await tx.query<{ id: string }[]>(
      `select a.id from answers a
       where a.assessment_id = $1 and a.question_key = $2`,
      [assessment, question],
    );
    if (!row) continue;
    await loosenOthers(tx, 'answer', row.id, file ?? null);
    if (file) await hangFile(tx, file, 'answer', row.id);
  }
}
