import { splitName } from '@chaperone/store';
import { rowError, type SourceErrorCode } from '../../imports/parsing/index.js';
import { RowFault, type DatedDay } from './breach-draft.js';

/** Where a value stands, for its error. */
export interface CellPlace {
  readonly line: number;
  readonly column: string;
}

/** More people than this is a slip: the largest real record has 2.7 thousand million accounts. */
const PEOPLE_LIMIT = 1e10;
const TITLE_LENGTH = 500;

/** A fault of one cell: what, where, how to mend. */
export function cellFault(
  code: SourceErrorCode,
  at: CellPlace,
  value: string,
  what: string,
): RowFault {
  const message = `Line ${at.line}, column "${at.column}": ${what}`;
  return new RowFault(rowError(code, message, { line: at.line, column: at.column, value }));
}

/** Text on one line: spaces collapsed, control characters out. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

/** Text that may have lines: line ends made equal, other control characters out. */
export function manyLines(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .trim();
}

/** A name that must be there. */
export function requireTitle(text: string, at: CellPlace): string {
  const title = oneLine(text);
  if (!/[\p{L}\p{N}]/u.test(title))
    throw cellFault('MISSING_VALUE', at, text, 'the name is empty. Fill in who reported it.');
  if (title.length > TITLE_LENGTH)
    throw cellFault('BAD_VALUE', at, title, `the name is longer than ${TITLE_LENGTH} characters.`);
  return title;
}

/** A count of people: "1,234", "1234.0" and "" (not known) are read. */
export function peopleCount(text: string, at: CellPlace): number | null {
  const trimmed = text.trim();
  if (trimmed === '' || /^(?:n\/?a|unknown|none|null|-)$/i.test(trimmed)) return null;
  const digits = trimmed.replaceAll(',', '').replace(/\.0+$/, '');
  const count = Number(digits);
  if (!/^\d{1,15}$/.test(digits) || count > PEOPLE_LIMIT)
    throw cellFault('BAD_NUMBER', at, text, 'this is no count of people. Write digits only.');
  return count;
}

/** A host name in lower case without "www."; null when there is none or it is not one. */
export function hostName(text: string): string | null {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
    .replace(/[/:?#].*$/s, '')
    .replace(/\.$/, '');
  if (host.length > 253) return null;
  return /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(host)
    ? host
    : null;
}

/** What stands in the brackets of a name. */
export function bracketHint(title: string): string | null {
  const { bracketed } = splitName(title);
  return bracketed.length > 0 ? bracketed.join(', ') : null;
}

const ISO_DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/;
const US_DAY = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?: .*)?$/;
const US_MONTH = /^(\d{1,2})\/(\d{4})$/;
const NAMED_MONTH = /^(?:in |early |late |mid-?)*([a-z]{3,9})\.?,? (?:of )?(\d{4})$/i;
const YEAR_ONLY = /^(?:in |early |late |mid-?)*(\d{4})$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads a date in the forms that American portals write: 2024-10-08, 10/08/2024, 10/08/24 (with
 * or without a time of day), 10/2024, October 2024, 2024.
 * @returns null when it is no date at all; 'IMPOSSIBLE' when it looks like one that cannot be
 */
export function readDate(text: string): DatedDay | null | 'IMPOSSIBLE' {
  const value = text.trim();
  if (value.length > 40) return null;
  const iso = ISO_DAY.exec(value);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const us = US_DAY.exec(value);
  if (us) return dayOf(fullYear(us[3] ?? ''), Number(us[1]), Number(us[2]));
  return coarseDate(value);
}

function coarseDate(value: string): DatedDay | null | 'IMPOSSIBLE' {
  const month = US_MONTH.exec(value);
  if (month) return coarsen(dayOf(Number(month[2]), Number(month[1]), 1), 'MONTH');
  const named = NAMED_MONTH.exec(value);
  const index = named ? MONTHS.indexOf((named[1] ?? '').slice(0, 3).toLowerCase()) : -1;
  if (named && index !== -1) return coarsen(dayOf(Number(named[2]), index + 1, 1), 'MONTH');
  const year = YEAR_ONLY.exec(value);
  return year ? coarsen(dayOf(Number(year[1]), 1, 1), 'YEAR') : null;
}

function coarsen(day: DatedDay | 'IMPOSSIBLE' | null, precision: 'MONTH' | 'YEAR') {
  return day === 'IMPOSSIBLE' || day === null ? day : { on: day.on, precision };
}

/** Portals began in the 2000s: a year of two digits up to 69 belongs to this century. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function dayOf(year: number, month: number, day: number): DatedDay | 'IMPOSSIBLE' | null {
  // 1/1/0001 is what some programs write for "no date"
  if (year === 1) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!real || year < 1900 || year > 2199) return 'IMPOSSIBLE';
  return { on: date.toISOString().slice(0, 10), precision: 'DAY' };
}

/** A date that may be missing; anything else that is no date is a fault of the row. */
export function optionalDate(text: string, at: CellPlace): DatedDay | null {
  const value = text.trim();
  if (value === '' || /^(?:n\/?a|unknown|none|null|tbd|-)$/i.test(value)) return null;
  const date = readDate(value);
  if (date === 'IMPOSSIBLE')
    throw cellFault('BAD_DATE', at, text, 'there is no such day in the calendar. Correct it.');
  if (date === null)
    throw cellFault('BAD_DATE', at, text, 'this is no date. Write it as 2024-10-31 or 10/31/2024.');
  return date;
}

/** A date that must be there. */
export function requireDate(text: string, at: CellPlace): DatedDay {
  const date = optionalDate(text, at);
  if (date === null) throw cellFault('MISSING_VALUE', at, text, 'the date is missing. Fill it in.');
  return date;
}
