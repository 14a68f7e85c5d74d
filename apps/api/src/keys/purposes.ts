/**
 * What is kept sealed, and under which data key. A column that is not listed cannot be sealed, and
 * what is listed is found by rotation. Rooms add their columns here, one line each.
 */
import type { Place } from './envelope.js';

/** One data key each; MAC only ever makes digests. */
export const PURPOSES = [
  'ANSWERS',
  'AGREEMENTS',
  'BREACHES',
  'CONTACTS',
  'FACTORS',
  'PROVIDERS',
  'MAIL',
  'AUDIT',
  'FILES',
  'MAC',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** A column whose values are sealed. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly purpose: Purpose;
  /** TEXT: the column holds the sealed text; JSON: an object `{"sealed": …, "mac": …}`. */
  readonly form: 'TEXT' | 'JSON';
  /** The row's key; `id` unless said. */
  readonly key?: string;
  /**
   * Which rows hold it sealed, SQL over the row `t`; all unless said. Imports never write such rows, so
   * records of what they changed hold this column in clear.
   */
  readonly when?: string;
}

const text = (table: string, column: string, purpose: Purpose): SealedColumn => ({
  table,
  column,
  purpose,
  form: 'TEXT',
});

const json = (table: string, column: string, purpose: Purpose): SealedColumn => ({
  ...text(table, column, purpose),
  form: 'JSON',
});

export const SEALED_COLUMNS: readonly SealedColumn[] = [
  text('answers', 'comment', 'ANSWERS'),
  json('answers', 'value', 'ANSWERS'),
  text('agreements', 'note', 'AGREEMENTS'),
  { ...text('breaches', 'description', 'BREACHES'), when: `t.source = 'MANUAL'` },
  json('vendors', 'contacts', 'CONTACTS'),
  text('factors', 'seed', 'FACTORS'),
  text('identity_providers', 'client_secret', 'PROVIDERS'),
  text('mails', 'content', 'MAIL'),
];

const purposes = new Map(
  SEALED_COLUMNS.map(({ table, column, purpose }) => [`${table}.${column}`, purpose]),
);

/** The columns that records of what imports changed hold sealed. */
export const SEALED_IN_RECORDS = SEALED_COLUMNS.filter(({ when }) => when === undefined);

/** How such a record holds a column; null: in clear, whatever its text looks like. */
export function formInRecord(table: string, column: string): SealedColumn['form'] | null {
  const found = SEALED_IN_RECORDS.find((one) => one.table === table && one.column === column);
  return found?.form ?? null;
}

/** The data key that a place takes. @throws Error where the column is not listed */
export function purposeOf({ table, column }: Pick<Place, 'table' | 'column'>): Purpose {
  const purpose = purposes.get(`${table}.${column}`);
  if (!purpose)
    throw new Error(`${table}.${column} is not in SEALED_COLUMNS (keys/purposes.ts): add a line.`);
  return purpose;
}
