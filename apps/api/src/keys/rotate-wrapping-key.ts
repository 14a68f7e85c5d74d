/**
 * Puts a new wrapping key in place of the current one. What is sealed stays as it is: only the data
 * keys are wrapped anew, in one transaction. Old and new file lie side by side until that is committed,
 * so that a process killed at any moment leaves an installation that opens: before the commit under the
 * old key, behind it under the new one, which the next start puts in its place.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { LOCKS } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { StartRefusal } from '../start-refusal.js';
import { KEY_BYTES } from './envelope.js';
import {
  canaryUnder,
  dataKeyRows,
  rightKey,
  ringOf,
  unwrap,
  wrap,
  type RingRow,
} from './open-keys.js';
import { alone, storeKeys, type RotationHands } from './rotation.js';
import {
  keyFile,
  layAside,
  nextFile,
  parseKey,
  promote,
  readKeyFile,
  writeKeyFile,
  type WrappingKey,
} from './wrapping-key.js';

/** What a rotation did. */
export interface Rewrapped {
  readonly from: string;
  readonly to: string;
  /** Where the new key is; null: in the setting that named it. */
  readonly file: string | null;
  /** Where the old key is kept; back-ups of before need it. */
  readonly oldFile: string | null;
}

/** @throws StartRefusal */
export function rotateWrappingKey(hands: RotationHands): Promise<Rewrapped> {
  return alone(hands.dataSource, async () => {
    const { settings } = hands;
    const file = keyFile(settings);
    // what a rotation left that was cut off
    const ring = await settle(hands, file);
    const current = rightKey(ring, settings);
    const next = await nextKey(hands, current, file);
    const details = { from: current.fingerprint, to: next.fingerprint };
    // nobody has to wait: what a process has unwrapped stays as it is
    await storeKeys(hands, details, (tx) => rewrap(tx, current, next)).finally(() =>
      settle(hands, file),
    );
    const oldFile = file && `${file}.old-${current.fingerprint}`;
    return { ...details, file, oldFile };
  });
}

/** The new key, which lies beside the current one from now on. */
async function nextKey(
  { settings }: RotationHands,
  current: WrappingKey,
  file: string | null,
): Promise<WrappingKey> {
  const given = settings.newWrappingKey;
  const wanted = given === null ? null : parseKey(given, 'CHAPERONE_NEW_KEY');
  if (wanted?.fingerprint === current.fingerprint)
    throw new StartRefusal('CHAPERONE_NEW_KEY is the key that is in use already.');
  if (file === null) {
    if (wanted) return wanted;
    throw new StartRefusal(
      'The key comes from CHAPERONE_KEY. Name the new one by CHAPERONE_NEW_KEY (`openssl rand -base64 32`), and set CHAPERONE_KEY to it afterwards.',
    );
  }
  await writeKeyFile(nextFile(file), wanted?.key ?? randomBytes(KEY_BYTES));
  return readKeyFile(nextFile(file));
}

async function rewrap(tx: EntityManager, from: WrappingKey, to: WrappingKey): Promise<void> {
  for (const row of await dataKeyRows(tx))
    await tx.query('update data_keys set wrapped = $2 where kid = $1', [
      row.kid,
      wrap(row.kid, unwrap(row, from), to),
    ]);
  await tx.query('update key_ring set fingerprint = $1, canary = $2, wrapped_at = now()', [
    to.fingerprint,
    canaryUnder(to),
  ]);
}

/**
 * Puts the next key's file in its place where the database is under it, and lays it aside where it is
 * not. A connection that broke does not say whether its commit came through: whoever rotates holds
 * the lock until that is decided, so it is waited for. No key is ever deleted.
 */
async function settle({ dataSource }: RotationHands, file: string | null): Promise<RingRow> {
  return dataSource.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCKS.KEYS]);
    const ring = await ringOf(tx);
    if (!ring) throw new StartRefusal('The installation has no keys yet. Start it once.');
    if (file === null || !existsSync(nextFile(file))) return ring;
    if (readKeyFile(nextFile(file)).fingerprint === ring.fingerprint) await promote(file);
    else await layAside(file);
    return ring;
  });
}
