/**
 * How a file lies on disk: a header, then chunks of 64 KiB, each sealed with AES-256-GCM under a key of
 * that file's own. What binds them together: the nonce holds a random prefix of the file, the chunk's
 * place and whether it is the last; what is authenticated besides is the header, the file's id, the
 * place and that mark. So a chunk that was changed, moved, left out, added or taken from another file
 * does not open, and neither does a file that was cut off, be it at the edge of a chunk.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Clear bytes in a chunk; the last may hold fewer. */
export const CHUNK = 64 * 1024;
const TAG = 16;
/** Bytes of a chunk as it lies there. */
export const SEALED_CHUNK = CHUNK + TAG;
const MAGIC = Buffer.from('CHF1');
const PREFIX = 7;
/** Magic, prefix of the nonces, length of the key's id. */
const FIXED = MAGIC.length + PREFIX + 1;
const LONGEST_KEY_ID = 64;
/** More than any header has. */
export const HEADER_AT_MOST = FIXED + LONGEST_KEY_ID;
/** Places are counted in four bytes; far beyond what is taken. */
const MOST_CHUNKS = 2 ** 32;

/** A file's own key, and the id of the data key that it comes from. */
export interface FileKey {
  readonly kid: string;
  readonly key: Buffer;
}

/** What stands before the first chunk. */
export interface Header {
  readonly kid: string;
  readonly bytes: Buffer;
}

/** Bytes that cannot be opened: changed, cut, moved, or under another key. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** A new header for a file sealed under this key. */
export function newHeader({ kid }: FileKey): Header {
  const name = Buffer.from(kid, 'ascii');
  if (name.length === 0 || name.length > LONGEST_KEY_ID)
    throw new Error('The id of a key has 1 to 64 signs.');
  const bytes = Buffer.concat([MAGIC, randomBytes(PREFIX), Buffer.from([name.length]), name]);
  return { kid, bytes };
}

/** Reads the header at the beginning; null while there are too few bytes. @throws SealBroken */
export function readHeader(start: Buffer): Header | null {
  if (start.length < FIXED) return null;
  const length = start[FIXED - 1] ?? 0;
  if (!start.subarray(0, MAGIC.length).equals(MAGIC) || length === 0 || length > LONGEST_KEY_ID)
    throw new SealBroken('This is no sealed file.');
  if (start.length < FIXED + length) return null;
  const bytes = Buffer.from(start.subarray(0, FIXED + length));
  return { kid: bytes.toString('ascii', FIXED), bytes };
}

/** Seals and opens the chunks of one file. */
export class ChunkCipher {
  constructor(
    private readonly fileId: string,
    private readonly key: Buffer,
    readonly header: Header,
  ) {}

  seal(clear: Buffer, place: number, last: boolean): Buffer {
    const { nonce, bound } = this.circumstances(place, last);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAAD(bound);
    const sealed = Buffer.concat([cipher.update(clear), cipher.final()]);
    return Buffer.concat([sealed, cipher.getAuthTag()]);
  }

  /** @throws SealBroken */
  open(sealed: Buffer, place: number, last: boolean): Buffer {
    if (sealed.length < TAG) throw new SealBroken('The file is cut off.');
    const { nonce, bound } = this.circumstances(place, last);
    const cipher = createDecipheriv('aes-256-gcm', this.key, nonce);
    cipher.setAAD(bound);
    cipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    try {
      const clear = cipher.update(sealed.subarray(0, sealed.length - TAG));
      cipher.final();
      return clear;
    } catch (cause) {
      throw new SealBroken('The file was changed, or its key is another one.', { cause });
    }
  }

  private circumstances(place: number, last: boolean): { nonce: Buffer; bound: Buffer } {
    if (place >= MOST_CHUNKS) throw new Error('A file has too many chunks.');
    const { bytes } = this.header;
    const counted = Buffer.alloc(5);
    counted.writeUInt32BE(place, 0);
    counted[4] = last ? 1 : 0;
    const prefix = bytes.subarray(MAGIC.length, MAGIC.length + PREFIX);
    return {
      nonce: Buffer.concat([prefix, counted]),
      bound: Buffer.concat([bytes, Buffer.from(this.fileId), counted]),
    };
  }
}

/** Bytes that a file of this size takes behind its header. */
export function sealedLength(clear: number): number {
  return clear + TAG * Math.max(1, Math.ceil(clear / CHUNK));
}
