/**
 * What of an answer is sealed: its comment, and its value where the question asks for text. Choices,
 * figures and days stay as they are, since scores are made of them. A digest goes with each sealed
 * value, bound to vendor and question, so that a file imported again is seen to change nothing.
 */
import type { QuestionKind } from '@chaperone/risk-model';
import type { Keys } from '../keys/keys.js';
import { sealJson, sealText } from '../keys/sealed-values.js';

/** Whose answer to which question, and the key of its row. */
export interface AnswerPlace {
  readonly id: string;
  readonly vendorId: string;
  readonly questionId: string;
}

/** A comment as its two columns hold it. */
export interface StoredComment {
  readonly comment: string;
  readonly comment_mac: string | null;
}

/** Whether values of such a question are sealed. */
export const isNarrative = (kind: QuestionKind): boolean => kind === 'TEXT';

const placeOf = (column: 'comment' | 'value', row: string) => ({ table: 'answers', column, row });

export function sealComment(keys: Keys, at: AnswerPlace, text: string): StoredComment {
  if (text === '') return { comment: '', comment_mac: null };
  return {
    comment: sealText(keys, placeOf('comment', at.id), text),
    comment_mac: digestOf(keys, 'comment', at, text),
  };
}

/** A value as its column holds it; `json` is the value as JSON text. */
export function sealValue(keys: Keys, at: AnswerPlace, json: string): object {
  const digest = digestOf(keys, 'value', at, json);
  return sealJson(keys, placeOf('value', at.id), JSON.parse(json), digest);
}

function digestOf(
  keys: Keys,
  column: 'comment' | 'value',
  { vendorId, questionId }: AnswerPlace,
  text: string,
): string {
  return keys.mac(`answers.${column}`, `${vendorId} ${questionId} ${text}`);
}

/** Gives a sealed value a place of another row; null and clear values have none. */
export function moveSealed(
  keys: Keys,
  column: 'comment' | 'value',
  sealed: string,
  rows: { readonly from: string; readonly to: string },
): string {
  const plain = keys.open(placeOf(column, rows.from), sealed);
  return keys.seal(placeOf(column, rows.to), plain);
}
