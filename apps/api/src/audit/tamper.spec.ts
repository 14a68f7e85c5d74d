import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { HttpAdapterHost } from '@nestjs/core';
import { readPool } from '@chaperone/store';
import { forbidWritesAround, testDatabase, type TestDatabase } from '@chaperone/store/testing';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { loadConfig, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { Database, Work } from '../graphql/work.js';
import { Audit } from './audit.js';
import { GENESIS, hashOf, type StoredEntry } from './chain.js';
import { Checkpoints } from './checkpoints.service.js';
import { storedEntries } from './entries.queries.js';
import { RestoredService } from './restored.service.js';
import { RetentionService } from './retention.service.js';
import { isProven, VerificationService, type Verification } from './verification.service.js';

/** A process that answers nobody. */
const COMMAND = {} as HttpAdapterHost;
/** Entries in the log of every case. */
const ENTRIES = 40;
const SIGNED = 30;
const INSTALLATION = { id: 'i1', kind: 'OWN' } as const;

describe('the audit log in the hands of whoever owns the database', () => {
  let database: TestDatabase;
  let reads: Pool;
  let work: Work;
  let folder: string;
  let config: Config;
  let checkpoints: Checkpoints;
  let retention: RetentionService;
  let verification: VerificationService;

  const log = pino({ level: 'silent' });
  const owner = <T>(text: string, values: unknown[] = []): Promise<T> =>
    database.dataSource.query(text, values);
  const tamper = async (...statements: string[]): Promise<void> => {
    await owner('alter table audit_entries disable trigger all');
    for (const statement of statements) await owner(statement);
    await owner('alter table audit_entries enable trigger all');
  };
  const verify = (): Promise<Verification> => verification.verify();
  const restoring = (): RestoredService =>
    new RestoredService(work, new Clock(), new Audit(work), verification, checkpoints);
  const change = (n: number): Promise<unknown> =>
    work.change((tx) =>
      tx.query(`insert into vendors (display_name, normalised_name) values ($1, 'v')`, [`V ${n}`]),
    );

  beforeAll(async () => {
    database = await testDatabase();
    await forbidWritesAround(database.dataSource);
    reads = readPool(database.url, database.appRole);
  });
  afterAll(async () => {
    await reads.end();
    await database.drop();
  });

  beforeEach(async () => {
    if (folder) rmSync(folder, { recursive: true, force: true });
    folder = mkdtempSync(join(tmpdir(), 'chaperone-audit-'));
    await tamper('truncate audit_entries');
    work = new Work(new Database(database.dataSource, reads, database.url));
    config = { ...loadConfig({}), dataDir: folder };
    checkpoints = new Checkpoints(work, new Clock(), config, INSTALLATION, log, COMMAND);
    await checkpoints.onModuleInit();
    retention = new RetentionService(work, new Audit(work), checkpoints);
    verification = new VerificationService(work, config, INSTALLATION);
    for (let n = 1; n <= ENTRIES; n += 1) {
      await change(n);
      if (n === 10 || n === SIGNED) await checkpoints.now();
    }
  });

  /** Writes entries from one on anew, so that all hashes fit: what a patient forger does. */
  async function rewriteFrom(seq: number): Promise<void> {
    const all = await database.dataSource.transaction(async (tx) => {
      const entries: StoredEntry[] = [];
      for await (const entry of storedEntries(tx)) entries.push(entry);
      return entries;
    });
    let { head } = all[seq - 2] ? { head: all[seq - 2]!.hash } : GENESIS;
    const statements: string[] = [];
    for (const entry of all.slice(seq - 1)) {
      head = hashOf(entry, head);
      statements.push(`update audit_entries set hash = '${head}' where seq = ${entry.seq}`);
    }
    await tamper(...statements);
  }

  it('is found whole where nothing was done to it', async () => {
    const found = await verify();
    expect(found).toMatchObject({ fault: null, entries: ENTRIES, checkpoints: 2, foreign: [] });
    expect(found.agreed?.seq).toBe(SIGNED);
    expect(found.head.seq).toBe(ENTRIES);
  });

  it('refuses every change as long as its triggers stand, to the owner too', async () => {
    for (const text of [
      `update audit_entries set outcome = 'FAILURE' where seq = 3`,
      'delete from audit_entries where seq = 3',
      'truncate audit_entries',
      `set local chaperone.purge = 'on'; delete from audit_entries where seq = 3`,
      `set local chaperone.audit_cut = '40'; delete from audit_entries where seq = 3`,
    ])
      await expect(owner(text)).rejects.toMatchObject({ code: '23001' });
    for (const text of [
      `insert into audit_entries select 99, at, action, outcome, person_id, about, words, content, hash from audit_entries limit 1`,
      'update audit_entries set seq = seq',
      'delete from audit_entries',
      'truncate audit_entries',
      'select * from audit_gathered',
    ])
      await expect(work.change((tx) => tx.query(text))).rejects.toMatchObject({ code: '42501' });
    expect((await verify()).fault).toBeNull();
  });

  it.each([
    [
      'content',
      `update audit_entries set content = replace(content, 'V 17', 'V 71') where seq = 17`,
    ],
    ['moment', `update audit_entries set at = at + interval '1 hour' where seq = 17`],
    ['outcome', `update audit_entries set outcome = 'DENIED' where seq = 17`],
    ['record', `update audit_entries set about = '{}' where seq = 17`],
    ['words', `update audit_entries set words = '' where seq = 17`],
    ['last word', `update audit_entries set words = left(words, -1) where seq = 17`],
    ['person', `update audit_entries set person_id = gen_random_uuid() where seq = 17`],
    ['hash', `update audit_entries set hash = repeat('a', 64) where seq = 17`],
  ])('names an entry whose %s was edited', async (_what, statement) => {
    await tamper(statement);
    expect((await verify()).fault).toMatchObject({ seq: 17 });
  });

  it('names an entry that was deleted', async () => {
    await tamper('delete from audit_entries where seq = 5');
    expect((await verify()).fault).toEqual({ seq: 5, why: 'entry 5 is missing' });
  });

  it('names the place where one was inserted', async () => {
    await tamper(
      'update audit_entries set seq = seq + 1000 where seq >= 12',
      'update audit_entries set seq = seq - 999 where seq > 1000',
      `insert into audit_entries select 12, at, action, outcome, person_id, about, words, content, hash from audit_entries where seq = 3`,
    );
    expect((await verify()).fault).toMatchObject({ seq: 12 });
  });

  it('names the first of two that changed places', async () => {
    await tamper(
      'update audit_entries set seq = 999 where seq = 20',
      'update audit_entries set seq = 20 where seq = 25',
      'update audit_entries set seq = 25 where seq = 999',
    );
    expect((await verify()).fault).toMatchObject({ seq: 20 });
  });

  it('names where its end was cut off', async () => {
    await tamper('delete from audit_entries where seq > 22');
    expect((await verify()).fault).toMatchObject({ seq: 23 });
    await tamper('truncate audit_entries');
    expect((await verify()).fault).toMatchObject({ seq: 1 });
  });

  it('names from where on it was written anew, though all hashes fit', async () => {
    await tamper(
      `update audit_entries set content = replace(content, 'V 17', 'V 71'), words = replace(words, 'v 17', 'v 71') where seq = 17`,
    );
    await rewriteFrom(17);
    expect((await verify()).fault).toMatchObject({ seq: 11, until: SIGNED });
    await tamper(`update audit_entries set content = replace(content, '"V 1"', '"V 2"')`);
    await rewriteFrom(1);
    expect((await verify()).fault).toMatchObject({ seq: 1, until: 10 });
  });

  it('believes no checkpoint that its own key did not sign', async () => {
    const file = join(folder, 'audit', 'checkpoints.log');
    const [first, second] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${first}\n${second!.replace('"seq":30', '"seq":29')}\n{"at":"20`);
    expect(await verify()).toMatchObject({
      fault: null,
      foreign: [{ line: 2 }],
      torn: [3],
      checkpoints: 1,
    });
  });

  it('goes on signing behind a line that a crash left half of', async () => {
    const file = join(folder, 'audit', 'checkpoints.log');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -40));
    await change(41);
    await checkpoints.now();
    const found = await verify();
    expect(found).toMatchObject({ fault: null, foreign: [], torn: [2], checkpoints: 2 });
    expect(found.agreed?.seq).toBe(41);
    expect(isProven(found)).toBe(true);
  });

  it('proves nothing without a checkpoint, and takes no name of a file that is not there', async () => {
    rmSync(join(folder, 'audit'), { recursive: true });
    const found = await verify();
    expect(found).toMatchObject({ fault: null, agreed: null, entries: ENTRIES });
    expect(isProven(found)).toBe(false);
    await expect(verification.verify({ checkpoints: join(folder, 'typo') })).rejects.toThrow(
      /typo is not there/,
    );
  });

  it('is whole again behind a back-up that was put back, once somebody says so, and for ever tells it', async () => {
    const restored = restoring();
    await checkpoints.now();
    expect(await restored.acknowledge(true)).toMatchObject({ how: 'WHOLE' });
    // a dump of when entry 20 was the last one, and work that went on from there
    await tamper('delete from audit_entries where seq > 20');
    for (let n = 0; n < 15; n += 1) await change(200 + n);
    expect((await verify()).fault).toMatchObject({ seq: 11, until: SIGNED });
    const said = { how: 'AHEAD', agreed: { seq: 10 }, signedUntil: ENTRIES };
    expect(await restored.acknowledge(false)).toMatchObject(said);
    expect((await verify()).fault).not.toBeNull();
    expect(await restored.acknowledge(true)).toMatchObject(said);
    const found = await verify();
    expect(found).toMatchObject({ fault: null, entries: 36, restores: [{ seq: 10 }] });
    expect(found.agreed?.seq).toBe(36);
    // what happens to the log afterwards is seen as before
    await tamper('delete from audit_entries where seq > 33');
    expect((await verify()).fault).toMatchObject({ seq: 34 });
  });

  it('is no back-up that was put back where an entry was edited', async () => {
    const restored = restoring();
    await tamper(`update audit_entries set outcome = 'DENIED' where seq = 17`);
    expect(await restored.acknowledge(true)).toMatchObject({ how: 'BROKEN', fault: { seq: 17 } });
    expect((await verify()).restores).toEqual([]);
  });

  it('is not signed by a command that only reads it', async () => {
    rmSync(join(folder, 'audit'), { recursive: true });
    const reader = new Checkpoints(work, new Clock(), config, INSTALLATION, log, COMMAND);
    await reader.onModuleInit();
    reader.onApplicationBootstrap();
    await verify();
    await reader.onApplicationShutdown();
    expect(existsSync(join(folder, 'audit'))).toBe(false);
    await change(41);
    await reader.onApplicationShutdown();
    expect((await verify()).agreed?.seq).toBe(ENTRIES + 1);
  });

  it('is signed by a key that only the server’s user reads, with the public half beside it', () => {
    const keys = join(folder, 'keys');
    expect(statSync(join(keys, 'audit-signing.key')).mode & 0o777).toBe(0o400);
    chmodSync(join(keys, 'audit-signing.key'), 0o400);
    const line = readFileSync(join(folder, 'audit', 'checkpoints.log'), 'utf8').split('\n')[0]!;
    const { kid } = JSON.parse(line) as { kid: string };
    expect(readFileSync(join(keys, `audit-${kid}.pub`), 'utf8')).toContain('PUBLIC KEY');
  });

  it('is found whole where names have signs that databases write in lower case in their own ways', async () => {
    for (const name of ['İstanbul ẞtraße ΣΟΦΟΣ', `Ünï ${'ÇÄ'.repeat(90)}`])
      await work.change((tx) =>
        tx.query(`insert into vendors (display_name, normalised_name) values ($1, 'v')`, [name]),
      );
    expect(await verify()).toMatchObject({ fault: null, entries: ENTRIES + 2 });
  });

  it('has no gap after many changes at once, half of which fail', async () => {
    const tried = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        work.change(async (tx) => {
          await tx.query(`insert into vendors (display_name, normalised_name) values ('P', 'p')`);
          if (n % 2) throw new Error('changed my mind');
        }),
      ),
    );
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(await verify()).toMatchObject({ fault: null, entries: ENTRIES + 20 });
  });

  it('is whole when connections die in the middle of changes', async () => {
    const changes = Promise.allSettled(Array.from({ length: 30 }, (_, n) => change(100 + n)));
    await owner(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
       and application_name = 'chaperone-test' and pid <> pg_backend_pid()`,
    ).catch(() => undefined);
    const done = (await changes).filter(({ status }) => status === 'fulfilled').length;
    const found = await verify();
    expect(found.fault).toBeNull();
    expect(found.entries).toBeGreaterThanOrEqual(ENTRIES + done);
  });

  it('loses no entry that is younger than six years, and old ones only by a signed cut', async () => {
    await expect(retention.set(5)).rejects.toMatchObject({ code: 'INVALID' });
    expect(await retention.prune(false)).toMatchObject({ removed: 0 });
    // as if the first twelve had been written seven years ago
    await tamper(`update audit_entries set at = at - interval '7 years' where seq <= 12`);
    await rewriteFrom(1);
    rmSync(join(folder, 'audit'), { recursive: true });
    expect(await retention.prune(true)).toMatchObject({ removed: 12 });
    expect(await verify()).toMatchObject({ fault: null, entries: ENTRIES });
    expect(await retention.prune(false)).toMatchObject({ removed: 12 });
    const found = await verify();
    expect(found).toMatchObject({ fault: null, entries: ENTRIES - 12 + 1 });
    await tamper('delete from audit_entries where seq = 13');
    expect((await verify()).fault).toMatchObject({ seq: 13 });
  });
});
