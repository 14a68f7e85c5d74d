import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import * as yauzl from 'yauzl';
import type { ClearFile } from './clear-file.js';
import { unfit } from './unfit.js';

export const MOST_ENTRIES = 1_000;
export const MOST_INFLATED = 200 * 1024 * 1024;
export const MOST_RATIO = 100;
/** Below this a ratio says nothing: a page of blanks packs well. */
const RATIO_FROM = 1024 * 1024;
const MEND = 'Open the document and save it again, or print it as PDF.';
const LIMITS = 'Split the document, or print it as PDF.';
const ARCHIVES =
  /\.(zip|jar|7z|rar|tar|t?gz|bz2|xz|zst|cab|iso|docx|xlsx|pptx|docm|xlsm|xlsb|odt|ods|epub|apk)$/i;
const SYMLINK = 0o120000;
const FORMAT = 0o170000;

/** First bytes of archives, and of the containers in which other programs' objects are embedded. */
const CONTAINERS: readonly (readonly [string, Buffer])[] = [
  ['an archive', Buffer.from('PK\u0003\u0004', 'latin1')],
  ['an archive', Buffer.from([0x1f, 0x8b])],
  ['an archive', Buffer.from('7z\u00bc\u00af', 'latin1')],
  ['an archive', Buffer.from('Rar!', 'latin1')],
  ['an embedded object', Buffer.from([0xd0, 0xcf, 0x11, 0xe0])],
  ['a program', Buffer.from('MZ', 'latin1')],
  ['a program', Buffer.from('\u007fELF', 'latin1')],
];

/** A file inside the archive. */
export interface Part {
  readonly name: string;
  /** Its first bytes, inflated. */
  head(most: number): Promise<Buffer>;
}

/** Lets yauzl read the clear bytes where they are. */
class Reader extends yauzl.RandomAccessReader {
  constructor(private readonly file: ClearFile) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.file.stream(start, end), { objectMode: false });
  }

  override close(done: (error: Error | null) => void): void {
    done(null);
  }
}

/** What was inflated so far, in all. */
interface Total {
  inflated: number;
  packed: number;
}

/**
 * Looks at every entry before anything is inflated, then inflates each and counts what really comes
 * out, whatever the archive says. `look` sees each file. @throws Refusal INVALID
 */
export async function checkArchive(
  file: ClearFile,
  look: (part: Part) => Promise<void>,
): Promise<void> {
  const zip = await opened(file);
  const entries = await entriesOf(zip, file.size);
  const total: Total = { inflated: 0, packed: file.size };
  for (const entry of entries) {
    if (entry.fileName.endsWith('/')) continue;
    await look({ name: entry.fileName, head: (most) => headOf(zip, entry, most) });
    await inflate(zip, entry, total);
  }
}

async function opened(file: ClearFile): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.fromRandomAccessReaderPromise(new Reader(file), file.size, {
      lazyEntries: true,
      autoClose: false,
      strictFileNames: true,
    });
  } catch (thrown) {
    if (isOurs(thrown)) throw thrown;
    throw unfit('The document is cut off or damaged: its table of contents cannot be read.', MEND);
  }
}

async function entriesOf(zip: yauzl.ZipFile, size: number): Promise<yauzl.Entry[]> {
  if (zip.entryCount > MOST_ENTRIES)
    throw unfit(
      `The document has ${zip.entryCount} parts; at most ${MOST_ENTRIES} are taken.`,
      LIMITS,
    );
  if (zip.comment.length > 0) throw unfit('Something else hangs behind the document.', MEND);
  const entries: yauzl.Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (thrown) {
    throw badContents(thrown);
  }
  checkEntries(entries, size);
  return entries;
}

function badContents(thrown: unknown): Error {
  const { message = '' } = thrown as Partial<Error>;
  const path = /absolute path|invalid relative path|invalid characters/.test(message);
  return path
    ? unfit('A part of the document has a path that leads out of it.', MEND)
    : unfit('The document is damaged: its table of contents makes no sense.', MEND);
}

