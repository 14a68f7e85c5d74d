/** Reads the hand-written tables. In: their text. Out: what is expected of whom. */
import { CHANGES, QUERIES } from './roots.table.js';
import { FIELDS } from './fields.table.js';

/** Fields below another that come with it, whatever their own type says: the asker's own. */
export const OPENED: Readonly<Record<string, readonly string[]>> = {
  'Viewer.person': ['id', 'name', 'email', 'role'],
  'Viewer.organisation': ['name', 'timeZone'],
};

/** A role, or how far somebody is without one. */
export const LETTERS = ['A', 'C', 'P', 'E', 'U', 'R', 'n', 's', 'e'] as const;
export type Letter = (typeof LETTERS)[number];
/** yes: they get it; no: the document is refused; empty: they get nothing in its place. */
export type Expected = 'yes' | 'no' | 'empty';

interface Line {
  readonly who: string;
  readonly orEmpty: boolean;
  /** Wants a factor shown just now. */
  readonly fresh: boolean;
  readonly scopes: readonly string[];
  /** Arguments of a root field. */
  readonly args: string;
}

const WHO = /^([*\-A-Znse]+)(!?)( else empty)?$/;

function lineOf(who: string, scopes: string, args: string): Line {
  const [, letters, fresh, orEmpty] = WHO.exec(who) ?? [];
  if (!letters) throw new Error(`Nobody can read who "${who}" is.`);
  return {
    who: letters,
    orEmpty: orEmpty !== undefined,
    fresh: fresh === '!',
    scopes: scopes === '-' ? [] : scopes.split(' '),
    args,
  };
}

function linesOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

const LINES = new Map<string, Line>();
for (const [type = '', who = '', scopes = '', fields = ''] of linesOf(FIELDS))
  for (const field of fields.split(' ')) add(`${type}.${field}`, lineOf(who, scopes, ''));
for (const [root, text] of [
  ['Query', QUERIES],
  ['Mutation', CHANGES],
] as const)
  for (const [name = '', who = '', scopes = '', args = ''] of linesOf(text))
    add(`${root}.${name}`, lineOf(who, scopes, args));

function add(key: string, line: Line): void {
  if (LINES.has(key)) throw new Error(`${key} stands in the tables twice.`);
  LINES.set(key, line);
}

/** Every `Type.field` that the tables speak of. */
export const KEYS: readonly string[] = [...LINES.keys()];

/** What the tables say of a field. @throws Error where they say nothing */
export function lineFor(key: string): Line {
  const line = LINES.get(key);
  if (!line) throw new Error(`${key} has no line in apps/api/test/access-matrix.`);
  return line;
}

/** What somebody may expect of a field, as far as it alone decides. */
export function expectedOf(letter: Letter, key: string): Expected {
  return judged(key, ({ who }) => who === '*' || who.includes(letter));
}

/** The same for an administrator's token with some scopes. */
export function expectedOfToken(scopes: readonly string[], key: string): Expected {
  return judged(
    key,
    (line) => line.scopes.includes('*') || line.scopes.some((scope) => scopes.includes(scope)),
  );
}

/** Nothing in its place is given to whoever reads the rest of the type. */
function judged(key: string, opens: (line: Line) => boolean): Expected {
  const line = lineFor(key);
  if (opens(line)) return 'yes';
  if (!line.orEmpty) return 'no';
  const [type] = key.split('.');
  const others = KEYS.filter((other) => other.startsWith(`${type ?? ''}.`)).map(lineFor);
  const reads =
    others.every((other) => other.orEmpty) ||
    others.some((other) => !other.orEmpty && opens(other));
  return reads ? 'empty' : 'no';
}
