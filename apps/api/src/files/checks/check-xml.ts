import { unfit } from './unfit.js';

const ENCODINGS = /^(utf-8|utf-16|utf-16le|utf-16be|us-ascii|ascii|iso-8859-1|windows-1252)$/i;
const ENCODING = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([^"']+)/i;
const PROLOG = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g;
/** No `<` inside, so that a tag never reaches over the next one. */
const RELATION = /<(?:\w+:)?Relationship\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/g;
const ATTRIBUTE = /([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Bytes of UTF-8 and of UTF-16 as text to search: what is looked for is ASCII. */
export const searchable = (bytes: Buffer): string => bytes.toString('latin1').replaceAll('\0', '');

/**
 * The beginning of an XML part, its first element included: no document type, no entities, an encoding
 * that any reader reads alike. @throws Refusal INVALID
 */
export function checkProlog(text: string, name: string): void {
  const encoding = ENCODING.exec(text)?.[1];
  const prolog = text.replace(PROLOG, '');
  // its first element is in sight: nothing that is looked for can stand behind it
  const plain = /^[^<]{0,8}</.test(text) && /^[^<]*<[A-Za-z_]/.test(prolog);
  if (/<!(DOCTYPE|ENTITY)/i.test(text) || !plain || (encoding && !ENCODINGS.test(encoding)))
    throw unfit(
      `A part of the document is no plain XML or declares entities of its own (${name}).`,
      'Open it, save it under a new name and send that.',
    );
}

/** Signs that are written by their numbers, as a reader of XML sees them. */
const plainly = (text: string): string =>
  text.replace(/&#(x?)([0-9a-f]{1,6});/gi, (_, hex: string, digits: string) =>
    String.fromCodePoint(Math.min(parseInt(digits, hex ? 16 : 10) || 0, 0x10ffff)),
  );

/** Attributes of a tag with their entities read. */
function attributesOf(tag: string): Map<string, string> {
  const all = [...tag.matchAll(ATTRIBUTE)];
  return new Map(
    all.map(([, name = '', double, single]) => [
      name.toLowerCase(),
      plainly(double ?? single ?? ''),
    ]),
  );
}

/** Links that a person may click stay; what a program would fetch when it opens the document does not. */
export function checkRelations(text: string, name: string): void {
  for (const [, tag = ''] of text.matchAll(RELATION)) {
    const attributes = attributesOf(tag);
    if (attributes.get('targetmode')?.trim().toLowerCase() !== 'external') continue;
    if (/\/hyperlink$/i.test(attributes.get('type') ?? '')) continue;
    throw unfit(
      `The document fetches a part of itself from elsewhere (${name}).`,
      'Break its links to other files, templates and pictures, and save it again.',
    );
  }
}

const LINKS = /<(?:\w+:)?(?:ddeLink|oleLink)\b/;
const FIELD_BEGINS = /\bfldCharType\s*=\s*["']begin["']/;
const INSTRUCTION = /<(?:\w+:)?instrText\b[^>]*>([^<]*)</g;
const SIMPLE_FIELD = /\binstr\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const EXCHANGE = /^\s*DDE(?:AUTO)?(?!\w)/i;

/** What fields of a text say; an instruction may stand in several pieces. */
function* instructionsIn(text: string): Generator<string> {
  for (const field of text.split(FIELD_BEGINS))
    yield [...field.matchAll(INSTRUCTION)].map(([, piece = '']) => piece).join('');
  for (const [, double, single] of text.matchAll(SIMPLE_FIELD)) yield double ?? single ?? '';
}

/** Links and fields by which a document has another program run something (DDE). @throws Refusal INVALID */
export function checkExchange(text: string, name: string): void {
  const found =
    LINKS.test(text) || [...instructionsIn(text)].some((each) => EXCHANGE.test(plainly(each)));
  if (found)
    throw unfit(
      `The document talks to other programs when it is opened (${name}).`,
      'Remove its DDE fields and links, or print it as PDF.',
    );
}
