/**
 * Sealed values as rows hold them. A text column holds '' or the sealed text; a JSON column holds
 * `{"sealed": …, "mac": …}` in place of the value. The mac tells equal values from different ones
 * without opening them, which imports do by the million.
 */
import type { OpenToken } from '../graphql/planner/seals.js';
import { looksSealed } from './envelope.js';
import type { Keys, Place } from './keys.js';
import { formInRecord } from './purposes.js';

/** A sealed value in a JSON column. */
export interface SealedJson {
  readonly sealed: string;
  readonly mac: string;
}

/** What a text column holds for a text: empty stays empty. */
export const sealText = (keys: Keys, place: Place, text: string): string =>
  text === '' ? '' : keys.seal(place, text);

/** The text that a column holds. @throws SealBroken, for clear text too */
export const openText = (keys: Keys, place: Place, stored: string): string =>
  stored === '' ? '' : keys.open(place, stored);

/** What a JSON column holds for a value; the caller makes its digest. */
export function sealJson(keys: Keys, place: Place, value: unknown, mac: string): SealedJson {
  return { sealed: keys.seal(place, JSON.stringify(value)), mac };
}

export function isSealedJson(stored: unknown): stored is SealedJson {
  return typeof (stored as Partial<SealedJson> | null)?.sealed === 'string';
}

/** The value that a JSON column holds; what is not sealed comes back as it is. */
export function openJson(keys: Keys, place: Place, stored: unknown): unknown {
  return isSealedJson(stored) ? (JSON.parse(keys.open(place, stored.sealed)) as unknown) : stored;
}

/** Columns that only serve comparing; people are not shown them. */
const MAC_SUFFIX = '_mac';

/**
 * A record of columns with what is sealed in it opened. Which columns are is known by their names: text
 * that somebody wrote in the form of a sealed value is text.
 */
export function openRecord(
  keys: Keys,
  at: Pick<Place, 'table' | 'row'>,
  record: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const open = (column: string, value: unknown): unknown => {
    const form = formInRecord(at.table, column);
    const place = { ...at, column };
    if (form === 'JSON') return openJson(keys, place, value);
    const sealed = form === 'TEXT' && typeof value === 'string' && looksSealed(value);
    return sealed ? keys.open(place, value) : value;
  };
  return Object.fromEntries(
    Object.entries(record)
      .filter(([column]) => !column.endsWith(MAC_SUFFIX))
      .map(([column, value]) => [column, open(column, value)]),
  );
}

/** Opens what the planner marked. */
export const openerOf =
  (keys: Keys): OpenToken =>
  ({ form, table, column, row, sealed }) => {
    if (form !== 'CHANGES') return keys.open({ table, column, row }, sealed);
    const text = Buffer.from(sealed, 'hex').toString('utf8');
    const record = JSON.parse(text) as Record<string, unknown>;
    return JSON.stringify(openRecord(keys, { table, row }, record));
  };
