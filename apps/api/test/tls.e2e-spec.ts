import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type PeerCertificate, type SecureVersion } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testCertificate, type TestCertificate } from '../src/testing/certificate.js';
import { Story } from './harness.js';

let story: Story;
let folder: string;
let certificate: TestCertificate;
const files = () => ({ certFile: join(folder, 'chain.pem'), keyFile: join(folder, 'key.pem') });

const install = async ({ cert, key }: TestCertificate): Promise<void> => {
  await writeFile(files().certFile, cert);
  await rm(files().keyFile, { force: true });
  await writeFile(files().keyFile, key, { mode: 0o400 });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaperone-tls-'));
  certificate = testCertificate({ common: 'first' });
  await install(certificate);
  const { certFile, keyFile } = files();
  story = await Story.begin({
    settings: { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile },
  });
});
afterAll(async () => {
  await story.end();
  await rm(folder, { recursive: true });
});

const port = (): number => Number(new URL(story.url).port);

function get(path: string, headers: Record<string, string> = {}) {
  const options = { host: 'localhost', port: port(), path, headers, ca: certificate.cert };
  return new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
    request(options, (reply) => {
      reply.resume();
      resolve({ status: reply.statusCode ?? 0, headers: reply.headers });
    })
      .on('error', reject)
      .end();
  });
}

/** Whose certificate a new connection is shown. */
function shown(maxVersion: SecureVersion = 'TLSv1.3'): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      {
        host: '127.0.0.1',
        port: port(),
        rejectUnauthorized: false,
        maxVersion,
        minVersion: 'TLSv1',
      },
      () => {
        resolve(socket.getPeerCertificate());
        socket.destroy();
      },
    ).on('error', reject);
  });
}

describe('TLS of our own', () => {
  it('serves https and nothing else', async () => {
    expect(story.url).toMatch(/^https:\/\/localhost:/);
    expect((await get('/livez')).status).toBe(200);
    await expect(fetch(`http://127.0.0.1:${port()}/livez`)).rejects.toThrow();
  });

  it('speaks 1.2 and 1.3, and not 1.1', async () => {
    await expect(shown('TLSv1.2')).resolves.toBeTruthy();
    await expect(shown('TLSv1.1')).rejects.toThrow();
  });

  it('asks browsers to stay with https for a year, but not on behalf of all of localhost', async () => {
    const { headers } = await get('/', { accept: 'text/html' });
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(
      (await get('/', { accept: 'text/html', host: `127.0.0.1:${port()}` })).headers,
    ).toMatchObject({
      location: `https://localhost:${port()}/`,
    });
  });

  it('takes a renewed certificate without a restart, and keeps the old one where the new is broken', async () => {
    const subject = async () => (await shown()).subject.CN;
    expect(await subject()).toBe('first');
    await install(testCertificate({ common: 'second' }));
    process.emit('SIGHUP');
    expect(await subject()).toBe('second');
    await install({ ...testCertificate({ common: 'third' }), key: testCertificate().key });
    process.emit('SIGHUP');
    expect(await subject()).toBe('second');
    await chmod(files().keyFile, 0o644);
    process.emit('SIGHUP');
    expect(await subject()).toBe('second');
  });
});
