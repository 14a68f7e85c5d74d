import { crc32 } from 'node:zlib';
import type { ClearFile } from './clear-file.js';
import { unfit } from './unfit.js';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MEND = 'Open the picture in a viewer and save it again as PNG.';
/** Length, type and checksum of a chunk. */
const AROUND = 12;

/** A PNG from its signature to its last chunk, each with its checksum, and nothing behind. @throws Refusal INVALID */
export async function checkPng(file: ClearFile): Promise<void> {
  if (!(await file.read(0, SIGNATURE.length)).equals(SIGNATURE))
    throw unfit('The file is no PNG picture.', MEND);
  let at = SIGNATURE.length;
  for (let first = true; ; first = false) {
    const { type, next } = await chunkAt(file, at);
    if (first !== (type === 'IHDR')) throw unfit('The PNG picture is damaged.', MEND);
    if (type === 'IEND') {
      if (next !== file.size) throw unfit('Something else hangs behind the PNG picture.', MEND);
      return;
    }
    at = next;
  }
}

async function chunkAt(file: ClearFile, at: number): Promise<{ type: string; next: number }> {
  const head = await file.read(at, at + 8);
  if (head.length < 8) throw unfit('The PNG picture is cut off.', MEND);
  const length = head.readUInt32BE(0);
  const next = at + AROUND + length;
  if (next > file.size) throw unfit('The PNG picture is cut off.', MEND);
  let sum = crc32(head.subarray(4));
  for await (const piece of file.stream(at + 8, at + 8 + length)) sum = crc32(piece, sum);
  const stored = await file.read(next - 4, next);
  if (stored.readUInt32BE(0) !== sum) throw unfit('The PNG picture is damaged.', MEND);
  return { type: head.toString('latin1', 4), next };
}
