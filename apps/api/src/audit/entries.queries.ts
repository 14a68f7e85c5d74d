import { rowBatches, type LongQuestion } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { Place, StoredEntry } from './chain.js';

/** Entries that are in memory at one time. */
const AT_A_TIME = 2_000;

const STORED = `select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  action, outcome, person_id::text as person, about, words, content, hash from audit_entries`;

/** All entries in order, or those of a condition newest first, from a cursor. */
export async function* storedEntries(
  tx: EntityManager,
  { text, values }: LongQuestion = { text: 'order by seq' },
): AsyncGenerator<StoredEntry> {
  const question = { text: `${STORED} ${text}`, ...(values && { values }) };
  for await (const rows of rowBatches<StoredEntry>(tx, question, AT_A_TIME)) yield* rows;
}

/** The newest entry's place; null: there is none. */
export const READ_HEAD = {
  name: 'audit-head',
  text: 'select seq, hash as head from audit_entries order by seq desc limit 1',
  values: [],
};
export type HeadRow = Place;
