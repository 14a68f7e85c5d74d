import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataDir, firstFreePort, givenDatabaseUrl } from './settings.ts';

const url = 'postgres://ada:secret@db.example.org:5432/risk';
let folder = '';
let before: NodeJS.ProcessEnv;

beforeEach(() => {
  before = { ...process.env };
  delete process.env['DATABASE_URL'];
  delete process.env['DATABASE_URL_FILE'];
  folder = mkdtempSync(join(tmpdir(), 'chaperone-spec-'));
});

afterEach(() => {
  process.env = before;
  rmSync(folder, { recursive: true });
});

function secret(text: string, mode = 0o400): void {
  const path = join(folder, 'url');
  writeFileSync(path, text);
  chmodSync(path, mode);
  process.env['DATABASE_URL_FILE'] = path;
}

describe('the address of the database', () => {
  it('is none where nothing is set', () => {
    expect(givenDatabaseUrl()).toBeUndefined();
  });

  it('comes from a file, and goes on to what is started as a setting', () => {
    secret(`${url}\n`);
    expect(givenDatabaseUrl()).toBe(url);
    expect(process.env['DATABASE_URL']).toBe(url);
    expect(process.env['DATABASE_URL_FILE']).toBeUndefined();
    expect(givenDatabaseUrl()).toBe(url);
  });

  it('is refused from a file that others may read, that is empty or not there', () => {
    secret(url, 0o440);
    expect(givenDatabaseUrl).toThrow(/others may read .*url \(mode 0440\); chmod 0400 it/);
    rmSync(join(folder, 'url'));
    secret('\n');
    expect(givenDatabaseUrl).toThrow(/is empty/);
    process.env['DATABASE_URL_FILE'] = join(folder, 'elsewhere');
    expect(givenDatabaseUrl).toThrow(/cannot be read \(ENOENT\)/);
  });

  it('is refused where it is set twice or is no address', () => {
    secret(url);
    process.env['DATABASE_URL'] = url;
    expect(givenDatabaseUrl).toThrow(/not both/);
    delete process.env['DATABASE_URL_FILE'];
    process.env['DATABASE_URL'] = 'mysql://db';
    expect(givenDatabaseUrl).toThrow(/must look like postgres/);
  });
});

describe('the data folder', () => {
  it('is made with those around it, and marked', () => {
    process.env['DATA_DIR'] = join(folder, 'a', 'b');
    expect(claimDataDir('start')).toBe(join(folder, 'a', 'b'));
    expect(claimDataDir('start')).toBe(join(folder, 'a', 'b'));
    expect(() => claimDataDir('demo')).toThrow(/holds the data of `npm run start`/);
  });

  it('is refused where it is a file, somebody else’s or cannot be made', () => {
    writeFileSync(join(folder, 'notes'), 'mine');
    process.env['DATA_DIR'] = join(folder, 'notes');
    expect(() => claimDataDir('start')).toThrow(/is a file/);
    process.env['DATA_DIR'] = folder;
    expect(() => claimDataDir('start')).toThrow(/was not made by Chaperone/);
    process.env['DATA_DIR'] = '/proc/chaperone/data';
    expect(() => claimDataDir('start')).toThrow(/cannot be made \(E[A-Z]+\)/);
  });
});

describe('a free port', () => {
  it('is the next one where the first is taken', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    try {
      expect(await firstFreePort(port, '127.0.0.1')).toBeGreaterThan(port);
    } finally {
      server.close();
    }
  });
});
