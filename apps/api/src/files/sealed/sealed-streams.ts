import {
  CHUNK,
  ChunkCipher,
  newHeader,
  readHeader,
  SEALED_CHUNK,
  SealBroken,
  type FileKey,
} from './sealed-format.js';

type Bytes = AsyncIterable<Buffer>;

/** Pieces of exactly `size` bytes, the last one shorter or empty, marked as such. */
async function* pieces(
  source: Bytes,
  size: number,
  waiting: Buffer = Buffer.alloc(0),
): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  // one that ends with the source is held back: only then is it known to be the last
  function* full(): Generator<{ piece: Buffer; last: boolean }> {
    for (; waiting.length > size; waiting = waiting.subarray(size))
      yield { piece: waiting.subarray(0, size), last: false };
  }
  yield* full();
  for await (const more of source) {
    waiting = waiting.length ? Buffer.concat([waiting, more]) : more;
    yield* full();
  }
  yield { piece: waiting, last: true };
}

/** Clear bytes in, the sealed file out. */
export async function* sealing(source: Bytes, fileId: string, key: FileKey): Bytes {
  const cipher = new ChunkCipher(fileId, key.key, newHeader(key));
  yield cipher.header.bytes;
  let place = 0;
  for await (const { piece, last } of pieces(source, CHUNK))
    yield cipher.seal(piece, place++, last);
}

/** Finds the key that a header names. */
export type KeyFinder = (kid: string) => Buffer;

/** The sealed file in, clear bytes out. What comes out is checked chunk by chunk. @throws SealBroken */
export async function* opening(source: Bytes, fileId: string, keyOf: KeyFinder): Bytes {
  const iterator = source[Symbol.asyncIterator]();
  try {
    let start: Buffer = Buffer.alloc(0);
    let header = null;
    while (!header) {
      const next = await iterator.next();
      if (next.done) throw new SealBroken('The file is cut off.');
      start = Buffer.concat([start, next.value]);
      header = readHeader(start);
    }
    const cipher = new ChunkCipher(fileId, keyOf(header.kid), header);
    const rest: Bytes = { [Symbol.asyncIterator]: () => iterator };
    let place = 0;
    for await (const { piece, last } of pieces(
      rest,
      SEALED_CHUNK,
      start.subarray(header.bytes.length),
    ))
      yield cipher.open(piece, place++, last);
  } finally {
    await iterator.return?.(undefined);
  }
}
