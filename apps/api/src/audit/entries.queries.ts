import type { EntityManager } from 'typeorm';
import type { Place, StoredEntry } from './chain.js';

/** Entries that are in memory at one time. */
const AT_A_TIME = 2_000;

const STORED = `select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  action, outcome, person_id::text as person, about, words, content, hash from audit_entries`;

/** All entries in order, or those of a condition newest first, from a cursor. */
export async function* storedEntries(
  tx: EntityManager,
  ask: { readonly text: string; readonly values: readonly unknown[] } = {
    text: 'order by seq',
    values: [],
  },
): AsyncGenerator<StoredEntry> {
  await tx.query(`declare audit_cursor no scroll cursor for ${STORED} ${ask.text}`, [
    ...ask.values,
  ]);
  for (;;) {
    const rows = await tx.query<StoredEntry[]>(`fetch ${AT_A_TIME} from audit_cursor`);
    yield* rows;
    if (rows.length < AT_A_TIME) break;
  }
  await tx.query('close audit_cursor');
}

/** The newest entry's place; null: there is none. */
export const READ_HEAD = {
  name: 'audit-head',
  text: 'select seq, hash as head from audit_entries order by seq desc limit 1',
  values: [],
};
export type HeadRow = Place;
