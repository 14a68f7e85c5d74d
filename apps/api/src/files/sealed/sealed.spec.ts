import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHUNK, SEALED_CHUNK, sealedLength } from './sealed-format.js';
import { SealedReader } from './sealed-reader.js';
import { opening, sealing } from './sealed-streams.js';

const key = { kid: 'files-1', key: randomBytes(32) };
const id = randomUUID();
const HEADER = 12 + key.kid.length;

async function* inPieces(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}
async function whole(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
const seal = (clear: Buffer, size?: number) => whole(sealing(inPieces(clear, size), id, key));
const open = (sealed: Buffer, fileId = id, size?: number) =>
  whole(opening(inPieces(sealed, size), fileId, () => key.key));

describe('a sealed file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaperone-sealed-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_001])(
    'of %d bytes opens to the same bytes, in whatever pieces it comes',
    async (size) => {
      const clear = randomBytes(size);
      const sealed = await seal(clear);
      expect(sealed.length).toBe(HEADER + sealedLength(size));
      for (const pieces of [1_000_000, 65_552, 7_919])
        expect((await open(sealed, id, pieces)).equals(clear)).toBe(true);
    },
  );

  it('shows nothing of its content, and never the same bytes twice', async () => {
    const clear = Buffer.from('PLANTED-MARKER '.repeat(5_000));
    const [one, other] = [await seal(clear), await seal(clear)];
    expect(one.includes('PLANTED')).toBe(false);
    expect(one.equals(other)).toBe(false);
  });

  const clear = randomBytes(3 * CHUNK + 100);
  const chunkAt = (sealed: Buffer, n: number) =>
    sealed.subarray(HEADER + n * SEALED_CHUNK, HEADER + (n + 1) * SEALED_CHUNK);
  it.each<[string, (sealed: Buffer) => Buffer]>([
    ['cut off within a chunk', (sealed) => sealed.subarray(0, -1)],
    ['cut off at the edge of a chunk', (sealed) => sealed.subarray(0, HEADER + 2 * SEALED_CHUNK)],
    ['cut down to its header', (sealed) => sealed.subarray(0, HEADER)],
    ['cut off within its header', (sealed) => sealed.subarray(0, 5)],
    ['longer than it was', (sealed) => Buffer.concat([sealed, Buffer.alloc(20)])],
    [
      'with a chunk left out',
      (sealed) =>
        Buffer.concat([sealed.subarray(0, HEADER), sealed.subarray(HEADER + SEALED_CHUNK)]),
    ],
    [
      'with two chunks in the wrong order',
      (sealed) =>
        Buffer.concat([
          sealed.subarray(0, HEADER),
          chunkAt(sealed, 1),
          chunkAt(sealed, 0),
          sealed.subarray(HEADER + 2 * SEALED_CHUNK),
        ]),
    ],
    ['without its beginning', (sealed) => Buffer.concat([Buffer.from('XXXX'), sealed.subarray(4)])],
  ])('%s does not open', async (_name, change) => {
    await expect(open(change(await seal(clear)))).rejects.toMatchObject({ name: 'SealBroken' });
  });

  it('with any one bit changed does not open', async () => {
    const sealed = await seal(randomBytes(100));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      // the key's id is in the header: another one finds no other key here, and fails as well
      await expect(open(changed)).rejects.toMatchObject({ name: 'SealBroken' });
    }
  });

  it('does not open as another file, nor with chunks of one', async () => {
    const sealed = await seal(clear);
    await expect(open(sealed, randomUUID())).rejects.toMatchObject({ name: 'SealBroken' });
    const other = await seal(clear);
    const mixed = Buffer.concat([
      sealed.subarray(0, HEADER + SEALED_CHUNK),
      other.subarray(HEADER + SEALED_CHUNK),
    ]);
    await expect(open(mixed)).rejects.toMatchObject({ name: 'SealBroken' });
  });

  it('can be read anywhere, and a wrong length is noticed', async () => {
    const path = join(folder, id);
    await writeFile(path, await seal(clear));
    const how = { fileId: id, size: clear.length, keyOf: () => key.key };
    const reader = await SealedReader.open(path, how);
    for (const [from, to] of [
      [0, 10],
      [CHUNK - 5, CHUNK + 5],
      [10, 3 * CHUNK + 50],
      [3 * CHUNK, 4 * CHUNK],
      [clear.length, clear.length + 10],
    ] as const)
      expect((await reader.read(from, to)).equals(clear.subarray(from, to))).toBe(true);
    await reader.close();
    const short = { ...how, size: clear.length - 1 };
    await expect(SealedReader.open(path, short)).rejects.toMatchObject({ name: 'SealBroken' });
  });
});
