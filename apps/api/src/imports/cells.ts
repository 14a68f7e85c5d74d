import { rowError, type RowError, type SourceErrorCode } from './parsing/index.js';

/**
 * Reads the cells of tables that people fill in: words of the vocabulary, lists, days, addresses.
 * An empty cell says nothing (null). In: a cell and where it stands. Out: a value, or a fault that
 * names line and column and how to mend it.
 */

/** A row that cannot be read; it costs that row only. */
export class CellFault extends Error {
  constructor(readonly error: RowError) {
    super(error.message);
  }
}

/** One cell and where it stands. */
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: string;
  /** Its text is kept sealed: a fault says nothing of it. */
  readonly secret?: true;
}

/** A cell whose text must not be kept with a fault. */
export const secret = (cell: Cell): Cell => ({ ...cell, secret: true });

/** Refuses a cell. `mend` follows "Line 4, column "status": ". */
export function refuseCell(cell: Cell, mend: string, code: SourceErrorCode = 'BAD_VALUE'): never {
  const { line, column, text } = cell;
  const message = `Line ${line}, column "${column}": ${mend}`;
  throw new CellFault(rowError(code, message, { line, column, value: cell.secret ? null : text }));
}

/** One line of text of at most `longest` characters. */
export function line(cell: Cell, longest: number): string | null {
  if (cell.text === '') return null;
  return bounded(cell, cell.text.replace(/[\p{Cc}\s]+/gu, ' ').trim(), longest);
}

/** Text that may have several lines. */
export function text(cell: Cell, longest: number): string | null {
  if (cell.text === '') return null;
  const clean = cell.text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, ' ');
  return bounded(cell, clean.trim(), longest);
}

function bounded(cell: Cell, value: string, longest: number): string | null {
  if (value.length > longest) refuseCell(cell, `shorten it to ${longest} characters.`);
  return value === '' ? null : value;
}

/** Items separated by `;` or a line break, without repetition. */
export function list(cell: Cell, longest: number): string[] | null {
  if (cell.text === '') return null;
  const items = cell.text.split(/[;\n\r|]/).map((item) => item.replace(/\s+/g, ' ').trim());
  const distinct = [...new Set(items)].filter((item) => item !== '');
  if (distinct.some((item) => item.length > longest))
    refuseCell(cell, `shorten each item to ${longest} characters.`);
  return distinct.length > 0 ? distinct : null;
}

/** A word of the vocabulary, however it is spaced or cased: "E-mail and marketing". */
export function word<W extends string>(cell: Cell, words: readonly W[]): W | null {
  if (cell.text === '') return null;
  // most files write the word itself
  const itself = words.find((one) => one === cell.text);
  if (itself !== undefined) return itself;
  const wanted = bare(cell.text);
  if (wanted === '') return null;
  const found = words.find((one) => bare(one) === wanted);
  return found ?? refuseCell(cell, `write one of ${words.join(', ')}.`);
}

const bare = (value: string): string =>
  value
    .toLowerCase()
    .replace(/\band\b/g, '')
    .replace(/[^a-z0-9]/g, '');

/** Days read before: a file says few of them, again and again. */
const knownDays = new Map<string, string>();
const DAYS_KEPT = 20_000;

/** A calendar day: 2026-10-31, or 10/31/2026 as American tables have it. */
export function day(cell: Cell): string | null {
  if (cell.text === '') return null;
  const known = knownDays.get(cell.text);
  if (known !== undefined) return known;
  const read = readDay(cell);
  if (knownDays.size >= DAYS_KEPT) knownDays.clear();
  if (read !== null) knownDays.set(cell.text, read);
  return read;
}

function readDay(cell: Cell): string | null {
  const value = cell.text.trim();
  if (value === '') return null;
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(value);
  const iso = us ? `${us[3]}-${pad(us[1])}-${pad(us[2])}` : value;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso))
    refuseCell(cell, 'write the day as 2026-10-31.', 'BAD_DATE');
  const date = new Date(`${iso}T00:00:00Z`);
  const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return real && iso >= '1900'
    ? iso
    : refuseCell(cell, 'there is no such day in the calendar.', 'BAD_DATE');
}

const pad = (digits = ''): string => digits.padStart(2, '0');

/** The address of a page on the web. */
export function webAddress(cell: Cell): string | null {
  if (cell.text === '') return null;
  const value = cell.text.trim();
  if (value === '') return null;
  const good = value.length <= 2_000 && /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);
  return good ? value : refuseCell(cell, 'write a whole address that begins with https://');
}

/** Host names in lower case, without "www."; addresses are cut down to their host. */
export function hosts(cell: Cell): string[] | null {
  if (cell.text === '') return null;
  const items = list({ ...cell, text: cell.text.replaceAll(',', ';') }, 2_000) ?? [];
  const found = items.map(
    (item) => host(item) ?? refuseCell(cell, `"${item}" is no domain; write it as example.com.`),
  );
  return found.length > 0 ? [...new Set(found)] : null;
}

const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const HOST = new RegExp(`^(?:${LABEL}\\.)+[\\p{L}\\p{N}-]{2,63}$`, 'u');

function host(item: string): string | null {
  const name = item
    .toLowerCase()
    .replace(/^(?:[a-z]+:\/\/)?(?:www\.)?/, '')
    .replace(/[/:?#].*$/s, '')
    .replace(/\.$/, '');
  return name.length <= 253 && HOST.test(name) ? name : null;
}

/** yes or no, in the words people use. */
export function yesNo(cell: Cell): boolean | null {
  if (cell.text === '') return null;
  const value = cell.text.trim().toLowerCase();
  if (value === '') return null;
  if (['yes', 'y', 'true', '1', 'x'].includes(value)) return true;
  if (['no', 'n', 'false', '0'].includes(value)) return false;
  return refuseCell(cell, 'write yes or no.');
}

const names = new Intl.DisplayNames(['en'], { type: 'region' });
const COUNTRIES = new Map<string, string>();
for (let at = 0; at < 26 * 26; at += 1) {
  const code = String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26));
  const name = names.of(code);
  if (name !== undefined && name !== code && !/unknown|pseudo/i.test(name))
    COUNTRIES.set(code.toLowerCase(), code).set(name.toLowerCase(), code);
}
COUNTRIES.set('usa', 'US').set('uk', 'GB');

/** A country by its two letters or its English name. */
export function country(cell: Cell): string | null {
  if (cell.text === '') return null;
  const value = cell.text.trim().toLowerCase();
  if (value === '') return null;
  return (
    COUNTRIES.get(value) ?? refuseCell(cell, 'write a country by its two letters, such as US.')
  );
}
