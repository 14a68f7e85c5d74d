/**
 * The key that signs where the audit log stood: Ed25519, in the data directory, made at the first start.
 * The public half lies beside it and may be copied anywhere; whoever holds it can check checkpoints.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = 'keys';
const PRIVATE = 'audit-signing.key';
const PUBLIC = /^audit-[0-9a-f]{16}\.pub$/;

/** Signs texts. */
export interface Signer {
  /** Names the key: a digest of its public half. */
  readonly kid: string;
  sign(text: string): string;
}

/** Public keys by their names. */
export type Verifier = (kid: string, text: string, signature: string) => boolean;

function kidOf(key: KeyObject): string {
  const der = key.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

/** Of two processes that start at once, one writes the key and the other reads it. */
async function provideKey(file: string): Promise<KeyObject> {
  const made = generateKeyPairSync('ed25519').privateKey;
  const pem = made.export({ type: 'pkcs8', format: 'pem' });
  try {
    await writeFile(file, pem, { flag: 'wx', mode: 0o400, flush: true });
    return made;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    return createPrivateKey(await readFile(file, 'utf8'));
  }
}

/** The signing key of a data directory; the first call makes it. */
export async function openSigner(dataDir: string): Promise<Signer> {
  const folder = join(dataDir, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = await provideKey(join(folder, PRIVATE));
  const open = createPublicKey(key);
  const kid = kidOf(open);
  const pem = open.export({ type: 'spki', format: 'pem' });
  await writeFile(join(folder, `audit-${kid}.pub`), pem, { flag: 'w', mode: 0o644 });
  return { kid, sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

/** Checks signatures by the public keys of a data directory, or by one file alone. */
export async function openVerifier(
  dataDir: string | null,
  publicKeyFile?: string,
): Promise<Verifier> {
  const files = publicKeyFile ? [publicKeyFile] : dataDir ? await publicKeys(dataDir) : [];
  const keys = new Map<string, KeyObject>();
  for (const file of files) {
    const key = createPublicKey(await readFile(file, 'utf8'));
    keys.set(kidOf(key), key);
  }
  return (kid, text, signature) => {
    const key = keys.get(kid);
    return !!key && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  };
}

async function publicKeys(dataDir: string): Promise<string[]> {
  const folder = join(dataDir, FOLDER);
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => PUBLIC.test(name)).map((name) => join(folder, name));
}
