import { refuseFile, rowError, type RowError } from './source-error.js';
import { readText, type TextFile } from './text-file.js';
import { wellFormed } from './well-formed.js';

/** How deep lists and objects may stand inside one element. */
export const JSON_DEPTH_LIMIT = 64;
/** How long one element's text may be, in characters. */
export const JSON_ELEMENT_LIMIT = 1_000_000;

export interface JsonElement {
  /** The line the element starts on, from 1. */
  readonly line: number;
  readonly value: unknown;
}

export interface JsonBatch {
  readonly rows: JsonElement[];
  readonly errors: RowError[];
}

/**
 * The elements of a file that is one JSON list, in batches. Only one element at a time is parsed,
 * and its depth is counted before it is, so nesting of any depth cannot exhaust the stack.
 * @throws FileRefused when the file is no list, is cut off, too deep, or has an element too large
 */
export async function* readJsonArray(file: TextFile): AsyncGenerator<JsonBatch> {
  const cutter = new JsonArrayCutter();
  for await (const piece of readText(file)) yield parseAll(cutter.push(piece));
  cutter.end();
}

interface ElementText {
  readonly line: number;
  readonly text: string;
}

function parseAll(elements: readonly ElementText[]): JsonBatch {
  const rows: JsonElement[] = [];
  const errors: RowError[] = [];
  for (const element of elements) {
    const parsed = parseElement(element);
    if ('code' in parsed) errors.push(parsed);
    else rows.push(parsed);
  }
  return { rows, errors };
}

function parseElement({ line, text }: ElementText): JsonElement | RowError {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const message = `The element on line ${line} is not valid JSON. Check its quotes, commas and brackets.`;
    return rowError('BAD_JSON', message, { line, value: text });
  }
  try {
    return { line, value: cleanValue(value, '') };
  } catch (problem) {
    if (!(problem instanceof UnsafeValue)) throw problem;
    const message = `The element on line ${line}: ${problem.message}`;
    return rowError(problem.code, message, { line, column: problem.column, value: text });
  }
}

class UnsafeValue extends Error {
  constructor(
    readonly code: 'FORBIDDEN_KEY' | 'BAD_NUMBER' | 'BAD_VALUE',
    readonly column: string,
    message: string,
  ) {
    super(message);
  }
}

/** Rebuilds a parsed value so that the database can hold it; refuses what it cannot or must not. */
function cleanValue(value: unknown, column: string): unknown {
  if (typeof value === 'string') return cleanString(value, column);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new UnsafeValue('BAD_NUMBER', column, 'a number is too large. Write a smaller one.');
  if (Array.isArray(value)) return value.map((one) => cleanValue(one, column));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    if (key === '__proto__')
      throw new UnsafeValue('FORBIDDEN_KEY', key, 'the key "__proto__" is not allowed. Remove it.');
    return [cleanString(key, key), cleanValue(inner, column || key)];
  });
  return Object.fromEntries(entries);
}

function cleanString(text: string, column: string): string {
  if (text.includes('\0'))
    throw new UnsafeValue('BAD_VALUE', column, 'a text holds a NUL character. Remove it.');
  return wellFormed(text);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const NEWLINE = 0x0a;

/** Cuts the text of a JSON list into the texts of its elements. */
export class JsonArrayCutter {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private finished = false;
  private line = 1;
  private elementLine = 1;
  private carried = '';
  private start = 0;
  private count = 0;
  private found: ElementText[] = [];

  push(piece: string): ElementText[] {
    this.found = [];
    this.start = 0;
    for (let at = 0; at < piece.length; at += 1) this.step(piece, at);
    if (this.depth > 0) this.carried += piece.slice(this.start);
    if (this.carried.length > JSON_ELEMENT_LIMIT) throw this.tooLarge();
    return this.found;
  }

  /** @throws FileRefused when the list has not been closed */
  end(): void {
    if (this.finished) return;
    const { line } = this;
    const message = `The JSON list is not closed: the file ends on line ${line} in the middle. It was cut off on its way; fetch it again.`;
    throw refuseFile('BAD_JSON', message, { line });
  }

  private step(piece: string, at: number): void {
    const code = piece.charCodeAt(at);
    if (code === NEWLINE) this.line += 1;
    if (this.inString) this.stringStep(code);
    else if (this.depth === 0) this.outside(piece, at, code);
    else this.inside(piece, at, code);
  }

  private stringStep(code: number): void {
    if (this.escaped) this.escaped = false;
    else if (code === BACKSLASH) this.escaped = true;
    else if (code === QUOTE) this.inString = false;
  }

  private outside(piece: string, at: number, code: number): void {
    if (isSpace(code)) return;
    if (this.finished || piece[at] !== '[') throw this.notAList(piece, at);
    this.depth = 1;
    this.begin(at);
  }

  private inside(piece: string, at: number, code: number): void {
    if (code === QUOTE) this.inString = true;
    else if (code === COMMA && this.depth === 1) this.cut(piece, at, false);
    // [ and { are 0x5b and 0x7b, ] and } are 0x5d and 0x7d
    else if ((code | 0x20) === 0x7b) this.deeper();
    else if ((code | 0x20) === 0x7d) this.shallower(piece, at);
  }

  private deeper(): void {
    this.depth += 1;
    if (this.depth <= JSON_DEPTH_LIMIT + 1) return;
    const { line } = this;
    const message = `Line ${line}: lists and objects stand more than ${JSON_DEPTH_LIMIT} deep inside each other. This is no list of records.`;
    throw refuseFile('JSON_TOO_DEEP', message, { line });
  }

  private shallower(piece: string, at: number): void {
    this.depth -= 1;
    if (this.depth > 0) return;
    if (piece[at] !== ']') throw this.notAList(piece, at);
    this.cut(piece, at, true);
    this.finished = true;
  }

  private begin(at: number): void {
    this.start = at + 1;
    this.elementLine = this.line;
  }

  private cut(piece: string, at: number, last: boolean): void {
    const text = this.carried + piece.slice(this.start, at);
    this.carried = '';
    if (text.length > JSON_ELEMENT_LIMIT) throw this.tooLarge();
    const empty = text.trim() === '';
    const line = this.elementLine + (empty ? 0 : leadingNewlines(text));
    if (!(last && empty && this.count === 0)) this.found.push({ line, text });
    this.count += 1;
    this.begin(at);
  }

  private tooLarge(): Error {
    const line = this.elementLine;
    const message = `The element on line ${line} has more than ${JSON_ELEMENT_LIMIT} characters: a quote may not be closed there. Shorten or mend it.`;
    return refuseFile('CELL_TOO_LARGE', message, { line });
  }

  private notAList(piece: string, at: number): Error {
    const { line } = this;
    const message = this.finished
      ? `Line ${line}: text follows the end of the JSON list. Remove it; a file holds one list.`
      : `Line ${line}: this is not a JSON list. The file must start with "[" and hold one object a record.`;
    return refuseFile('BAD_JSON', message, { line, value: piece.slice(at, at + 200) });
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === NEWLINE || code === 0x0d || code === 0x09;
}

function leadingNewlines(text: string): number {
  let count = 0;
  for (let at = 0; isSpace(text.charCodeAt(at)); at += 1)
    if (text.charCodeAt(at) === NEWLINE) count += 1;
  return count;
}
