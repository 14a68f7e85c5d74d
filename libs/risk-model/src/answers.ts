/**
 * From what was answered to an effectiveness 0..1, and from a document to the last day of
 * its force. In: a question with its option scores and a value. Out: a figure, or null where
 * there is no answer or nothing to score. Knows no table and no screen.
 */
import { addDays, type Day } from './days.js';
import type { EvidenceKind, QuestionKind } from './vocabulary.js';

/** The part of a question that scoring needs. */
export interface ScoredQuestion {
  readonly kind: QuestionKind;
  /** Option scores 0..1; for YES_NO the values are 'YES' and 'NO'. */
  readonly options: readonly { readonly value: string; readonly score?: number | null }[];
}

/** Whether answers to a question can earn anything: it is a choice and some option has a score. */
export function isScored(question: ScoredQuestion): boolean {
  return isChoice(question.kind) && question.options.some((option) => hasScore(option.score));
}

/**
 * The effectiveness c of an answer, 0..1; null when empty, unscored or not one of the options.
 * YES_NO takes true, false, 'YES' or 'NO' in any case; SINGLE an option's value; MULTIPLE a
 * list of values, whose scores are added up to at most 1.
 */
export function effectivenessOf(question: ScoredQuestion, value: unknown): number | null {
  if (!isScored(question)) return null;
  switch (question.kind) {
    case 'YES_NO':
      return ofOption(question, yesOrNo(value));
    case 'SINGLE':
      return ofOption(question, typeof value === 'string' ? value : null);
    case 'MULTIPLE':
      return ofOptions(question, value);
    case 'TEXT':
    case 'NUMBER':
    case 'DATE':
    case 'FILE':
      return null;
  }
}

/**
 * Last day on which a document is in force: the stated day, else 365 days (HITRUST 730) from
 * the end of the period covered; null when neither is known.
 */
export function evidenceEndOf(
  kind: EvidenceKind,
  periodEnd: Day | null,
  validUntil: Day | null,
): Day | null {
  if (validUntil !== null) return validUntil;
  if (periodEnd === null) return null;
  return addDays(periodEnd, kind === 'HITRUST' ? 730 : 365);
}

const isChoice = (kind: QuestionKind): boolean =>
  kind === 'YES_NO' || kind === 'SINGLE' || kind === 'MULTIPLE';

const hasScore = (score: number | null | undefined): score is number =>
  score !== null && score !== undefined;

function yesOrNo(value: unknown): string | null {
  if (typeof value === 'boolean') return value ? 'YES' : 'NO';
  return typeof value === 'string' ? value.trim().toUpperCase() : null;
}

/** An option without a score, beside others that have one, earns nothing. */
function ofOption(question: ScoredQuestion, value: string | null): number | null {
  if (value === null) return null;
  for (const option of question.options) {
    const own = question.kind === 'YES_NO' ? option.value.toUpperCase() : option.value;
    if (own === value) return clamp(option.score ?? 0);
  }
  return null;
}

function ofOptions(question: ScoredQuestion, value: unknown): number | null {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
  let sum: number | null = null;
  for (const option of question.options) {
    if (chosen.includes(option.value)) sum = (sum ?? 0) + (option.score ?? 0);
  }
  return sum === null ? null : clamp(sum);
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
