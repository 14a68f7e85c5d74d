import { isLegalForm, nameWords } from '@chaperone/store';
import { genericStrength } from './generic-words.js';

/** A vendor's name in a record's description, and how surely it is the vendor that is meant. */
export interface Mention {
  readonly score: number;
  readonly words: readonly string[];
}

/** "business associate (BA), CodeMetro, Inc.": the text says that this is a vendor at work. */
const AS_VENDOR = 0.7;
/** The full name with its legal form. */
const FORMAL = 0.6;
/** A name of several telling words. */
const SEVERAL_WORDS = 0.56;
/** The word alone: a brand, or a sentence's first word. */
const BARE = 0.4;
/** Part of a longer name, or where a sentence begins with a common word. */
const DOUBTFUL = 0.25;

const BEFORE =
  /(?:business associates?(?:\s*\((?:BA|the BA)\))?|\bBAs?\b|(?:sub)?contractors?|vendors?|service providers?|third[- ]party(?: \w+)?|operated by|hosted by|provided by|parent company|subsidiary)[\s,:(“"]*(?:of |named |called |known as |by )?["“]?$/i;
const AFTER =
  /^(?:,? (?:Inc|LLC|Corp|Corporation|Ltd|L\.L\.C|Co)\b\.?)?,?["”)]*\s*(?:,? ?\(?(?:a|an|the|its|their|our) (?:\w+[- ]){0,3}(?:business associate|BA|vendor|contractor|subcontractor|service provider)\b|(?:instance|platform|environment|software|application)\b)/;
const LEGAL_AFTER = /^,? (?:Inc|LLC|L\.L\.C|Corp|Corporation|Ltd|Limited|LLP|PLLC|GmbH)\b/;
/** How far around a name the text is read, in characters. */
const WINDOW = 80;
/** Descriptions are read up to here; the longest real one has 3,995 characters. */
const TEXT_LIMIT = 20_000;
const SHORTEST_NAME = 4;

/**
 * The best mention of a name in a text. The name must stand there as it is written (Stripe is not
 * the "magnetic stripe", to zoom is no vendor) and as words of its own.
 */
export function scoreMention(name: string, text: string): Mention | null {
  const bare = withoutLegalForm(name);
  const words = nameWords(bare);
  if (bare.length < SHORTEST_NAME || words.every(isCommon)) return null;
  let best = 0;
  const searched = text.slice(0, TEXT_LIMIT);
  for (let at = searched.indexOf(bare); at !== -1; at = searched.indexOf(bare, at + bare.length)) {
    const before = searched.slice(Math.max(0, at - WINDOW), at);
    const after = searched.slice(at + bare.length, at + bare.length + WINDOW);
    if (standsAlone(before, after)) best = Math.max(best, scoreAt(bare, before, after));
  }
  return best === 0 ? null : { score: best, words };
}

function isCommon(word: string): boolean {
  return genericStrength(word) !== null || isLegalForm(word);
}

/** "CodeMetro, Inc." is searched as "CodeMetro": the text may leave the legal form out. */
function withoutLegalForm(name: string): string {
  let bare = name.replace(/\s*[([].*$/su, '').trim();
  for (;;) {
    const cut = /^(.+?)[\s,]+([\p{L}.]+)[\s,.]*$/su.exec(bare.slice(0, 200));
    if (!cut?.[1] || !nameWords(cut[2] ?? '').every(isLegalForm)) return bare;
    bare = cut[1];
  }
}

function standsAlone(before: string, after: string): boolean {
  return !/[\p{L}\p{N}@#_/.-]$/u.test(before) && !/^(?:[\p{L}\p{N}@_-]|\.\p{L})/u.test(after);
}

function scoreAt(name: string, before: string, after: string): number {
  if (partOfLongerName(before, after)) return DOUBTFUL;
  if (BEFORE.test(before) || AFTER.test(after)) return AS_VENDOR;
  if (LEGAL_AFTER.test(after)) return FORMAL;
  if (nameWords(name).filter((word) => !isCommon(word)).length > 1) return SEVERAL_WORDS;
  return startsSentence(before) ? DOUBTFUL : BARE;
}

function startsSentence(before: string): boolean {
  return before.trim() === '' || /[.!?]["”)]?\s*$/.test(before);
}

/** "H&R Block", "Square Enix": a capitalised neighbour that is no common word and no sentence's start. */
function partOfLongerName(before: string, after: string): boolean {
  if (/&\s?$/.test(before) || /^\s?&/.test(after)) return true;
  const next = /^ (\p{Lu}[\p{L}\p{N}]*)/u.exec(after)?.[1];
  if (next !== undefined && !isCommon(next.toLowerCase()) && !NEIGHBOURS.has(next)) return true;
  const previous = /(\p{Lu}[\p{L}\p{N}]*) $/u.exec(before)?.[1];
  if (previous === undefined || NEIGHBOURS.has(previous)) return false;
  return !BEFORE.test(before);
}

/** Capitalised words that stand beside a name without being part of it. */
const NEIGHBOURS: ReadonlySet<string> = new Set(
  (
    'The A An In On At By Its Their Our To From For With And Or Of BA BAs CE CEs HHS OCR PHI ePHI ' +
    'After When While Because However Also Following Both That This It Inc LLC Corp'
  ).split(' '),
);
