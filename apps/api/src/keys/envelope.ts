/**
 * One sealed value: AES-256-GCM under a data key, bound to the place where it is kept.
 * In: a key of 32 bytes, a place, text. Out: `v1.<kid>.<iv>.<ct>.<tag>`, and back.
 * It knows no database and no file; which key a place takes is decided in keys.ts.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Where a value is kept. A value copied to another place does not open there. */
export interface Place {
  readonly table: string;
  readonly column: string;
  /** The row's key as text. */
  readonly row: string;
}

/** A sealed value that was changed, cut, moved, or sealed under a key that is not there. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';

  constructor(place: Place, why: string) {
    super(`${place.table}.${place.column} of ${place.row} cannot be opened: ${why}.`);
  }
}

/** A key by its name. */
export interface NamedKey {
  readonly kid: string;
  readonly key: Buffer;
}

/** The parts of a sealed value, still as text. */
export interface SealedParts {
  readonly kid: string;
  readonly iv: string;
  readonly text: string;
  readonly tag: string;
}

export const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';
/** 12 bytes are 16 characters, 16 bytes are 22; nothing else is taken for a sealed value. */
const SEALED = /^v1\.([a-z0-9-]{1,40})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/;

const boundTo = (kid: string, { table, column, row }: Place): Buffer =>
  Buffer.from(JSON.stringify([VERSION, kid, table, column, row]), 'utf8');

/** Seals text under a key for a place. */
export function sealWith({ kid, key }: NamedKey, place: Place, plain: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(kid, place));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return `${VERSION}.${kid}.${parts.join('.')}`;
}

/** The parts of a sealed value; null where text is none. */
export function partsOf(sealed: string): SealedParts | null {
  const found = SEALED.exec(sealed);
  if (!found) return null;
  const [, kid = '', iv = '', text = '', tag = ''] = found;
  return { kid, iv, text, tag };
}

/** Whether text has the form of a sealed value. */
export const looksSealed = (text: string): boolean => SEALED.test(text);

/** Opens the parts of a sealed value. @throws SealBroken, never garbage */
export function openWith({ kid, key }: NamedKey, place: Place, parts: SealedParts): string {
  const { iv, text, tag } = parts;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytesOf(iv), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(boundTo(kid, place));
    decipher.setAuthTag(bytesOf(tag));
    const plain = Buffer.concat([decipher.update(bytesOf(text)), decipher.final()]);
    return plain.toString('utf8');
  } catch (cause) {
    const broken = new SealBroken(place, 'it was changed, or belongs to another place');
    broken.cause = cause;
    throw broken;
  }
}

/** One text for one value: bits behind the last whole byte would pass unseen otherwise. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new TypeError('not the shortest base64url');
  return bytes;
}
