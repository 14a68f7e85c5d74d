import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOCKS, readPool } from '@chaperone/store';
import { aVendor, testDatabase, type TestDatabase } from '@chaperone/store/testing';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { loadConfig, type Config } from '../config.js';
import { Database, Work } from '../graphql/work.js';
import { KeyWatch } from './key-watch.js';
import type { Keys } from './keys.js';
import { openKeys } from './open-keys.js';
import { rotateDataKeys } from './rotate-data-keys.js';
import { rotateWrappingKey } from './rotate-wrapping-key.js';
import { openRecord } from './sealed-values.js';
import { nextFile } from './wrapping-key.js';

const HOOKS = new URL('testing/typescript-hooks.mjs', import.meta.url).pathname;
const CHILD = new URL('testing/rotate.ts', import.meta.url).pathname;

let database: TestDatabase;
let reads: Pool;
let folder: string;
let config: Config;
let vendor: string;

const place = (row: string) => ({ table: 'agreements', column: 'note', row });
const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  database.dataSource.query(text, values);
const keysNow = () => openKeys(database.dataSource, config);
const base = () => new Database(database.dataSource, reads, database.url);
const hands = (keys: Keys, settings = config) => ({
  dataSource: database.dataSource,
  work: new Work(base()),
  keys,
  settings,
});

