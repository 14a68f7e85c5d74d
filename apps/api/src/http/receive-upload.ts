import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../graphql/refusal.js';

/** The largest file taken: 2 GiB. */
export const LARGEST_UPLOAD = 2 ** 31;
const LONGEST_NAME = 200;

/** What was received. */
export interface Received {
  readonly bytes: number;
  readonly sha256: string;
}

/** Streams a file to disk. Leaves nothing behind where that fails. @throws Refusal INVALID, UNAVAILABLE */
export async function receive(
  from: Readable,
  path: string,
  largest = LARGEST_UPLOAD,
): Promise<Received> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > largest)
        throw new Refusal('INVALID', 'The file is larger than 2 GiB.', { status: 413 });
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await pipeline(from, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (thrown) {
    await rm(path, { force: true });
    throw (thrown as { code?: unknown }).code === 'ENOSPC'
      ? new Refusal('UNAVAILABLE', 'The disk is full.')
      : thrown;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** A file's name as it may be shown: no path, no control or direction signs, not endless. */
export function cleanName(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? '';
  const clean = base.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  return clean.slice(0, LONGEST_NAME) || 'upload';
}
