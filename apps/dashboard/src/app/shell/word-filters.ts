/**
 * Filters over lists of the vocabulary whose choices stand in the URL. In: the lists, what is chosen of
 * each. Out: a chip for each choice, and the choices without one of them.
 */
import type { Chip } from './ui/index.js';

/** A filter: its name in the view, and the list of words that it offers. */
export interface WordFilter {
  readonly name: string;
  /** The list's name under `words` in the catalogue. */
  readonly words: string;
}
/** A view: what is chosen, by the filters' names, beside whatever else stands in it. */
type Choices = object;

const chosenOf = (view: Choices, name: string): readonly string[] => {
  const chosen = (view as Readonly<Record<string, unknown>>)[name];
  return Array.isArray(chosen) ? (chosen as string[]) : [];
};

/** A chip for each word that is chosen. */
export const wordChips = (
  filters: readonly WordFilter[],
  view: Choices,
  word: (list: string, value: string) => string,
): Chip[] =>
  filters.flatMap(({ name, words }) =>
    chosenOf(view, name).map((value) => ({ key: `${name}:${value}`, label: word(words, value) })),
  );

/** The filter that a chip belongs to, without the chip's word. */
export function withoutWord(view: Choices, key: string): [name: string, left: readonly string[]] {
  const [name = '', gone] = key.split(':');
  return [name, chosenOf(view, name).filter((value) => value !== gone)];
}