beforeEach(async () => {
  database = await testDatabase();
  reads = readPool(database.url, database.appRole, { max: 1 });
  folder = mkdtempSync(join(tmpdir(), 'chaperone-rotation-'));
  config = loadConfig({ DATA_DIR: folder });
  vendor = (await aVendor(database.dataSource.manager)).id;
});
afterEach(async () => {
  await reads.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Seals notes as a request would. */
async function write(keys: Keys, count: number): Promise<void> {
  const ids = await sql<{ id: string }>(
    'select gen_random_uuid() as id from generate_series(1, $1)',
    [count],
  );
  const rows = ids.map(({ id }) => ({ id, note: keys.seal(place(id), `told in ${id}`) }));
  await sql(
    `insert into agreements (id, vendor_id, kind, note) select n.id, $1, 'BAA', n.note
     from jsonb_to_recordset($2::jsonb) as n(id uuid, note text)`,
    [vendor, JSON.stringify(rows)],
  );
}

/** Opens every note; returns the names of the keys that they are under. */
async function openAll(keys: Keys): Promise<string[]> {
  const rows = await sql<{ id: string; note: string }>('select id, note from agreements');
  for (const { id, note } of rows) expect(keys.open(place(id), note)).toBe(`told in ${id}`);
  return [...new Set(rows.map(({ note }) => note.split('.')[1] ?? ''))].sort();
}

/** Two servers: keys of their own, each with its watch. */
async function server(): Promise<{ keys: Keys; stop: () => Promise<void> }> {
  const keys = await keysNow();
  const watch = new KeyWatch(base(), keys, config);
  await watch.onModuleInit();
  return { keys, stop: () => watch.onModuleDestroy() };
}

describe('rotating data keys', () => {
  it('seals everything anew, and says which old keys are of no use any more', async () => {
    const one = await server();
    await write(one.keys, 30);
    await sql(
      `with run as (insert into import_runs (source) values ('VENDORS') returning id)
       insert into import_changes (run_id, table_name, row_id, action, before)
       select run.id, 'agreements', a.id, 'UPDATE', jsonb_build_object('note', a.note, 'kind', 'BAA')
       from run, (select * from agreements limit 1) a`,
    );
    const done = await rotateDataKeys(hands(one.keys), 7);
    expect(done).toMatchObject({ rows: 31, left: [] });
    expect(done.active).toContain('agreements-2');
    expect(await openAll(one.keys)).toEqual(['agreements-2']);
    const [change] = await sql<{ row_id: string; before: { note: string } }>(
      'select row_id, before from import_changes',
    );
    expect(change?.before.note).toMatch(/^v1\.agreements-2\./);
    expect(one.keys.open(place(change?.row_id ?? ''), change?.before.note ?? '')).toContain('told');
    const states = await sql(
      `select state, drained_at is not null as drained from data_keys where purpose = 'AGREEMENTS' order by kid`,
    );
    expect(states).toEqual([
      { state: 'RETIRED', drained: true },
      { state: 'ACTIVE', drained: false },
    ]);
    await one.stop();
    expect(await openAll(await keysNow())).toEqual(['agreements-2']);
  });

  it('never gets two steps ahead of a server that does not follow, however often it is run', async () => {
    const keys = await keysNow();
    await write(keys, 1);
    const stuck = database.dataSource.createQueryRunner();
    const lock = [LOCKS.KEY_GENERATION, keys.generation];
    await stuck.query('select pg_advisory_lock_shared($1, $2)', lock);
    for (const _ of [1, 2, 3])
      await expect(rotateDataKeys({ ...hands(keys), patienceMs: 200 })).rejects.toThrow(
        'does not take the new keys',
      );
    const states = () =>
      sql(`select kid, state from data_keys where purpose = 'AGREEMENTS' order by kid`);
    expect(await states()).toEqual([
      { kid: 'agreements-1', state: 'ACTIVE' },
      { kid: 'agreements-2', state: 'WAITING' },
    ]);
    await stuck.query('select pg_advisory_unlock_shared($1, $2)', lock);
    await stuck.release();
    const one = await server();
    expect(await rotateDataKeys(hands(one.keys))).toMatchObject({ rows: 1, left: [] });
    await one.stop();
  });

  it('takes no text for sealed because it looks so', async () => {
    const one = await server();
    await write(one.keys, 1);
    const texts = [
      'v1.contacts-1.x',
      `v1.contacts-1.${'a'.repeat(16)}.b.${'c'.repeat(22)}`,
      `v1.breaches-1.${'a'.repeat(16)}.b.${'c'.repeat(22)}`,
    ];
    await sql(
      `with run as (insert into import_runs (source) values ('VENDORS') returning id)
       insert into import_changes (run_id, table_name, row_id, action, after)
       select run.id, t.name, gen_random_uuid(), 'INSERT', jsonb_build_object('description', d)
       from run, unnest($1::text[]) d, (values ('vendors'), ('breaches')) t (name)`,
      [texts],
    );
    await sql(
      `insert into breaches (source, source_key, title, normalised_name, description) select 'HIBP', d, 'T', 't', d from unnest($1::text[]) d`,
      [texts],
    );
    expect(await rotateDataKeys(hands(one.keys))).toMatchObject({ rows: 1, left: [] });
    const kept = await sql<{ text: string }>(
      `select after->>'description' as text from import_changes where table_name = 'vendors'
       union all select description from breaches`,
    );
    expect(kept.map(({ text }) => text).sort()).toEqual([...texts, ...texts].sort());
    const record = openRecord(one.keys, { table: 'vendors', row: 'r' }, { description: texts[1] });
    expect(record).toEqual({ description: texts[1] });
    await one.stop();
  });

  it('leaves digests and the keys of files as they were', async () => {
    const one = await server();
    const [digest, file] = [one.keys.mac('x', 'y'), one.keys.fileKey('f')];
    await rotateDataKeys(hands(one.keys));
    expect(one.keys.mac('x', 'y')).toBe(digest);
    expect(one.keys.fileKey('f', file.kid).key).toEqual(file.key);
    expect(one.keys.fileKey('f').kid).not.toBe(file.kid);
    await one.stop();
  });

  it('goes on under load: every server opens and seals all the while', async () => {
    const [one, two] = await Promise.all([server(), server()]);
    await write(one.keys, 200);
    let over = false;
    const load = async (keys: Keys): Promise<number> => {
      let written = 0;
      while (!over) {
        await write(keys, 5);
        const rows = await sql<{ id: string; note: string }>(
          'select id, note from agreements order by random() limit 5',
        );
        for (const { id, note } of rows) expect(keys.open(place(id), note)).toBe(`told in ${id}`);
        written += 5;
      }
      return written;
    };
    const loads = Promise.all([load(one.keys), load(two.keys)]);
    const done = await rotateDataKeys(hands(one.keys), 20).finally(() => (over = true));
    const written = await loads;
    expect(Math.min(...written)).toBeGreaterThan(0);
    expect(done.left).toEqual([]);
    expect(await openAll(two.keys)).toEqual(['agreements-2']);
    await Promise.all([one.stop(), two.stop()]);
  });

  it('waits for whoever sealed under the old key and has not committed', async () => {
    const one = await server();
    const late = database.dataSource.createQueryRunner();
    await late.startTransaction();
    const id = '11111111-1111-4111-8111-111111111111';
    await late.query(
      `insert into agreements (id, vendor_id, kind, note) values ($1, $2, 'BAA', $3)`,
      [id, vendor, one.keys.seal(place(id), `told in ${id}`)],
    );
    const rotation = rotateDataKeys(hands(one.keys));
    setTimeout(() => void late.commitTransaction().then(() => late.release()), 1_500);
    expect(await rotation).toMatchObject({ rows: 1, left: [] });
    expect(await openAll(one.keys)).toEqual(['agreements-2']);
    await one.stop();
  });
});

describe('a server that watches its keys', () => {
  it('holds its generation again after a lost connection, however often the way back fails', async () => {
    const keys = await keysNow();
    const broken = base();
    let fails = 0;
    const manager = new Proxy(broken.dataSource.manager, {
      get: (target, name) =>
        name === 'query' && fails-- > 0
          ? () => Promise.reject(new Error('the database is starting up'))
          : (Reflect.get(target, name) as unknown),
    });
    const dataSource = new Proxy(broken.dataSource, {
      get: (target, name) =>
        name === 'manager' ? manager : (Reflect.get(target, name) as unknown),
    });
    const watch = new KeyWatch(new Database(dataSource, reads, database.url), keys, config);
    await watch.onModuleInit();
    const holders = async () =>
      (
        await sql(
          `select 1 from pg_locks where locktype = 'advisory' and classid = ${LOCKS.KEY_GENERATION}
             and database = (select oid from pg_database where datname = current_database())`,
        )
      ).length;
    expect(await holders()).toBe(1);
    fails = 2;
    await sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'chaperone-keys'`,
    );
    await sleep(200);
    expect(await holders()).toBe(0);
    for (let n = 0; n < 60 && (fails > 0 || (await holders()) === 0); n += 1) await sleep(100);
    expect(fails).toBeLessThanOrEqual(0);
    expect(await holders()).toBe(1);
    await watch.onModuleDestroy();
  });
});

describe('rotating the wrapping key', () => {
  it('wraps the data keys anew and leaves what is sealed alone', async () => {
    const one = await server();
    await write(one.keys, 3);
    const before = await sql('select id, note from agreements order by id');
    const file = join(folder, 'keys', 'wrapping.key');
    const old = readFileSync(file, 'utf8');
    const done = await rotateWrappingKey(hands(one.keys));
    expect(readFileSync(file, 'utf8')).not.toBe(old);
    expect(readFileSync(done.oldFile ?? '', 'utf8')).toBe(old);
    expect(existsSync(nextFile(file))).toBe(false);
    expect(await sql('select id, note from agreements order by id')).toEqual(before);
    const fresh = await keysNow();
    expect(fresh.fingerprint).toBe(done.to);
    await openAll(fresh);
    rmSync(file);
    writeFileSync(file, old, { mode: 0o400 });
    await expect(keysNow()).rejects.toThrow('This is the wrong key');
    await one.stop();
  });

  it('takes the new key from CHAPERONE_NEW_KEY where the environment holds the current one', async () => {
    const [wrappingKey, newWrappingKey] = ['a', 'b'].map((digit) => digit.repeat(64));
    config = { ...config, wrappingKey: wrappingKey ?? '' };
    const keys = await keysNow();
    await write(keys, 1);
    await expect(rotateWrappingKey(hands(keys))).rejects.toThrow('CHAPERONE_NEW_KEY');
    await rotateWrappingKey(hands(keys, { ...config, newWrappingKey: newWrappingKey ?? '' }));
    await expect(keysNow()).rejects.toThrow('This is the wrong key');
    config = { ...config, wrappingKey: newWrappingKey ?? '' };
    await openAll(await keysNow());
  });

  it('opens at whatever moment it was cut off', async () => {
    const keys = await keysNow();
    await write(keys, 1);
    const file = join(folder, 'keys', 'wrapping.key');
    const old = readFileSync(file, 'utf8');
    // before the commit: both files, the database under the old one
    writeFileSync(nextFile(file), 'c'.repeat(64), { mode: 0o400 });
    await openAll(await keysNow());
    // behind the commit: both files, the database under the new one
    const { to } = await rotateWrappingKey(hands(keys));
    writeFileSync(nextFile(file), readFileSync(file), { mode: 0o400 });
    chmodSync(file, 0o600);
    writeFileSync(file, old);
    chmodSync(file, 0o400);
    const after = await keysNow();
    expect(after.fingerprint).toBe(to);
    await openAll(after);
    expect(readdirSync(join(folder, 'keys')).some((name) => name.endsWith('.next'))).toBe(false);
  });
});

describe('a rotation of the wrapping key whose connection breaks at the commit', () => {
  /** A way to the database that is told of a broken connection, and commits a moment later, or never. */
  class InDoubt extends Work {
    over: Promise<void> = Promise.resolve();
    constructor(private readonly commits: boolean) {
      super(base());
    }
    override async changeAsOwner<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
      const runner = database.dataSource.createQueryRunner();
      await runner.startTransaction();
      await this.trail.follow(runner.manager, work);
      const end = async (): Promise<void> => {
        await sleep(400);
        await (this.commits ? runner.commitTransaction() : runner.rollbackTransaction());
        await runner.release();
      };
      this.over = end();
      throw new Error('Connection terminated unexpectedly');
    }
  }
  const files = () => readdirSync(join(folder, 'keys')).filter((name) => name.includes('wrapping'));

  it('keeps the new key, which the database is under a moment later', async () => {
    const keys = await keysNow();
    await write(keys, 1);
    const work = new InDoubt(true);
    await expect(rotateWrappingKey({ ...hands(keys), work })).rejects.toThrow('terminated');
    await work.over;
    const after = await keysNow();
    expect(after.fingerprint).not.toBe(keys.fingerprint);
    await openAll(after);
  });

  it('lays the new key aside where the commit never came, and rotates the next time', async () => {
    const keys = await keysNow();
    await write(keys, 1);
    const work = new InDoubt(false);
    await expect(rotateWrappingKey({ ...hands(keys), work })).rejects.toThrow('terminated');
    await work.over;
    expect((await keysNow()).fingerprint).toBe(keys.fingerprint);
    expect(files()).toEqual(['wrapping.key', expect.stringMatching(/^wrapping\.key\.unused-/)]);
    const { to } = await rotateWrappingKey(hands(keys));
    expect((await keysNow()).fingerprint).toBe(to);
  });
});

describe('a rotation that is killed', () => {
  const child = (what: 'data' | 'wrapping'): ChildProcess =>
    fork(CHILD, [database.url, folder, what], {
      execArgv: ['--import', HOOKS, '--conditions=source', '--no-warnings'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  /** Kills it some time after it has begun; says whether it came to its end before. */
  const kill = (running: ChildProcess, after: number): Promise<boolean> =>
    new Promise((resolve) => {
      running.once('message', () => setTimeout(() => running.kill('SIGKILL'), after));
      running.once('exit', (code) => resolve(code === 0));
    });

  it('in the middle of sealing anew leaves every row open under old or new key, and goes on', async () => {
    await write(await keysNow(), 3_000);
    const mixed: string[][] = [];
    for (const after of [0, 20, 60, 150, 300]) {
      await kill(child('data'), after);
      mixed.push(await openAll(await keysNow()));
    }
    expect(mixed.flat()).toContain('agreements-1');
    const one = await server();
    const done = await rotateDataKeys(hands(one.keys));
    expect(done.left).toEqual([]);
    expect(await openAll(one.keys)).toHaveLength(1);
    await one.stop();
  }, 120_000);

  it('in the middle of wrapping leaves an installation that opens', async () => {
    await write(await keysNow(), 10);
    for (const after of [0, 3, 8, 15, 30]) {
      await kill(child('wrapping'), after);
      await openAll(await keysNow());
    }
  }, 120_000);
});
