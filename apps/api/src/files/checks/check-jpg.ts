import type { ClearFile } from './clear-file.js';
import { unfit } from './unfit.js';

const MEND = 'Open the picture in a viewer and save it again as JPG or PNG.';
const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;

/** Markers without a length behind them: restarts, and one for tests of encoders. */
const isBare = (marker: number): boolean => (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;

/**
 * A JPEG from its first marker to its last. Behind it only further pictures, as telephones put them
 * there, and zero bytes. @throws Refusal INVALID
 */
export async function checkJpg(file: ClearFile): Promise<void> {
  const bytes = await file.read(0);
  if (bytes[0] !== 0xff || bytes[1] !== START || bytes[2] !== 0xff)
    throw unfit('The file is no JPG picture.', MEND);
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff || bytes[at + 1] !== START)
      throw unfit('Something else hangs behind the JPG picture.', MEND);
    at = endOfPicture(bytes, at + 2);
    while (at < bytes.length && bytes[at] === 0) at += 1;
  }
}

function endOfPicture(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    if (bytes[at] !== 0xff) throw unfit('The JPG picture is cut off or damaged.', MEND);
    while (bytes[at] === 0xff) at += 1;
    const marker = bytes[at] ?? 0;
    at += 1;
    if (marker === END) return at;
    if (isBare(marker)) continue;
    if (at + 2 > bytes.length) throw unfit('The JPG picture is cut off.', MEND);
    at += bytes.readUInt16BE(at);
    if (marker === SCAN) at = endOfScan(bytes, at);
  }
}

/** In a scan 0xFF is followed by zero or a restart; anything else is the next marker. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && !isBare(next)) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  throw unfit('The JPG picture is cut off.', MEND);
}
