import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../config.js';
import {
  ACCESS_KEY,
  BucketServer,
  faultOfSignature,
  SECRET_KEY,
} from '../testing/bucket-server.js';
import { BlobMissing } from './blob-place.js';
import { S3Place } from './s3-place.js';
import type { S3Settings } from './storage-url.js';

/** The example of AWS's own documentation, "GET Object". */
const EXAMPLE = {
  method: 'GET',
  url: '/test.txt',
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
      'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,' +
      'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
};

describe('an S3-compatible store', () => {
  let bucket: BucketServer;
  let folder = '';
  const patience = { idle: 200, pauses: [5, 5] };
  const settingsOf = (more: Record<string, string> = {}): S3Settings => {
    const { s3 } = loadConfig({
      STORAGE_URL: bucket.storageUrl,
      AWS_ACCESS_KEY_ID: ACCESS_KEY,
      AWS_SECRET_ACCESS_KEY: SECRET_KEY,
      ...more,
    }).files;
    if (!s3) throw new Error('no store');
    return s3;
  };
  const place = (more?: Record<string, string>) => new S3Place(settingsOf(more), patience);
  const fileWith = async (bytes: Buffer): Promise<string> => {
    const path = join(folder, randomUUID());
    await writeFile(path, bytes);
    return path;
  };
  const whole = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of source) parts.push(part);
    return Buffer.concat(parts);
  };

  beforeAll(async () => {
    bucket = await BucketServer.start();
    folder = await mkdtemp(join(tmpdir(), 'chaperone-s3-'));
  });
  beforeEach(() => {
    bucket.objects.clear();
    bucket.faults.length = 0;
    bucket.seen.length = 0;
  });
  afterAll(async () => {
    await bucket.stop();
    await rm(folder, { recursive: true });
  });

  it('takes, gives back and removes, every request signed', async () => {
    const id = randomUUID();
    const bytes = randomBytes(300_000);
    const path = await fileWith(bytes);
    await place().put(id, path);
    expect(existsSync(path)).toBe(false);
    expect([...bucket.objects.keys()]).toEqual([`some folder/${id}`]);
    expect((await whole(await place().read(id))).equals(bytes)).toBe(true);
    await place().remove(id);
    await place().remove(id);
    await expect(place().read(id)).rejects.toThrow(BlobMissing);
    expect(bucket.faultsOfSignature).toEqual([]);
  });

  it('lists what lies there, page by page, and nothing of others', async () => {
    const ids = Array.from({ length: 5 }, () => randomUUID()).sort();
    const old = new Date('2020-01-01');
    for (const id of ids)
      bucket.objects.set(`some folder/${id}`, { body: Buffer.alloc(1), changed: old });
    bucket.objects.set('some folder/notes.txt', { body: Buffer.alloc(1), changed: old });
    bucket.objects.set(`elsewhere/${randomUUID()}`, { body: Buffer.alloc(1), changed: old });
    bucket.objects.set(`some folder/${randomUUID()}`, {
      body: Buffer.alloc(1),
      changed: new Date(),
    });
    const listed: string[] = [];
    for await (const id of place().list(new Date('2021-01-01'))) listed.push(id);
    expect(listed).toEqual(ids);
    expect(bucket.seen.length).toBeGreaterThan(2);
  });

  it('is asked again where it is busy, cuts off or stays silent', async () => {
    const id = randomUUID();
    for (const fault of [503, 'CUT', 'SILENCE'] as const) {
      bucket.faults.push(fault);
      await place().put(id, await fileWith(Buffer.from('sealed')));
    }
    expect(bucket.seen).toHaveLength(6);
    expect(bucket.objects.size).toBe(1);
  });

  it('that fails for good is told in words, and the file stays', async () => {
    const path = await fileWith(Buffer.from('sealed'));
    const put = (more?: Record<string, string>) => place(more).put(randomUUID(), path);
    bucket.faults.push('SILENCE', 'SILENCE', 'SILENCE');
    await expect(put()).rejects.toThrow(/cannot be reached \(no answer within 0\.2 s\)/);
    bucket.faults.push(500, 500, 500);
    await expect(put()).rejects.toThrow(/failed \(SlowDown\)/);
    await expect(put({ AWS_SECRET_ACCESS_KEY: 'other' })).rejects.toThrow(
      /refuses its key \(SignatureDoesNotMatch\)/,
    );
    const nobody = bucket.storageUrl.replace('papers', 'nobody');
    await expect(put({ STORAGE_URL: nobody })).rejects.toThrow(/no bucket “nobody”/);
    const closed = 's3://papers?endpoint=http%3A%2F%2F127.0.0.1%3A1';
    await expect(put({ STORAGE_URL: closed })).rejects.toThrow(/ECONNREFUSED/);
    expect(existsSync(path)).toBe(true);
    expect(bucket.objects.size).toBe(0);
  });

  it('keys come from files too, and what cannot work is refused at the start', async () => {
    const file = await fileWith(Buffer.from(`${SECRET_KEY}\n`));
    const settings = settingsOf({ AWS_SECRET_ACCESS_KEY: '', AWS_SECRET_ACCESS_KEY_FILE: file });
    expect(settings.secretAccessKey).toBe(SECRET_KEY);
    expect(settings.prefix).toBe('some folder/');
    for (const [more, sentence] of [
      [{ AWS_ACCESS_KEY_ID: '' }, /STORAGE_URL needs it/],
      [{ AWS_ACCESS_KEY_ID: '', AWS_ACCESS_KEY_ID_FILE: '/nowhere' }, /AWS_ACCESS_KEY_ID_FILE/],
      [{ STORAGE_URL: 'https://x' }, /it looks like s3:/],
      [{ STORAGE_URL: 's3://key:secret@papers' }, /do not belong there/],
      [{ STORAGE_URL: 's3://papers?endpoint=http://storage.example.org' }, /begins with https/],
    ] as const)
      expect(() => settingsOf(more)).toThrow(sentence);
    expect(settingsOf({ STORAGE_URL: 's3://papers?region=us-west-2' }).endpoint).toBe(
      'https://s3.us-west-2.amazonaws.com',
    );
  });

  it('is stood in for by one that knows right signatures from wrong ones', () => {
    const check = (change: object) =>
      faultOfSignature(
        { ...EXAMPLE, headers: { ...EXAMPLE.headers, ...change } },
        Buffer.alloc(0),
        'us-east-1',
      );
    expect(check({})).toBeNull();
    expect(check({ range: 'bytes=0-99' })).toBe('SignatureDoesNotMatch');
    expect(check({ authorization: undefined })).toBe('AccessDenied');
  });
});
