/**
 * What rotations have in common: one at a time, every step one transaction with its entry in the audit
 * log, and between steps the certainty that every process works with the keys as they now are.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCKS } from '@chaperone/store';
import type { DataSource, EntityManager } from 'typeorm';
import type { Work } from '../graphql/work.js';
import { StartRefusal } from '../start-refusal.js';
import { KEYS_CHANNEL } from './key-watch.js';
import { ringOf, type RingRow } from './open-keys.js';
import type { Keys } from './keys.js';
import type { KeySettings } from './wrapping-key.js';

/** What a rotation works with. */
export interface RotationHands {
  readonly dataSource: DataSource;
  readonly work: Work;
  readonly keys: Keys;
  readonly settings: KeySettings;
  /** How long every process may take to fetch new keys; half a minute unless said. */
  readonly patienceMs?: number;
  /** Told after each step. */
  readonly say?: (line: string) => void;
}

const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/** Runs a rotation alone. @throws StartRefusal where another one runs */
export async function alone<T>(dataSource: DataSource, rotate: () => Promise<T>): Promise<T> {
  const lock = dataSource.createQueryRunner();
  try {
    const [{ got }] = (await lock.query('select pg_try_advisory_lock($1) as got', [
      LOCKS.ROTATION,
    ])) as [{ got: boolean }];
    if (!got) throw new StartRefusal('Another rotation of keys is running. Wait until it is over.');
    try {
      return await rotate();
    } finally {
      await lock.query('select pg_advisory_unlock($1)', [LOCKS.ROTATION]);
    }
  } finally {
    await lock.release();
  }
}

/**
 * Changes the keys in one transaction, when every process works with the keys as they are, and waits until
 * every process has the new ones. A server that a step before left behind would be two behind otherwise,
 * and meet values under keys that it never heard of. @throws StartRefusal
 */
export async function changeKeys(
  hands: RotationHands,
  details: Readonly<Record<string, unknown>>,
  change: (tx: EntityManager, ring: RingRow) => Promise<void>,
): Promise<void> {
  await allFollow(hands);
  await storeKeys(hands, details, change);
  await allFollow(hands);
}

/** Changes the keys in one transaction. */
export function storeKeys(
  { work }: RotationHands,
  details: Readonly<Record<string, unknown>>,
  change: (tx: EntityManager, ring: RingRow) => Promise<void>,
): Promise<void> {
  return work.changeAsOwner(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCKS.KEYS]);
    const ring = await ringOf(tx);
    if (!ring) throw new Error('The installation has no keys yet.');
    await change(tx, ring);
    await tx.query('update key_ring set generation = generation + 1');
    await tx.query(`select pg_notify('${KEYS_CHANNEL}', '')`);
    work.trail.note(tx, { action: 'KEY_ROTATED', outcome: 'SUCCESS', details });
  });
}

const BEHIND = `select exists (select from pg_locks l, key_ring r
    where l.locktype = 'advisory' and l.objsubid = 2 and l.granted
      and l.database = (select oid from pg_database where datname = current_database())
      and l.classid = $1::int::oid and l.objid < r.generation::oid) as behind`;

/** Every process holds a lock on its generation: nobody may hold that of an older one. */
async function allFollow({
  dataSource,
  patienceMs = PATIENCE_MS,
}: Pick<RotationHands, 'dataSource' | 'patienceMs'>): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const [row]: [{ behind: boolean }] = await dataSource.query(BEHIND, [LOCKS.KEY_GENERATION]);
    if (!row.behind) return;
    if (performance.now() > until) break;
    await sleep(LOOK_AGAIN_MS);
  }
  throw new StartRefusal(
    'A running server does not take the new keys. If its key comes from CHAPERONE_KEY, restart it with the right one, then run this again: nothing is lost, and it goes on where it stopped.',
  );
}
