import { open, type FileHandle } from 'node:fs/promises';
import {
  CHUNK,
  ChunkCipher,
  HEADER_AT_MOST,
  readHeader,
  SEALED_CHUNK,
  sealedLength,
  SealBroken,
} from './sealed-format.js';
import type { KeyFinder } from './sealed-streams.js';

/** Reads any stretch of a sealed file on this disk as clear bytes; nothing of it is written anywhere. */
export class SealedReader {
  private kept: { place: number; clear: Buffer } | null = null;

  private constructor(
    private readonly handle: FileHandle,
    private readonly cipher: ChunkCipher,
    /** Clear bytes in the file. */
    readonly size: number,
  ) {}

  /** Close it afterwards. @throws SealBroken */
  static async open(
    path: string,
    { fileId, size, keyOf }: { fileId: string; size: number; keyOf: KeyFinder },
  ): Promise<SealedReader> {
    const handle = await open(path, 'r');
    try {
      const start = Buffer.alloc(HEADER_AT_MOST);
      const { bytesRead } = await handle.read(start, 0, start.length, 0);
      const header = readHeader(start.subarray(0, bytesRead));
      const { size: lies } = await handle.stat();
      if (!header || lies !== header.bytes.length + sealedLength(size))
        throw new SealBroken('The file is cut off.');
      return new SealedReader(handle, new ChunkCipher(fileId, keyOf(header.kid), header), size);
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
  }

  /** Clear bytes from `start` to before `end`; fewer where the file ends earlier. */
  async read(start: number, end = this.size): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.stream(start, end)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** The same in pieces. */
  async *stream(start = 0, end = this.size): AsyncGenerator<Buffer> {
    const stop = Math.min(end, this.size);
    for (let at = Math.max(0, start); at < stop;) {
      const place = Math.floor(at / CHUNK);
      const clear = await this.chunk(place);
      const from = at - place * CHUNK;
      const piece = clear.subarray(from, Math.min(clear.length, stop - place * CHUNK));
      yield piece;
      at += piece.length;
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private async chunk(place: number): Promise<Buffer> {
    if (this.kept?.place === place) return this.kept.clear;
    const sealed = Buffer.alloc(SEALED_CHUNK);
    const at = this.cipher.header.bytes.length + place * SEALED_CHUNK;
    const { bytesRead } = await this.handle.read(sealed, 0, sealed.length, at);
    const last = (place + 1) * CHUNK >= this.size;
    const clear = this.cipher.open(sealed.subarray(0, bytesRead), place, last);
    this.kept = { place, clear };
    return clear;
  }
}
