/**
 * Puts new data keys in place of those in use, and seals every value anew under them. New keys are made
 * known to every process first, then made active, then rows are sealed anew in batches, each a
 * transaction. Old keys go on opening what is left, so nothing is ever unreadable; a rotation that was
 * cut off goes on where it stopped. Files keep the key that they were written with, and digests theirs.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { addDataKey, dataKeyRows, rightKey, ringOf, type DataKeyRow } from './open-keys.js';
import { SEALED_COLUMNS, type Purpose } from './purposes.js';
import { recordsOf, resealBatch, rowsOf, type Resealable } from './reseal.js';
import { alone, changeKeys, type RotationHands } from './rotation.js';

/** What a rotation did. */
export interface Resealed {
  /** Names of the keys that are active now. */
  readonly active: readonly string[];
  readonly rows: number;
  /** Old keys under which something is still sealed. */
  readonly left: readonly string[];
}

/** Purposes whose values are in columns; their old keys come to be of no use. */
const IN_COLUMNS: readonly Purpose[] = [...new Set(SEALED_COLUMNS.map(({ purpose }) => purpose))];
const ROTATED: readonly Purpose[] = [...IN_COLUMNS, 'FILES'];
/** Times that rows which somebody held are tried again, and how long to wait before each. */
const ROUNDS = 20;
const WAIT_MS = 500;
const AT_A_TIME = 1_000;

/** Rotates, or goes on with a rotation that was cut off. @throws StartRefusal */
export function rotateDataKeys(hands: RotationHands, atATime = AT_A_TIME): Promise<Resealed> {
  return alone(hands.dataSource, async () => {
    const { dataSource, say } = hands;
    const known = await dataKeyRows(dataSource.manager);
    if (!known.some(isUnfinished)) await addKeys(hands);
    const waiting = (await dataKeyRows(dataSource.manager)).filter(isWaiting);
    if (waiting.length) await activate(hands);
    else say?.('Going on with a rotation that was cut off.');
    const begun = await snapshotOf(hands);
    const rows = await resealAll(hands, atATime, begun);
    const left = await drain(hands);
    const now = await dataKeyRows(dataSource.manager);
    const active = now.filter(({ state }) => state === 'ACTIVE').map(({ kid }) => kid);
    return { active, rows, left };
  });
}

const isWaiting = ({ state }: DataKeyRow): boolean => state === 'WAITING';
const isOld = ({ state, purpose, drained }: DataKeyRow): boolean =>
  state === 'RETIRED' && !drained && IN_COLUMNS.includes(purpose);
const isUnfinished = (row: DataKeyRow): boolean => isWaiting(row) || isOld(row);

/** First step: every process learns the new keys, nobody uses them yet. */
function addKeys(hands: RotationHands): Promise<void> {
  return changeKeys(hands, { step: 'made', purposes: ROTATED }, async (tx, ring) => {
    const wrapping = rightKey(ring, hands.settings);
    for (const purpose of ROTATED) await addDataKey(tx, { purpose, state: 'WAITING' }, wrapping);
  });
}

/** Second step: from now on values are sealed under the new keys. */
function activate(hands: RotationHands): Promise<void> {
  return changeKeys(hands, { step: 'activated' }, async (tx) => {
    await tx.query(
      `update data_keys set state = 'RETIRED', retired_at = now() where state = 'ACTIVE'
         and purpose in (select purpose from data_keys where state = 'WAITING')`,
    );
    await tx.query(`update data_keys set state = 'ACTIVE' where state = 'WAITING'`);
  });
}

/** Third step: what is under an old key is sealed anew, until nothing is found and nobody is left who sealed with it. */
async function resealAll(hands: RotationHands, atATime: number, begun: string): Promise<number> {
  const kids = await oldKeys(hands);
  if (kids.length === 0) return 0;
  let rows = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const table of resealables()) rows += await resealTable(hands, table, { kids, atATime });
    if ((await isOver(hands, begun)) && (await stillUsed(hands, kids)).length === 0) return rows;
    await sleep(WAIT_MS);
  }
  return rows;
}

const resealables = (): Resealable[] => [...SEALED_COLUMNS.map(rowsOf), recordsOf];

async function resealTable(
  { work, keys, say }: RotationHands,
  table: Resealable,
  { kids, atATime }: { kids: readonly string[]; atATime: number },
): Promise<number> {
  let total = 0;
  for (let last: string | null = table.first; last !== null;) {
    const from: string = last;
    const batch = await work.changeAsOwner((tx) =>
      resealBatch(tx, { work, keys, table, kids, from, atATime }),
    );
    total += batch.rows;
    last = batch.last;
    if (batch.rows) say?.(`${table.name}: ${total} sealed anew`);
  }
  return total;
}

/** Notes old keys that nothing is sealed under; returns the others. */
async function drain(hands: RotationHands): Promise<string[]> {
  const kids = await oldKeys(hands);
  if (kids.length === 0) return [];
  const used = await stillUsed(hands, kids);
  const free = kids.filter((kid) => !used.includes(kid));
  if (free.length)
    await changeKeys(hands, { step: 'drained', kids: free }, async (tx) => {
      await tx.query('update data_keys set drained_at = now() where kid = any($1)', [free]);
    });
  return used;
}

async function oldKeys({ dataSource }: RotationHands): Promise<string[]> {
  return (await dataKeyRows(dataSource.manager)).filter(isOld).map(({ kid }) => kid);
}

/** Which of these keys something is sealed under. */
async function stillUsed(
  { dataSource }: RotationHands,
  kids: readonly string[],
): Promise<string[]> {
  return dataSource.transaction(async (tx: EntityManager) => {
    await tx.query('set local statement_timeout = 0');
    const used = new Set<string>();
    for (const { count } of resealables())
      for (const { kid } of (await tx.query(count, [kids])) as { kid: string }[]) used.add(kid);
    return [...used];
  });
}

/** The moment at which everybody had the new keys. */
async function snapshotOf({ dataSource }: RotationHands): Promise<string> {
  if (!(await ringOf(dataSource.manager))) throw new Error('The installation has no keys yet.');
  const [row]: [{ xmax: string }] = await dataSource.query(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as xmax',
  );
  return row.xmax;
}

/** Whether every transaction that could have sealed under an old key is over. */
async function isOver({ dataSource }: RotationHands, begun: string): Promise<boolean> {
  const [row]: [{ over: boolean }] = await dataSource.query(
    'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as over',
    [begun],
  );
  return row.over;
}
