/**
 * Opens an installation's keys: finds the wrapping key, tries it on the canary, unwraps the data keys
 * and makes those that are missing. In: a data source as the owner of the tables. Out: `Keys`.
 * A wrong or missing key is a refusal to start that says which one is wanted.
 */
import { randomBytes } from 'node:crypto';
import { LOCKS } from '@chaperone/store';
import type { DataSource, EntityManager } from 'typeorm';
import { StartRefusal } from '../start-refusal.js';
import { KEY_BYTES, openWith, partsOf, SealBroken, sealWith, type Place } from './envelope.js';
import { Keys, type DataKey, type KeyRing } from './keys.js';
import { gapsIn, isInUse } from './lost-keys.js';
import { PURPOSES, type Purpose } from './purposes.js';
import {
  candidates,
  firstKey,
  keyFile,
  nextFile,
  promote,
  type KeySettings,
  type WrappingKey,
} from './wrapping-key.js';

const CANARY_PLACE: Place = { table: 'key_ring', column: 'canary', row: 'canary' };
const CANARY = 'chaperone';

/** The record of the ring, and a data key's record. */
export interface RingRow {
  readonly fingerprint: string;
  readonly canary: string;
  readonly generation: number;
}
export interface DataKeyRow {
  readonly kid: string;
  readonly purpose: Purpose;
  readonly state: 'WAITING' | 'ACTIVE' | 'RETIRED';
  readonly wrapped: string;
  /** Nothing is sealed under it any more. */
  readonly drained: boolean;
}

/** Before anything is migrated: is the right key there? A database without keys passes. @throws StartRefusal */
export async function checkWrappingKey(
  dataSource: DataSource,
  settings: KeySettings,
): Promise<void> {
  const [table]: [{ found: boolean }] = await dataSource.query(
    `select to_regclass('key_ring') is not null as found`,
  );
  const ring = table.found ? await ringOf(dataSource.manager) : null;
  if (ring) rightKey(ring, settings);
}

/** Opens the keys; the first start makes them. @throws StartRefusal */
export async function openKeys(dataSource: DataSource, settings: KeySettings): Promise<Keys> {
  return dataSource.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCKS.KEYS]);
    const first = await isFirstStart(tx);
    const wrapping = await wrappingKeyFor(tx, settings);
    const known = await dataKeyRows(tx);
    const missing = PURPOSES.filter((one) => !known.some(({ purpose }) => purpose === one));
    if (!first) await refuseLost(tx, known, missing);
    for (const purpose of missing) await addDataKey(tx, { purpose, state: 'ACTIVE' }, wrapping);
    return new Keys(await readRing(tx, wrapping));
  });
}

/** No keys yet, and nothing was ever sealed. */
async function isFirstStart(tx: EntityManager): Promise<boolean> {
  const [row] = await tx.query<{ first: boolean }[]>(
    'select not exists (select from key_ring) and not exists (select from sealed_columns) as first',
  );
  return row?.first === true;
}

/** @throws StartRefusal where a data key is missing that something is sealed under */
async function refuseLost(
  tx: EntityManager,
  known: readonly DataKeyRow[],
  missing: readonly Purpose[],
): Promise<void> {
  const lost = PURPOSES.flatMap((one) => {
    const kids = known.filter(({ purpose }) => purpose === one).map(({ kid }) => kid);
    return gapsIn(kids, one);
  });
  for (const purpose of missing)
    if (await isInUse(tx, purpose)) lost.push(`${purpose.toLowerCase()}-1`);
  if (lost.length > 0)
    throw new StartRefusal(
      `Data keys are missing that values are sealed under: ${lost.join(', ')}. The table data_keys was put back without them, or changed. Restore the database whole from a back-up. No new key was made.`,
    );
}

async function wrappingKeyFor(tx: EntityManager, settings: KeySettings): Promise<WrappingKey> {
  const ring = await ringOf(tx);
  if (!ring) {
    const wrapping = await firstKey(settings);
    await tx.query('insert into key_ring (fingerprint, canary) values ($1, $2)', [
      wrapping.fingerprint,
      canaryUnder(wrapping),
    ]);
    return wrapping;
  }
  const wrapping = rightKey(ring, settings);
  const file = keyFile(settings);
  // a rotation was cut off behind its commit: the next key is the current one
  if (file !== null && wrapping.file === nextFile(file)) await promote(file);
  return wrapping;
}

