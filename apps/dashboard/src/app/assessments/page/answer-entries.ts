/** Between an answer as the graph has it and what stands in the form's fields. Pure. */
import type { EvidenceLevel, QuestionKind, ReviewState } from '@chaperone/risk-model';

/** The fields of the form; '' and null are empty. */
export interface Entries {
  readonly text: string;
  readonly several: readonly string[];
  readonly number: number | null;
  readonly evidenceLevel: EvidenceLevel;
  readonly evidence: string;
  readonly comment: string;
  readonly answeredOn: string;
  readonly reviewState: ReviewState;
}

interface Stored {
  readonly value?: unknown;
  /** Its value is this file's name: not typed, so not in the fields. */
  readonly file?: object | null;
  readonly comment: string;
  readonly evidenceLevel: EvidenceLevel;
  readonly evidence?: { readonly id: string } | null;
  readonly reviewState: ReviewState;
}

export const EMPTY: Entries = {
  text: '',
  several: [],
  number: null,
  evidenceLevel: 'ATTESTED',
  evidence: '',
  comment: '',
  answeredOn: '',
  reviewState: 'UNREVIEWED',
};

/** What the form starts from. */
export function entriesOf(answer: Stored | undefined): Entries {
  if (!answer) return EMPTY;
  const value = answer.file ? null : answer.value;
  const { evidenceLevel, comment, reviewState } = answer;
  return {
    ...EMPTY,
    text:
      typeof value === 'boolean' ? (value ? 'YES' : 'NO') : typeof value === 'string' ? value : '',
    several: Array.isArray(value) ? value.map(String) : [],
    number: typeof value === 'number' ? value : null,
    evidence: answer.evidence?.id ?? '',
    evidenceLevel,
    comment,
    reviewState,
  };
}

/** The value that the fields give; null where they are empty. */
export function valueOf(kind: QuestionKind, { text, several, number }: Entries): unknown {
  switch (kind) {
    case 'MULTIPLE':
      return several.length ? several : null;
    case 'NUMBER':
      return number;
    case 'YES_NO':
    case 'SINGLE':
    case 'TEXT':
    case 'DATE':
    case 'FILE':
      return text.trim() || null;
  }
}

/** What is sent. A value that stays as it was is left out, so that it keeps its day. */
export function inputOf(
  question: { readonly key: string; readonly kind: QuestionKind },
  entries: Entries,
  before: Stored | undefined,
) {
  const value = valueOf(question.kind, entries);
  const stays = JSON.stringify(value) === JSON.stringify(valueOf(question.kind, entriesOf(before)));
  const { evidenceLevel, evidence, comment, answeredOn, reviewState } = entries;
  return {
    question: question.key,
    ...(!stays && { value }),
    evidenceLevel,
    evidence: evidenceLevel === 'ATTESTED' ? null : evidence || null,
    comment: comment.trim(),
    ...(answeredOn && { answeredOn }),
    reviewState,
  };
}
