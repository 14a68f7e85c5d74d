/**
 * The wrapping key: the one secret that is not in the database. It comes from CHAPERONE_KEY, from the
 * file that CHAPERONE_KEY_FILE names, or from DATA_DIR/keys/wrapping.key, which the first start makes.
 * Out: candidates, among which the database's fingerprint tells the right one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config.js';
import { StartRefusal } from '../start-refusal.js';
import { KEY_BYTES } from './envelope.js';

/** A wrapping key, and where it was found. */
export interface WrappingKey {
  readonly key: Buffer;
  readonly fingerprint: string;
  /** For messages: the setting or the file. */
  readonly from: string;
  /** Its file; null where the environment holds it. */
  readonly file: string | null;
}

export type KeySettings = Pick<
  Config,
  'dataDir' | 'wrappingKey' | 'wrappingKeyFile' | 'newWrappingKey'
>;

const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o400;
/** Bits that let anybody but the owner read or write. */
const OTHERS = 0o077;

/** Sixteen hex digits that tell keys apart and give nothing of them away. */
export function fingerprintOf(key: Buffer): string {
  return createHash('sha256')
    .update('chaperone wrapping key')
    .update(key)
    .digest('hex')
    .slice(0, 16);
}

/** Reads a key written as 64 hex digits or as base64. @throws StartRefusal */
export function parseKey(text: string, from: string, file: string | null = null): WrappingKey {
  const trimmed = text.trim();
  const encoding = HEX.test(trimmed) ? 'hex' : BASE64.test(trimmed) ? 'base64' : null;
  const key = encoding && Buffer.from(trimmed, encoding);
  if (key?.length !== KEY_BYTES)
    throw new StartRefusal(
      `${from} holds no key: ${KEY_BYTES} random bytes are wanted, as 64 hex digits or as base64 (\`openssl rand -base64 32\`).`,
    );
  return { key, fingerprint: fingerprintOf(key), from, file };
}

/** Where the key's file is, or would be; null where CHAPERONE_KEY holds the key. */
export function keyFile({ dataDir, wrappingKey, wrappingKeyFile }: KeySettings): string | null {
  if (wrappingKey !== null) return null;
  return resolve(wrappingKeyFile ?? join(dataDir ?? '.data/start', 'keys', 'wrapping.key'));
}

/** The name under which a rotation lays the next key beside the current one. */
export const nextFile = (file: string): string => `${file}.next`;

/** The keys that could be the right one: the current one, and the next one of a rotation cut off. */
export function candidates(settings: KeySettings): WrappingKey[] {
  const { wrappingKey, newWrappingKey } = settings;
  if (wrappingKey !== null)
    return [
      parseKey(wrappingKey, 'CHAPERONE_KEY'),
      ...(newWrappingKey ? [parseKey(newWrappingKey, 'CHAPERONE_NEW_KEY')] : []),
    ];
  const file = keyFile(settings) ?? '';
  return [file, nextFile(file)].filter(existsSync).map(readKeyFile);
}

/** Reads a key's file. @throws StartRefusal where others could read it too */
export function readKeyFile(file: string): WrappingKey {
  const { mode } = statSync(file);
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
    throw new StartRefusal(
      `${file} can be read by others (mode ${(mode & 0o777).toString(8)}). Nobody but the server's user may: chmod 400 ${file}`,
    );
  return parseKey(readFileSync(file, 'utf8'), file, file);
}

/** The key of a first start: the one that is there, or a new one in its file. */
export async function firstKey(settings: KeySettings): Promise<WrappingKey> {
  const [found] = candidates(settings);
  if (found) return found;
  const file = keyFile(settings) ?? '';
  if (settings.wrappingKeyFile !== null)
    throw new StartRefusal(
      `CHAPERONE_KEY_FILE names ${file}, which is not there. Make it, and keep a copy elsewhere: (umask 077; openssl rand -base64 32 > ${file})`,
    );
  await writeKeyFile(file, randomBytes(KEY_BYTES));
  return readKeyFile(file);
}

/** Writes a key under its name whole or not at all; one that is there already stays. */
export async function writeKeyFile(file: string, key: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = await open(draft, 'wx', FILE_MODE);
  try {
    await handle.writeFile(`${key.toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(file);
}

/** Puts the next key in the current one's place; the old one stays beside it under its fingerprint. */
export async function promote(file: string): Promise<void> {
  if (existsSync(file)) {
    const old = readKeyFile(file);
    await rename(file, `${file}.old-${old.fingerprint}`);
    await syncFolder(file);
  }
  await rename(nextFile(file), file);
  await syncFolder(file);
}

/** Takes the next key away from its name: the database is not under it, and yet it is kept. */
export async function layAside(file: string): Promise<void> {
  const { fingerprint } = readKeyFile(nextFile(file));
  await rename(nextFile(file), `${file}.unused-${fingerprint}`);
  await syncFolder(file);
}

async function syncFolder(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
