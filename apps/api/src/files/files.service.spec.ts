import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoredFileEntity } from '@chaperone/store';
import { anAgreement } from '@chaperone/store/testing';
import { systemPrincipal } from '../graphql/work.js';
import { BucketServer, ACCESS_KEY, SECRET_KEY } from './testing/bucket-server.js';
import { FilesWorld, inPieces, whole } from './testing/files-world.js';
import { pdf } from './testing/sample-files.js';
import { BLOBS, onDisk } from './places/disk-place.js';
import { receiveSealed } from './receive-file.js';

const DAY = 86_400_000;
const MARKER = 'PLANTED-MARKER-4711';

let world: FilesWorld;
beforeAll(async () => {
  world = await FilesWorld.begin();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.dataSource.query('delete from stored_files');
  await rm(join(world.dataDir, BLOBS), { recursive: true, force: true });
  world.clock.moment = new Date();
});

const recordOf = (id: string) =>
  world.work.change((tx) => tx.findOneByOrFail(StoredFileEntity, { id }));
const bytesOf = async (id: string) => whole(await world.services().files.open(await recordOf(id)));

/** Lies there as if for so long. */
const aged = (path: string, ms: number) =>
  utimes(path, new Date(Date.now() - ms), new Date(Date.now() - ms));

describe('a file that is stored', () => {
  it('comes back the same, and lies there sealed, for the server alone', async () => {
    const bytes = pdf(MARKER.repeat(10_000));
    const stored = await world.store(bytes, '../BAA\u202e 2026.pdf');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(stored).toMatchObject({
      name: 'BAA 2026.pdf',
      type: 'application/pdf',
      size: bytes.length,
      sha256,
    });
    expect((await bytesOf(stored.id)).equals(bytes)).toBe(true);
    const [path, ...others] = await world.blobs();
    expect([path?.endsWith(stored.id), others]).toEqual([true, []]);
    expect((await readFile(path ?? '')).includes('MARKER')).toBe(false);
    expect((await stat(path ?? '')).mode & 0o777).toBe(0o600);
    expect((await stat(join(world.dataDir, BLOBS))).mode & 0o777).toBe(0o700);
  });

  it('that was changed on the disk is not given away', async () => {
    const { id } = await world.store(pdf('x'.repeat(200_000)), 'a.pdf');
    const [path = ''] = await world.blobs();
    const sealed = await readFile(path);
    sealed[150_000] = (sealed[150_000] ?? 0) ^ 1;
    await writeFile(path, sealed);
    await expect(bytesOf(id)).rejects.toMatchObject({ name: 'SealBroken' });
    await writeFile(path, sealed.subarray(0, 10));
    await expect(bytesOf(id)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await rm(path);
    await expect(bytesOf(id)).rejects.toThrow(/not where it was stored/);
  });

  it('that is another one than its record says is not given away whole', async () => {
    const { id } = await world.store(pdf('one'), 'a.pdf');
    const record = { ...(await recordOf(id)), sha256: '0'.repeat(64) };
    await expect(world.services().files.open(record)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});

describe('a file that is refused', () => {
  const nothing = async () => {
    expect(await world.blobs()).toEqual([]);
    expect(await world.rows()).toBe(0);
  };

  it('leaves nothing behind', async () => {
    await expect(world.store(Buffer.from('<svg/>'), 'a.png')).rejects.toMatchObject({
      code: 'INVALID',
    });
    await expect(world.store(pdf(), 'a.exe')).rejects.toThrow(/only PDF/);
    await expect(world.store(Buffer.alloc(0), 'a.txt')).rejects.toThrow(/empty/);
    await nothing();
  });

  it('may be larger than 25 MB, whether it says so or not', async () => {
    const { files } = world.services();
    const by = systemPrincipal;
    const announced = 25 * 1024 * 1024 + 1;
    await expect(
      files.store(inPieces(pdf()), { name: 'a.pdf', announced, by }),
    ).rejects.toMatchObject({ details: { status: 413 } });
    await expect(
      files.store(inPieces(Buffer.alloc(announced, 0x20)), { name: 'a.txt', by }),
    ).rejects.toThrow(/larger than 25 MB/);
    await nothing();
  });

  it('may be more than the organisation’s quota, with others that arrive beside it', async () => {
    const settings = { FILES_QUOTA_MB: '1' };
    const text = Buffer.alloc(600_000, 0x61);
    const tries = await Promise.allSettled(
      ['a.txt', 'b.txt', 'c.txt'].map((name) => world.store(text, name, settings)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([await world.rows(), (await world.blobs()).length]).toEqual([1, 1]);
    await expect(world.store(text, 'd.txt', settings)).rejects.toThrow(
      /1\.0 MB|1 MB for files are used up/,
    );
  });

  it('keeps its bytes where the record was committed and only the answer to that was lost', async () => {
    const change = world.work.change.bind(world.work);
    let calls = 0;
    const broken = jest.spyOn(world.work, 'change').mockImplementation(async (work) => {
      const result = await change(work);
      calls += 1;
      if (calls === 2) throw new Error('Connection terminated unexpectedly');
      return result;
    });
    await expect(world.store(pdf(), 'a.pdf')).rejects.toThrow('terminated');
    broken.mockRestore();
    expect(await world.rows()).toBe(1);
    expect(await world.blobs()).toHaveLength(1);
  });

  it('may break off, or never come', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('%PDF-1.7');
      await Promise.resolve();
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    }
    const { files, places } = world.services();
    await expect(files.store(broken(), { name: 'a.pdf', by: systemPrincipal })).rejects.toThrow(
      /did not arrive whole/,
    );
    async function* silent(): AsyncGenerator<Buffer> {
      yield Buffer.from('x');
      await new Promise(() => undefined);
    }
    const fileId = randomUUID();
    const key = world.keys.fresh(fileId);
    const path = await places.disk.incoming(fileId);
    await expect(receiveSealed(silent(), path, { fileId, key, silence: 50 })).rejects.toThrow(
      /nothing came for a while/,
    );
    await nothing();
  });

  it('finds a record that cannot be written: its bytes go again', async () => {
    await world.database.dataSource.query(
      'alter table stored_files add constraint story check (false) not valid',
    );
    await expect(world.store(pdf(), 'a.pdf')).rejects.toThrow();
    await world.database.dataSource.query('alter table stored_files drop constraint story');
    await nothing();
  });

  it('finds a full disk, a closed folder or no folder at all, which is said in words', async () => {
    await expect(onDisk(() => writeFile('/dev/full', 'x'))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(/disk is full/),
    });
    const plain = join(world.dataDir, 'plain');
    await writeFile(plain, '');
    const store = (dataDir: string) =>
      world
        .services({}, { dataDir })
        .files.store(inPieces(pdf()), { name: 'a.pdf', by: systemPrincipal });
    await expect(store(plain)).rejects.toThrow(/data directory is no folder/);
    const closed = join(world.dataDir, 'closed');
    await mkdir(closed, { mode: 0o500 });
    // root may write anywhere: there the folder is not closed
    if (process.getuid?.() !== 0) await expect(store(closed)).rejects.toThrow(/may not write/);
    await nothing();
  });

  it('was not looked at, where a scanner is wanted and does not answer', async () => {
    await expect(world.store(pdf(), 'a.pdf', { CLAMD: '127.0.0.1:1' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    await nothing();
  });
});

describe('the sweep', () => {
  const swept = () => world.services().sweep.sweep();

  it('takes what nobody hung anywhere within a day, and what was taken off 30 days ago', async () => {
    const kept = await world.store(pdf('1'), 'kept.pdf');
    const loose = await world.store(pdf('2'), 'loose.pdf');
    const off = await world.store(pdf('3'), 'off.pdf');
    const hang = (id: string, agreementId: string | null) =>
      world.work.change((tx) => tx.update(StoredFileEntity, { id }, { agreementId }));
    const { id: agreement } = await world.work.change((tx) => anAgreement(tx));
    await hang(kept.id, agreement);
    await hang(off.id, agreement);
    await hang(off.id, null);
    expect(await swept()).toEqual({ files: 0, orphans: 0 });
    world.clock.moment = new Date(Date.now() + 2 * DAY);
    expect(await swept()).toEqual({ files: 1, orphans: 0 });
    await expect(recordOf(loose.id)).rejects.toThrow();
    world.clock.moment = new Date(Date.now() + 29 * DAY);
    expect(await swept()).toEqual({ files: 0, orphans: 0 });
    world.clock.moment = new Date(Date.now() + 31 * DAY);
    expect(await swept()).toEqual({ files: 1, orphans: 0 });
    expect((await world.blobs()).map((path) => path.endsWith(kept.id))).toEqual([true]);
  });

  it('finds what a crash left: parts of uploads, and bytes without a record', async () => {
    const { id } = await world.store(pdf(), 'a.pdf');
    const { places } = world.services();
    const cut = await places.disk.incoming(randomUUID());
    await writeFile(cut, 'half');
    const orphan = randomUUID();
    const path = await places.disk.incoming(orphan);
    await writeFile(path, 'whole');
    await places.disk.put(orphan, path);
    expect(await swept()).toEqual({ files: 0, orphans: 0 });
    for (const each of await world.blobs()) await aged(each, 2 * DAY);
    expect(await swept()).toEqual({ files: 0, orphans: 2 });
    expect((await bytesOf(id)).equals(pdf())).toBe(true);
    expect(await swept()).toEqual({ files: 0, orphans: 0 });
  });
});

describe('with an S3-compatible store', () => {
  let bucket: BucketServer;
  beforeAll(async () => {
    bucket = await BucketServer.start();
  });
  afterAll(() => bucket.stop());
  const settings = () => ({
    STORAGE_URL: bucket.storageUrl,
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: SECRET_KEY,
  });

  it('files go there sealed, come back, and older ones stay where they were', async () => {
    const before = await world.store(pdf('old'), 'old.pdf');
    const bytes = pdf(MARKER.repeat(20_000));
    const { id } = await world.store(bytes, 'new.pdf', settings());
    const { files, sweep } = world.services(settings());
    expect((await whole(await files.open(await recordOf(id)))).equals(bytes)).toBe(true);
    expect((await whole(await files.open(await recordOf(before.id)))).equals(pdf('old'))).toBe(
      true,
    );
    const [[key = '', object] = []] = [...bucket.objects];
    expect(key).toMatch(new RegExp(`^some folder/[0-9a-f-]{36}/${id}$`));
    expect(object?.body.includes('MARKER')).toBe(false);
    expect((await world.blobs()).map((path) => path.endsWith(before.id))).toEqual([true]);
    await expect(bytesOf(id)).rejects.toThrow(/not set up any more/);
    expect(bucket.faultsOfSignature).toEqual([]);

    world.clock.moment = new Date(Date.now() + 2 * DAY);
    expect(await sweep.sweep()).toEqual({ files: 2, orphans: 0 });
    expect([bucket.objects.size, await world.blobs()]).toEqual([0, []]);
  });

  it('that is away, nothing is stored and nothing is left', async () => {
    const away = { ...settings(), AWS_SECRET_ACCESS_KEY: 'wrong' };
    await expect(world.store(pdf(), 'a.pdf', away)).rejects.toThrow(/refuses its key/);
    expect([await world.rows(), await world.blobs()]).toEqual([0, []]);
  });
});
