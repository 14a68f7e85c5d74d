import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { refuseFile } from './source-error.js';

/**
 * Opens a user's file as a stream of text, plain or gzip.
 *
 * In: a path. Out: what the file is (`inspectFile`, one pass over every byte) and its text
 * (`readText`, a second pass). Two passes, because a file of 100 MB may hold its first byte that
 * is not UTF-8 in the last row, and by then half of it would have been read in the wrong encoding.
 * Knows no source, no column and no database.
 */

/** How much a file may hold once unpacked, in bytes. */
export const INFLATED_LIMIT = 1024 ** 3;
/** A text file packs about 3 to 40 times smaller; a bomb about 1,000 times. */
export const RATIO_LIMIT = 200;
/** Small files may pack better than the ratio allows: a table of equal rows is no bomb. */
const RATIO_FREE_BYTES = 32 * 1024 ** 2;
const CHUNK_BYTES = 64 * 1024;

/** A file that has been looked through and can be read as text. */
export interface TextFile {
  readonly path: string;
  /** The name the user gave it; its date may tell the export day. */
  readonly name: string;
  readonly gzip: boolean;
  readonly encoding: 'utf-8' | 'windows-1252';
  /** Bytes on disk. */
  readonly size: number;
  /** Bytes of text once unpacked. */
  readonly textBytes: number;
  /** SHA-256 of the bytes on disk, hex. */
  readonly sha256: string;
  /** Whether there is an odd number of quotes in it: in a table one of them is not closed. */
  readonly oddQuotes: boolean;
  /** Bytes of text handed out so far by `readText`: for a progress bar against `textBytes`. */
  readBytes: number;
}

/** Limits that a caller may lower (tests do). */
export interface TextFileLimits {
  readonly inflatedBytes?: number;
  readonly ratio?: number;
}

/**
 * Looks through a whole file: is it text, in which encoding, how long.
 * @throws FileRefused for an empty, binary, UTF-16, truncated or exploding file
 */
export async function inspectFile(
  path: string,
  name = basename(path),
  limits: TextFileLimits = {},
): Promise<TextFile> {
  const { size } = await stat(path);
  const gzip = await startsLikeGzip(path);
  const hash = createHash('sha256');
  const scan = new TextScan();
  const guard = new SizeGuard(size, gzip, limits);
  for await (const chunk of bytesOf(path, gzip, (raw) => hash.update(raw))) {
    guard.add(chunk.length);
    scan.add(chunk);
  }
  const encoding = scan.finish();
  const sha256 = hash.digest('hex');
  const { oddQuotes } = scan;
  const textBytes = guard.bytes;
  return { path, name, gzip, encoding, size, textBytes, sha256, oddQuotes, readBytes: 0 };
}

/** The text of an inspected file in pieces, byte order mark left out. */
export async function* readText(file: TextFile): AsyncGenerator<string> {
  const decoder = new TextDecoder(file.encoding, { fatal: file.encoding === 'utf-8' });
  file.readBytes = 0;
  for await (const chunk of bytesOf(file.path, file.gzip)) {
    file.readBytes += chunk.length;
    const text = decoder.decode(chunk, { stream: true });
    if (text.length > 0) yield text;
  }
  const tail = decoder.decode();
  if (tail.length > 0) yield tail;
}

async function startsLikeGzip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

async function* bytesOf(
  path: string,
  gzip: boolean,
  onRaw?: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (onRaw && gzip) raw.on('data', (chunk) => onRaw(chunk as Buffer));
  const stream: Readable = gzip ? raw.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : raw;
  // pipe() does not pass errors on: a disk error would leave the inflater waiting for ever
  if (gzip) raw.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) {
      if (!gzip) onRaw?.(chunk as Buffer);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw gzip ? gzipRefusal(error) : error;
  } finally {
    raw.destroy();
    stream.destroy();
  }
}

