import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { scan } from './clamd.js';

const EICAR = Buffer.from('EICAR-STANDARD-ANTIVIRUS-TEST-FILE');

/** What a daemon does: reads INSTREAM to its end and answers. */
function daemon(answer: (content: Buffer) => string | null): Server {
  return createServer((socket: Socket) => {
    let bytes: Buffer = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      bytes = Buffer.concat([bytes, piece]);
      const content = contentOf(bytes);
      if (!content) return;
      const text = answer(content);
      if (text === null) socket.destroy();
      else socket.end(text);
    });
  });
}

function contentOf(bytes: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (bytes.length < command.length) return null;
  expect(bytes.toString('latin1', 0, command.length)).toBe(command);
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

async function* content(...pieces: Buffer[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    await Promise.resolve();
    yield piece;
  }
}

describe('the virus scanner', () => {
  let server: Server | null = null;
  let folder = '';
  const listening = async (answer: (content: Buffer) => string | null) => {
    const started = daemon(answer);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: (started.address() as AddressInfo).port };
  };
  const byEicar = (bytes: Buffer): string =>
    bytes.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0';

  afterEach(async () => {
    const open = server;
    if (open) await new Promise((resolve) => open.close(resolve));
    server = null;
    if (folder) await rm(folder, { recursive: true, force: true });
    folder = '';
  });

  it('sees every byte, and what it passes is taken', async () => {
    const large = Buffer.alloc(2_000_000, 7);
    let seen = 0;
    const address = await listening((bytes) => {
      seen = bytes.length;
      return 'stream: OK\0';
    });
    await expect(scan(address, content(large, large, Buffer.from('x')))).resolves.toBeUndefined();
    expect(seen).toBe(4_000_001);
  });

  it('finds what is cut in two, and its name is told', async () => {
    const address = await listening(byEicar);
    const halves = [EICAR.subarray(0, 10), EICAR.subarray(10)];
    await expect(scan(address, content(...halves))).rejects.toMatchObject({
      code: 'INVALID',
      message:
        'The virus scanner found Eicar-Test-Signature in the file. Do not open it; ask its sender.',
    });
  });

  it('is reached by a socket of this machine too', async () => {
    folder = await mkdtemp(join(tmpdir(), 'chaperone-clamd-'));
    const path = join(folder, 'clamd.sock');
    const started = daemon(byEicar);
    server = started;
    await new Promise<void>((resolve) => started.listen(path, resolve));
    await expect(scan({ path }, content(Buffer.from('x')))).resolves.toBeUndefined();
  });

  it.each<[string, () => string | null]>([
    ['its own limit', () => 'INSTREAM size limit exceeded. ERROR\0'],
    ['an answer that is none', () => 'hello\0'],
    ['no answer', () => null],
  ])('refuses the file with %s', async (_name, answer) => {
    const address = await listening(answer);
    await expect(scan(address, content(Buffer.from('x')))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });

  it('that is not there refuses every file', async () => {
    await expect(scan({ host: '127.0.0.1', port: 1 }, content(EICAR))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('no file is taken without it'),
    });
  });
});
