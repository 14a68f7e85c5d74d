/**
 * What rotations have in common: one at a time, every step one transaction with its entry in the audit
 * log, and between steps the certainty that every process works with the keys as they now are.
 */
import type { DataSource, EntityManager } from 'typeorm';
import type { Work } from '../graphql/work.js';
import { StartRefusal } from '../start-refusal.js';
import { GENERATION_LOCK, KEYS_CHANNEL } from './key-watch.js';
import { KEYS_LOCK, ringOf, type RingRow } from './open-keys.js';
import type { Keys } from './keys.js';
import type { KeySettings } from './wrapping-key.js';

/** What a rotation works with. */
export interface RotationHands {
  readonly dataSource: DataSource;
  readonly work: Work;
  readonly keys: Keys;
  readonly settings: KeySettings;
  /** Told after each step. */
  readonly say?: (line: string) => void;
}

/** Held by a rotation from its first step to its last. */
const ROTATION_LOCK = 7_262_034;
/** How long every process may take to fetch new keys. */
const PATIENCE_MS = 30_000;

/** Runs a rotation alone. @throws StartRefusal where another one runs */
export async function alone<T>(dataSource: DataSource, rotate: () => Promise<T>): Promise<T> {
  const lock = dataSource.createQueryRunner();
  try {
    const [{ got }] = (await lock.query('select pg_try_advisory_lock($1) as got', [
      ROTATION_LOCK,
    ])) as [{ got: boolean }];
    if (!got) throw new StartRefusal('Another rotation of keys is running. Wait until it is over.');
    try {
      return await rotate();
    } finally {
      await lock.query('select pg_advisory_unlock($1)', [ROTATION_LOCK]);
    }
  } finally {
    await lock.release();
  }
}

/** Changes the keys in one transaction, and waits until every process has them. @throws StartRefusal */
export async function changeKeys(
  hands: RotationHands,
  details: Readonly<Record<string, unknown>>,
  change: (tx: EntityManager, ring: RingRow) => Promise<void>,
): Promise<void> {
  await allHaveLeft(hands.dataSource, await storeKeys(hands, details, change));
}

/** Changes the keys in one transaction; returns the generation that is over. */
export function storeKeys(
  { work }: RotationHands,
  details: Readonly<Record<string, unknown>>,
  change: (tx: EntityManager, ring: RingRow) => Promise<void>,
): Promise<number> {
  return work.changeAsOwner(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [KEYS_LOCK]);
    const ring = await ringOf(tx);
    if (!ring) throw new Error('The installation has no keys yet.');
    await change(tx, ring);
    await tx.query('update key_ring set generation = generation + 1');
    await tx.query(`select pg_notify('${KEYS_CHANNEL}', '')`);
    work.trail.note(tx, { action: 'KEY_ROTATED', outcome: 'SUCCESS', details });
    return ring.generation;
  });
}

/** Every process holds a lock on its generation: once nobody holds that of the old one, all have moved on. */
async function allHaveLeft(dataSource: DataSource, generation: number): Promise<void> {
  const waiting = dataSource.createQueryRunner();
  try {
    await waiting.query(`set statement_timeout = ${String(PATIENCE_MS)}`);
    await waiting.query('select pg_advisory_lock($1, $2)', [GENERATION_LOCK, generation]);
    await waiting.query('select pg_advisory_unlock($1, $2)', [GENERATION_LOCK, generation]);
  } catch (error) {
    if ((error as { code?: unknown }).code !== '57014') throw error;
    throw new StartRefusal(
      'A running server does not take the new keys. If its key comes from CHAPERONE_KEY, restart it with the right one, then run this again: nothing is lost, and it goes on where it stopped.',
    );
  } finally {
    await waiting.query('reset statement_timeout');
    await waiting.release();
  }
}
