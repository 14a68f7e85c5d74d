import { TextDecoder } from 'node:util';
import { unfit } from './unfit.js';

const MEND = 'Save it again as text in UTF-8.';
/** Bytes that Windows' code page 1252 gives no meaning. */
const UNDEFINED_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Text in UTF-8 or, failing that, in Windows' code page 1252; never a NUL. @throws Refusal INVALID */
export async function checkText(source: AsyncIterable<Buffer>): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let utf8 = true;
  let cp1252 = true;
  for await (const piece of source) {
    if (piece.includes(0))
      throw unfit('The file is no text: it holds zero bytes, as UTF-16 and programs do.', MEND);
    utf8 &&= decodes(decoder, piece);
    cp1252 &&= !piece.some((byte) => UNDEFINED_1252.has(byte));
  }
  utf8 &&= decodes(decoder);
  if (!utf8 && !cp1252)
    throw unfit('The file is no text: its bytes mean nothing in UTF-8 or Windows-1252.', MEND);
}

function decodes(decoder: TextDecoder, piece?: Buffer): boolean {
  try {
    decoder.decode(piece, { stream: piece !== undefined });
    return true;
  } catch {
    return false;
  }
}
