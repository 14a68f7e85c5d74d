/**
 * Whether a file is taken: its ending is on the list, its content is what the ending says, all of it
 * and nothing besides. In: the name as cleaned, the clear bytes. Out: its kind, or a refusal in words.
 */
import { fileTypeFromBuffer } from 'file-type';
import type { ClearFile } from './clear-file.js';
import { checkJpg } from './check-jpg.js';
import { checkOffice } from './check-office.js';
import { checkPdf } from './check-pdf.js';
import { checkPng } from './check-png.js';
import { checkText } from './check-text.js';
import { FILE_KINDS, kindOf, TAKEN, type FileKind } from './file-kinds.js';
import { unfit } from './unfit.js';

/** Enough for every signature that file-type knows. */
const HEAD = 64 * 1024;
/** Where a zip archive keeps its table of contents: at the end, behind at most so much remark. */
const ZIP_END = Buffer.from('PK\u0005\u0006', 'latin1');
const ZIP_END_BYTES = 22;
const LONGEST_REMARK = 65_535;

const CHECKS: Readonly<Record<FileKind, (file: ClearFile) => Promise<void>>> = {
  pdf: checkPdf,
  docx: (file) => checkOffice(file, 'docx'),
  xlsx: (file) => checkOffice(file, 'xlsx'),
  png: checkPng,
  jpg: checkJpg,
  csv: (file) => checkText(file.stream()),
  txt: (file) => checkText(file.stream()),
};

/** The kind that a name stands for. @throws Refusal INVALID */
export function kindByName(name: string): FileKind {
  const kind = kindOf(name);
  if (kind) return kind;
  throw unfit(`“${name}” is not taken: only ${TAKEN} are.`, 'Save or print it as PDF.');
}

/** @throws Refusal INVALID */
export async function checkFile(file: ClearFile, kind: FileKind): Promise<void> {
  if (file.size === 0) throw unfit('The file is empty.', 'Choose the one with the content.');
  await checkSignature(file, kind);
  await CHECKS[kind](file);
  if (!FILE_KINDS[kind].zip && (await endsAsZip(file)))
    throw unfit('The file is an archive as well.', 'Open it and save it again.');
}

/** What the first bytes say must be what the ending says. */
async function checkSignature(file: ClearFile, kind: FileKind): Promise<void> {
  const found = await fileTypeFromBuffer(await file.read(0, HEAD));
  if (fits(found?.ext, kind)) return;
  const is = found ? `its content is ${found.ext.toUpperCase()}` : 'its content is something else';
  throw unfit(
    `The name ends in .${kind}, but ${is}.`,
    'Give it the ending that belongs to it, or save it again in that format.',
  );
}

function fits(found: string | undefined, kind: FileKind): boolean {
  if (kind === 'txt' || kind === 'csv') return found === undefined || found === 'xml';
  if (FILE_KINDS[kind].zip) return found === kind || found === 'zip';
  return found === kind;
}

/** A second reading of the same bytes: an archive is read from its end. */
async function endsAsZip(file: ClearFile): Promise<boolean> {
  const from = Math.max(0, file.size - ZIP_END_BYTES - LONGEST_REMARK);
  const tail = await file.read(from);
  let at = tail.lastIndexOf(ZIP_END);
  while (at >= 0) {
    const remark = at + ZIP_END_BYTES <= tail.length ? tail.readUInt16LE(at + 20) : -1;
    if (at + ZIP_END_BYTES + remark === tail.length) return true;
    at = at === 0 ? -1 : tail.lastIndexOf(ZIP_END, at - 1);
  }
  return false;
}