/** The key that opens the canary. @throws StartRefusal that says which key is wanted */
export function rightKey(ring: RingRow, settings: KeySettings): WrappingKey {
  const found = candidates(settings);
  const right = found.find(({ fingerprint }) => fingerprint === ring.fingerprint);
  if (!right) throw new StartRefusal(found[0] ? wrongKey(ring, found[0]) : noKey(ring, settings));
  try {
    if (openCanary(right, ring.canary) === CANARY) return right;
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
  }
  throw new StartRefusal(
    `The key in ${right.from} has the right fingerprint, ${ring.fingerprint}, but does not open the database's canary: the table key_ring was changed. Restore the database from a back-up.`,
  );
}

const MEND =
  'Put the right key there, or name it by CHAPERONE_KEY_FILE or CHAPERONE_KEY; see "Keys" in docs/operations.md. Nothing was written.';

function wrongKey({ fingerprint }: RingRow, found: WrappingKey): string {
  return `This is the wrong key: ${found.from} has the fingerprint ${found.fingerprint}, but the database was sealed under the key ${fingerprint}. ${MEND}`;
}

function noKey({ fingerprint }: RingRow, settings: KeySettings): string {
  return `The key is missing: ${keyFile(settings) ?? ''} is not there, and the database was sealed under the key ${fingerprint}. ${MEND} Without that key nobody can read what is sealed.`;
}

/** The ring's record; null before the first start. */
export async function ringOf(tx: EntityManager): Promise<RingRow | null> {
  const rows: RingRow[] = await tx.query('select fingerprint, canary, generation from key_ring');
  return rows[0] ?? null;
}

export function dataKeyRows(tx: EntityManager): Promise<DataKeyRow[]> {
  return tx.query(
    `select kid, purpose, state, wrapped, drained_at is not null as drained from data_keys
     order by created_at, kid`,
  );
}

/** The ring under a wrapping key. */
export async function readRing(tx: EntityManager, wrapping: WrappingKey): Promise<KeyRing> {
  const ring = await ringOf(tx);
  if (!ring) throw new Error('The installation has no keys yet.');
  const keys = (await dataKeyRows(tx)).map((row): DataKey => {
    const { kid, purpose } = row;
    return { kid, purpose, active: row.state === 'ACTIVE', key: unwrap(row, wrapping) };
  });
  return { generation: ring.generation, fingerprint: ring.fingerprint, keys };
}

/** Makes a data key and stores it wrapped; its name counts up within its purpose. */
export async function addDataKey(
  tx: EntityManager,
  { purpose, state }: Pick<DataKeyRow, 'purpose' | 'state'>,
  wrapping: WrappingKey,
): Promise<string> {
  const [{ n }]: [{ n: number }] = await tx.query(
    `select count(*)::int + 1 as n from data_keys where purpose = $1`,
    [purpose],
  );
  const kid = `${purpose.toLowerCase()}-${n}`;
  const wrapped = wrap(kid, randomBytes(KEY_BYTES), wrapping);
  await tx.query('insert into data_keys (kid, purpose, state, wrapped) values ($1, $2, $3, $4)', [
    kid,
    purpose,
    state,
    wrapped,
  ]);
  return kid;
}

const wrappedAt = (kid: string): Place => ({ table: 'data_keys', column: 'wrapped', row: kid });
const named = ({ fingerprint, key }: WrappingKey) => ({ kid: fingerprint, key });

/** A data key under a wrapping key. */
export function wrap(kid: string, key: Buffer, wrapping: WrappingKey): string {
  return sealWith(named(wrapping), wrappedAt(kid), key.toString('base64'));
}

/** The canary under a wrapping key. */
export function canaryUnder(wrapping: WrappingKey): string {
  return sealWith(named(wrapping), CANARY_PLACE, CANARY);
}

/** A wrapped data key's bytes. @throws SealBroken */
export function unwrap(row: Pick<DataKeyRow, 'kid' | 'wrapped'>, wrapping: WrappingKey): Buffer {
  return Buffer.from(openUnder(wrapping, wrappedAt(row.kid), row.wrapped), 'base64');
}

function openCanary(wrapping: WrappingKey, canary: string): string {
  return openUnder(wrapping, CANARY_PLACE, canary);
}

function openUnder(wrapping: WrappingKey, place: Place, sealed: string): string {
  const parts = partsOf(sealed);
  if (!parts) throw new SealBroken(place, 'it is no sealed value');
  if (parts.kid !== wrapping.fingerprint)
    throw new SealBroken(place, `it was wrapped under the key ${parts.kid}`);
  return openWith(named(wrapping), place, parts);
}
