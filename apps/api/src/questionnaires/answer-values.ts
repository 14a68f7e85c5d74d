import type { QuestionKind } from '@chaperone/risk-model';
import { Refusal } from '../graphql/refusal.js';

/** The part of a question that an answer's value is checked against. */
export interface AskedQuestion {
  readonly key: string;
  readonly kind: QuestionKind;
  readonly options: readonly { readonly value: string }[];
}

/** Long enough for any narrative, short enough for one cell (characters). */
const LONGEST_TEXT = 20_000;

/**
 * The value as it is stored; null for an empty one. YES_NO becomes 'YES' or 'NO', MULTIPLE a list
 * of distinct option values in the question's order, DATE 'YYYY-MM-DD'.
 * @throws Refusal INVALID naming the question, what came and what is taken.
 */
export function storedValue(question: AskedQuestion, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null;
  return READERS[question.kind](question, value);
}

function refuse(question: AskedQuestion, takes: string): never {
  throw new Refusal('INVALID', `Question ${question.key} takes ${takes}.`, {
    field: `answers.${question.key}`,
  });
}

function yesOrNo(question: AskedQuestion, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'YES' : 'NO';
  const word = typeof value === 'string' ? value.trim().toUpperCase() : '';
  if (word === 'Y' || word === 'YES' || word === 'TRUE') return 'YES';
  if (word === 'N' || word === 'NO' || word === 'FALSE') return 'NO';
  return refuse(question, 'YES or NO');
}

function choice(question: AskedQuestion, value: unknown): string {
  const found = question.options.find((option) => option.value === value);
  return found?.value ?? refuse(question, `one of ${namesOf(question)}`);
}

function choices(question: AskedQuestion, value: unknown): string[] {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
  const known = question.options.filter((option) => chosen.includes(option.value));
  if (known.length !== new Set(chosen).size) refuse(question, `a list of ${namesOf(question)}`);
  return known.map((option) => option.value);
}

function finite(question: AskedQuestion, value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number)
    ? number
    : refuse(question, 'a number');
}

function day(question: AskedQuestion, value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : '';
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  const real = date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return real ? text : refuse(question, 'a day as YYYY-MM-DD');
}

function text(question: AskedQuestion, value: unknown): string {
  if (typeof value === 'string' && value.length <= LONGEST_TEXT) return value;
  return refuse(question, `text of at most ${LONGEST_TEXT} characters`);
}

const namesOf = (question: AskedQuestion): string =>
  question.options.map((option) => option.value).join(', ');

const READERS: Record<QuestionKind, (question: AskedQuestion, value: unknown) => unknown> = {
  YES_NO: yesOrNo,
  SINGLE: choice,
  MULTIPLE: choices,
  NUMBER: finite,
  DATE: day,
  TEXT: text,
  FILE: text,
};
