import { isLegalForm, nameWords, normaliseName } from '@chaperone/store';
import { genericStrength } from './generic-words.js';

/** How well two names fit, and the words that did. */
export interface NameScore {
  /** 0 to 1; a name alone never reaches 1. */
  readonly score: number;
  readonly words: readonly string[];
}

/** The same name, once case, accents, punctuation and legal forms are out of the way. */
const SAME = 0.95;
/** The same letters with other gaps: "Help Scout", "HelpScout". */
const SAME_LETTERS = 0.92;
/** Two letters of ten differ at most: "Permante", "Permanente". */
const MISSPELT = 0.65;
/** A name within a name, with words between or around it that make another company of it. */
export const CONTAINED = 0.5;
const NOTHING: NameScore = { score: 0, words: [] };

/**
 * Scores two company names. A name that contains the whole other name plus further words scores at
 * most 0.5, unless each further word is a legal form, generic, or one of `explained` (the vendor's
 * own other names): "Zoom Video Communications" is Zoom, "Square Enix" is not Square.
 */
export function scoreNames(a: string, b: string, explained: ReadonlySet<string>): NameScore {
  const left = nameWords(normaliseName(a));
  const right = nameWords(normaliseName(b));
  if (left.length === 0 || right.length === 0) return NOTHING;
  if (left.join(' ') === right.join(' ')) return { score: SAME, words: left };
  if (left.join('') === right.join('')) return { score: SAME_LETTERS, words: [left.join('')] };
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const contained = containment(short, long, explained);
  if (contained) return contained;
  return misspelling(left, right) ?? overlap(left, right);
}

function containment(
  short: readonly string[],
  long: readonly string[],
  explained: ReadonlySet<string>,
): NameScore | null {
  const places = placesInOrder(short, long);
  if (places === null) return null;
  const taken = new Set(places);
  const rest = long.filter((_, index) => !taken.has(index));
  // words in front ("United Cerebral Palsy") and a name made of common words only prove nothing
  const leads = places[0] === 0;
  const speaks = short.some((word) => genericStrength(word) === null && !isLegalForm(word));
  const strengths = rest.map((word) => strengthOf(word, explained));
  if (!leads || !speaks || strengths.includes(null)) return { score: CONTAINED, words: short };
  return { score: Math.min(...strengths.map((one) => one ?? 0)), words: short };
}

function strengthOf(word: string, explained: ReadonlySet<string>): number | null {
  if (explained.has(word)) return 0.85;
  return isLegalForm(word) ? 0.9 : genericStrength(word);
}

/** Where the words of one name stand in another, in order; null when one is missing. */
function placesInOrder(short: readonly string[], long: readonly string[]): number[] | null {
  const places: number[] = [];
  for (const word of short) {
    const at = long.indexOf(word, (places.at(-1) ?? -1) + 1);
    if (at === -1) return null;
    places.push(at);
  }
  return places;
}

function misspelling(left: readonly string[], right: readonly string[]): NameScore | null {
  if (left.length !== right.length) return null;
  const close = left.every((word, index) => nearlyEqual(word, right[index] ?? ''));
  return close ? { score: MISSPELT, words: left } : null;
}

/** One letter may differ in words of eight or more, two in words of ten or more. */
function nearlyEqual(a: string, b: string): boolean {
  if (a === b) return true;
  const longest = Math.max(a.length, b.length);
  const allowed = longest >= 10 ? 2 : longest >= 8 ? 1 : 0;
  if (a.length - b.length > allowed || b.length - a.length > allowed) return false;
  // numbers are never slips: "Store 1234567" and "Store 1234568"
  return allowed > 0 && !/\d/.test(a + b) && editDistance(a, b) <= allowed;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Names that share telling words only: something to look at, never a proposal. */
function overlap(left: readonly string[], right: readonly string[]): NameScore {
  const shared = left.filter((word) => right.includes(word) && genericStrength(word) === null);
  if (shared.length === 0) return NOTHING;
  const all = new Set([...left, ...right]).size;
  return { score: Math.min(0.45, shared.length / all), words: shared };
}
