import type { ClearFile } from './clear-file.js';
import { unfit } from './unfit.js';

const MEND = 'Open the document and save or print it as PDF again.';
const HEAD = /^%PDF-[12]\.\d/;
/** Readers look for the end in the last kilobyte. */
const TAIL = 1_024;

/** A PDF from its first byte to its end mark, with nothing behind but blank space. @throws Refusal INVALID */
export async function checkPdf(file: ClearFile): Promise<void> {
  if (!HEAD.test((await file.read(0, 8)).toString('latin1')))
    throw unfit('The file is no PDF.', MEND);
  const tail = (await file.read(Math.max(0, file.size - TAIL))).toString('latin1');
  const end = tail.lastIndexOf('%%EOF');
  if (end < 0 || !tail.slice(0, end).includes('startxref'))
    throw unfit('The PDF is cut off: its end is missing.', MEND);
  if (/[^\s\0]/.test(tail.slice(end + 5)))
    throw unfit('Something else hangs behind the PDF.', MEND);
}