function gzipRefusal(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'Z_BUF_ERROR')
    return refuseFile(
      'TRUNCATED_GZIP',
      'The gzip file ends too early: it was cut off on its way. Fetch it again and retry.',
    );
  if (code?.startsWith('Z_'))
    return refuseFile(
      'CORRUPT_GZIP',
      'The gzip file is damaged and cannot be unpacked. Fetch it again, or unpack it yourself and import the plain file.',
    );
  return error;
}

/** Counts what comes out and stops a file that swells beyond reason. */
class SizeGuard {
  bytes = 0;

  constructor(
    private readonly packed: number,
    private readonly gzip: boolean,
    private readonly limits: TextFileLimits,
  ) {}

  add(length: number): void {
    this.bytes += length;
    const limit = this.limits.inflatedBytes ?? INFLATED_LIMIT;
    if (this.bytes > limit) throw this.tooLarge(limit);
    const ratio = this.limits.ratio ?? RATIO_LIMIT;
    if (this.gzip && this.bytes > RATIO_FREE_BYTES && this.bytes > this.packed * ratio)
      throw refuseFile(
        'GZIP_BOMB',
        `The gzip file unpacks to more than ${ratio} times its size, as no table does. If it is meant to be so, unpack it and import the plain file.`,
      );
  }

  private tooLarge(limit: number): Error {
    const megabytes = Math.floor(limit / 1024 ** 2);
    return refuseFile(
      this.gzip ? 'GZIP_BOMB' : 'FILE_TOO_LARGE',
      `The file holds more than ${megabytes} MB${this.gzip ? ' once unpacked' : ''}. Split it into smaller files and import them one by one.`,
    );
  }
}

/** Decides from the bytes whether this is text, and in which encoding. */
class TextScan {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private utf8 = true;
  private letters = false;
  private line = 1;
  private started = false;
  private quotes = 0;

  get oddQuotes(): boolean {
    return this.quotes % 2 === 1;
  }

  add(chunk: Buffer): void {
    if (!this.started) {
      this.started = true;
      refuseForeignHead(chunk);
    }
    const nul = chunk.indexOf(0);
    if (nul !== -1) throw nulRefusal(this.line + countOf(LF, chunk.subarray(0, nul)));
    this.line += countOf(LF, chunk);
    this.quotes += countOf(QUOTE, chunk);
    this.decode(chunk);
  }

  finish(): TextFile['encoding'] {
    this.decode(undefined);
    if (!this.letters)
      throw refuseFile(
        'EMPTY_FILE',
        'The file is empty. Choose the file again, or export it anew from its source.',
      );
    return this.utf8 ? 'utf-8' : 'windows-1252';
  }

  private decode(chunk: Buffer | undefined): void {
    if (!this.utf8) return;
    try {
      const text = chunk ? this.decoder.decode(chunk, { stream: true }) : this.decoder.decode();
      this.letters ||= /\S/.test(text);
    } catch {
      // a byte that UTF-8 has no meaning for: the portals write windows-1252 then
      this.utf8 = false;
      this.letters = true;
    }
  }
}

const LF = 10;
const QUOTE = 34;

function countOf(byte: number, bytes: Buffer): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === byte) count += 1;
  return count;
}

function refuseForeignHead(head: Buffer): void {
  const mark = head.subarray(0, 4).toString('latin1');
  if (mark.startsWith('\xff\xfe') || mark.startsWith('\xfe\xff'))
    throw refuseFile(
      'UTF_16',
      'The file is written in UTF-16 ("Unicode text"). Save it as "CSV UTF-8" and import that.',
    );
  if (mark === 'PK\x03\x04')
    throw refuseFile(
      'NOT_TEXT',
      'This is an Excel or zip file, not text. Save the sheet as "CSV UTF-8" and import that.',
    );
  if (mark === '%PDF')
    throw refuseFile('NOT_TEXT', 'This is a PDF file. Import the table as CSV or JSON.');
}

function nulRefusal(line: number): Error {
  return refuseFile(
    'NUL_BYTE',
    `Line ${line} holds a NUL byte: the file is not plain text, or is UTF-16 without its mark. Save it as "CSV UTF-8" and import that.`,
    { line },
  );
}