function checkEntries(entries: readonly yauzl.Entry[], size: number): void {
  for (const entry of entries) checkEntry(entry);
  if (new Set(entries.map(({ fileName }) => fileName.toLowerCase())).size !== entries.length)
    throw unfit('Two parts of the document have one name.', MEND);
  const claimed = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.compressedSize, 0);
  if (packed > size) throw unfit('Parts of the document lie upon one another.', MEND);
  checkTotal({ inflated: claimed, packed: size });
}

function checkEntry(entry: yauzl.Entry): void {
  const { fileName: name } = entry;
  if (/[\0-\x1f]/.test(name)) throw unfit('A part of the document has no readable name.', MEND);
  if (entry.isEncrypted())
    throw unfit(
      'The document is protected by a password.',
      'Take the password off and send it again.',
    );
  if (!entry.canDecodeFileData())
    throw unfit(`The document is packed in a way that is not read (${name}).`, MEND);
  if (((entry.externalFileAttributes >>> 16) & FORMAT) === SYMLINK)
    throw unfit(`A part of the document is a link to another file (${name}).`, MEND);
  if (ARCHIVES.test(name)) throw nested('an archive', name);
}

const nested = (what: string, name: string) =>
  unfit(
    `The document holds ${what} (${name}).`,
    'Take embedded files and objects out, or print it as PDF.',
  );

function checkTotal({ inflated, packed }: Total): void {
  if (inflated > MOST_INFLATED)
    throw unfit('Unpacked, the document is larger than 200 MB.', LIMITS);
  if (inflated > RATIO_FROM && inflated > packed * MOST_RATIO)
    throw unfit(`The document unpacks to more than ${MOST_RATIO} times its size.`, LIMITS);
}

async function headOf(zip: yauzl.ZipFile, entry: yauzl.Entry, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const piece of await contentOf(zip, entry)) {
    parts.push(piece);
    length += piece.length;
    if (length >= most) break;
  }
  return Buffer.concat(parts).subarray(0, most);
}

/** Inflates a whole entry and forgets it, so that what it really holds is known. */
async function inflate(zip: yauzl.ZipFile, entry: yauzl.Entry, total: Total): Promise<void> {
  let first = true;
  let inflated = 0;
  let sum = 0;
  for await (const piece of await contentOf(zip, entry)) {
    sum = crc32(piece, sum);
    if (first) checkContainer(piece, entry.fileName);
    first = false;
    inflated += piece.length;
    total.inflated += piece.length;
    checkTotal(total);
    checkTotal({ inflated, packed: entry.compressedSize });
  }
  if (sum !== entry.crc32) throw damagedPart(entry);
}

function checkContainer(start: Buffer, name: string): void {
  const found = CONTAINERS.find(([, magic]) => start.subarray(0, magic.length).equals(magic));
  if (found) throw nested(found[0], name);
}

const damagedPart = ({ fileName }: yauzl.Entry) =>
  unfit(`A part of the document is damaged (${fileName}).`, MEND);

/** yauzl checks sizes while it reads; what it finds is said in our words. */
async function contentOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<AsyncIterable<Buffer>> {
  const damaged = (thrown: unknown): Error => (isOurs(thrown) ? thrown : damagedPart(entry));
  async function* pieces(stream: Readable): AsyncGenerator<Buffer> {
    try {
      for await (const piece of stream) yield piece as Buffer;
    } catch (thrown) {
      throw damaged(thrown);
    }
  }
  try {
    return pieces(await zip.openReadStreamPromise(entry));
  } catch (thrown) {
    throw damaged(thrown);
  }
}

/** Our own refusals, and faults of reading, are told as they are. */
function isOurs(thrown: unknown): thrown is Error {
  const name = thrown instanceof Error ? thrown.name : '';
  return name === 'Refusal' || name === 'SealBroken';
}
