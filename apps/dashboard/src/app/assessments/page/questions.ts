/**
 * What the answers make of the questions: which are asked, and how far each section is.
 * Pure. The server decides by the same rule which questions weigh in the score.
 */

/** The part of a question that decides whether it is asked. */
export interface Asked {
  readonly key: string;
  readonly showIf?: unknown;
}

/** The part of an answer that progress looks at. */
export interface Given {
  readonly value?: unknown;
  readonly reviewState: string;
}

export type Answers = ReadonlyMap<string, Given>;

/** A question is asked only where another one has this answer. */
export interface Rule {
  readonly question: string;
  readonly equals: string;
}

/** How one question stands; QUERIED may or may not have a value. */
export type Standing = 'HIDDEN' | 'NOT_APPLICABLE' | 'QUERIED' | 'ANSWERED' | 'OPEN';

/** Counts over some questions. `asked` leaves out the hidden and those that do not apply. */
export interface Progress {
  readonly asked: number;
  readonly answered: number;
  readonly queried: number;
  readonly hidden: number;
  readonly notApplicable: number;
}

/** The rule that hides the question now; undefined where it is asked. */
export function hiddenBy(question: Asked, answers: Answers): Rule | undefined {
  const rule = ruleOf(question);
  if (!rule) return undefined;
  return isValue(answers.get(rule.question)?.value, rule.equals) ? undefined : rule;
}

/** The question's rule, if it has one that can be read. */
export function ruleOf({ showIf }: Asked): Rule | undefined {
  if (typeof showIf !== 'object' || showIf === null) return undefined;
  const { question, equals } = showIf as Partial<Rule>;
  return typeof question === 'string' && typeof equals === 'string'
    ? { question, equals }
    : undefined;
}

/** A hidden question stands as hidden whatever was answered before it was hidden. */
export function standingOf(question: Asked, answers: Answers): Standing {
  if (hiddenBy(question, answers)) return 'HIDDEN';
  const answer = answers.get(question.key);
  if (answer?.reviewState === 'NOT_APPLICABLE') return 'NOT_APPLICABLE';
  if (answer?.reviewState === 'QUERIED') return 'QUERIED';
  return isEmpty(answer?.value) ? 'OPEN' : 'ANSWERED';
}

/** How far these questions are answered. */
export function progressOf(questions: readonly Asked[], answers: Answers): Progress {
  const standings = questions.map((question) => standingOf(question, answers));
  const count = (standing: Standing): number =>
    standings.filter((each) => each === standing).length;
  const hidden = count('HIDDEN');
  const notApplicable = count('NOT_APPLICABLE');
  const withValue = questions.filter(
    (question, at) =>
      (standings[at] === 'ANSWERED' || standings[at] === 'QUERIED') &&
      !isEmpty(answers.get(question.key)?.value),
  );
  return {
    asked: questions.length - hidden - notApplicable,
    answered: withValue.length,
    queried: count('QUERIED'),
    hidden,
    notApplicable,
  };
}

/** The next question without an answer after this one, from the top again after the last. */
export function nextOpen(
  questions: readonly Asked[],
  answers: Answers,
  after: string,
): string | undefined {
  const at = questions.findIndex(({ key }) => key === after);
  const inTurn = [...questions.slice(at + 1), ...questions.slice(0, Math.max(0, at))];
  return inTurn.find((question) => standingOf(question, answers) === 'OPEN')?.key;
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined;

/** Yes and no stand as words or as truth; of several choices one has to fit. */
function isValue(value: unknown, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((each) => isValue(each, wanted));
  if (typeof value === 'boolean') return isValue(value ? 'YES' : 'NO', wanted);
  const word = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return word.toUpperCase() === wanted.toUpperCase();
}
