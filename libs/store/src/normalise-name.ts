/**
 * Names of companies as they are compared and stored: one function for the vendor register, for
 * breach records and for the search, since a key made in two ways matches nothing.
 */

/** Words that say only what kind of body a company is; dropped from the end of a name. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  (
    'inc incorporated llc llp lllp lp plc pllc pc pa psc corp corporation co company ltd limited ' +
    'gmbh ag sa sas sarl srl spa bv nv ab oy aps pte pty kg kgaa ulc apc na'
  ).split(' '),
);

/** "doing business as" and its like; what follows is the name people know. */
const TRADING_AS =
  /\s*[,;(]?\s*\b(?:d\s*[/.]\s*b\s*[/.]\s*a\b\.?|dba\b|doing business as|trading as|t\/a\b)\s*:?\s*/iu;

/** A company's name taken apart. */
export interface NameParts {
  /** The name before any bracket or "dba". */
  readonly main: string;
  /** What it does business as. */
  readonly trading: readonly string[];
  /** What stands in brackets: a short form of itself, or another company. */
  readonly bracketed: readonly string[];
}

/** No bracket, no slash, no full stop, and none of the words that mean "trading as". */
const ONE_NAME = /^(?!.*\b(?:d ?b ?a|doing business as|trading as)\b)[a-z0-9 ]{0,500}$/i;

/** Longer names are no names; the cut keeps the patterns below from toiling over a wall of spaces. */
const NAME_LENGTH = 500;

/** Takes a name apart at brackets and at "dba", "d/b/a", "doing business as". */
export function splitName(name: string): NameParts {
  if (ONE_NAME.test(name)) return { main: name.trim(), trading: [], bracketed: [] };
  const bracketed: string[] = [];
  const trading: string[] = [];
  const bare = name.slice(0, NAME_LENGTH).replace(/[([]([^()[\]]*)[)\]]?/gu, (_, inner: string) => {
    const [before = '', ...after] = inner.split(TRADING_AS);
    trading.push(...after);
    bracketed.push(...before.split(/[,;]/u));
    return ' ';
  });
  const [main = '', ...names] = bare.split(TRADING_AS);
  trading.push(...names);
  return { main: main.trim(), trading: tidy(trading), bracketed: tidy(bracketed) };
}

function tidy(names: readonly string[]): string[] {
  return names.map((name) => name.trim()).filter((name) => /[\p{L}\p{N}]/u.test(name));
}

/**
 * The key that two spellings of one company share: lower case, no accents, no punctuation, no legal
 * form at the end, no "the" in front, nothing from brackets or behind "dba". Never empty unless the
 * name has no letter or digit: a name that is nothing but a legal form keeps it.
 */
export function normaliseName(name: string): string {
  const { main, trading, bracketed } = splitName(name);
  for (const part of [main, ...trading, ...bracketed]) {
    const words = nameWords(part);
    if (words.length > 0) return withoutLegalForm(words).join(' ');
  }
  return '';
}

/** A name's words: lower case, without accents, apostrophes and punctuation; `&` reads "and". */
export function nameWords(name: string): string[] {
  // most names are plain, and a register has a hundred thousand of them
  if (PLAIN.test(name)) return name.slice(0, NAME_LENGTH).toLowerCase().split(' ').filter(Boolean);
  return (
    name
      .slice(0, NAME_LENGTH)
      // "ƒ??" is what one export made of an apostrophe
      .replaceAll('ƒ??', '')
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/[ßøłđæœ]/gu, (letter) => UNDECOMPOSED[letter] ?? letter)
      .replace(/['’‘`´]/gu, '')
      // "L.L.C." and "P. C." are one word
      .replace(
        /(?<![\p{L}\p{N}])((?:\p{L}\.\s?){2,})/gu,
        (dotted: string) => `${dotted.replace(/[.\s]/gu, '')} `,
      )
      .replaceAll('&', ' and ')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  );
}

const PLAIN = /^[a-z0-9 ]*$/i;

/** Letters that Unicode does not take apart into a letter and its accent. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
};

function withoutLegalForm(words: readonly string[]): string[] {
  let end = words.length;
  while (end > 1 && isTail(words[end - 1] ?? '')) end -= 1;
  const start = words[0] === 'the' && end > 1 ? 1 : 0;
  return words.slice(start, end);
}

function isTail(word: string): boolean {
  return LEGAL_FORMS.has(word) || word === 'and';
}

/** Whether a word only names a legal form ("inc", "gmbh"). */
export function isLegalForm(word: string): boolean {
  return LEGAL_FORMS.has(word);
}
