/** An answer's value in the words of its question. Pure. */
import type { QuestionKind } from '@chaperone/risk-model';

interface Choices {
  readonly kind: QuestionKind;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}
interface Words {
  text(key: string): string;
  day(value: string): string;
}

/** The label of one value; a value that is no option stands for itself. */
export function labelOf({ kind, options }: Choices, value: string, words: Words): string {
  const known = options.find((option) => option.value.toUpperCase() === value.toUpperCase());
  if (known) return known.label;
  if (kind === 'DATE' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return words.day(value);
  if (kind !== 'YES_NO') return value;
  return words.text(`assessments.question.${value.toUpperCase() === 'YES' ? 'yes' : 'no'}`);
}

/** What the answer says; '' where it is empty. */
export function wordsOf(question: Choices, value: unknown, words: Words): string {
  if (Array.isArray(value)) return value.map((each) => wordsOf(question, each, words)).join(', ');
  switch (typeof value) {
    case 'boolean':
      return labelOf(question, value ? 'YES' : 'NO', words);
    case 'string':
      return labelOf(question, value, words);
    case 'number':
      return String(value);
    default:
      return '';
  }
}
