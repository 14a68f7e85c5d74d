import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpAdapterHost } from '@nestjs/core';
import { LOCKS } from '@chaperone/store';
import { anImportRun } from '@chaperone/store/testing';
import { pino } from 'pino';
import { loadConfig } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { ImportJobs } from './import-jobs.js';
import { importWorld, type ImportWorld } from './testing/import-world.js';
import { UploadSweep } from './upload-sweep.js';

const SERVER = { httpAdapter: {} } as HttpAdapterHost;

let world: ImportWorld;
beforeAll(async () => {
  world = await importWorld();
});
afterAll(() => world.close());

const statusOf = async (id: string) =>
  (
    await world.rows<{ status: string; reason: string | null }>(
      'select status, reason from import_runs where id = $1',
      [id],
    )
  )[0];

it('runs one job at a time, and goes on after one that failed', async () => {
  const jobs = new ImportJobs(world.work, SERVER);
  const seen: string[] = [];
  const job = (name: string) => async () => {
    seen.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 10));
    seen.push(`${name} ends`);
  };
  jobs.add(job('first'));
  jobs.add(() => Promise.reject(new Error('no')));
  jobs.add(job('second'));
  await jobs.idle();
  expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

it('closes runs of a process that is gone, and keeps what was applied as applied', async () => {
  const [dead, undoing] = await world.change(async (tx) => [
    await anImportRun(tx),
    await anImportRun(tx, { appliedAt: new Date() }),
  ]);
  await new ImportJobs(world.work, SERVER).onApplicationBootstrap();
  expect(await statusOf(dead?.id ?? '')).toEqual({
    status: 'FAILED',
    reason: expect.stringMatching(/server stopped; nothing was written/),
  });
  expect(await statusOf(undoing?.id ?? '')).toMatchObject({ status: 'APPLIED' });
});

it('leaves runs alone while an import goes on, closes them when it is over, and never from the command line', async () => {
  const run = await world.change((tx) => anImportRun(tx));
  await new ImportJobs(world.work, {} as HttpAdapterHost).onApplicationBootstrap();
  const jobs = new ImportJobs(world.work, SERVER);
  await world.change(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCKS.IMPORTS]);
    await jobs.onApplicationBootstrap();
    expect(await statusOf(run.id)).toMatchObject({ status: 'RUNNING' });
  });
  const begun = await world.change((tx) => anImportRun(tx));
  while ((await statusOf(run.id))?.status === 'RUNNING')
    await new Promise((resolve) => setTimeout(resolve, 50));
  await jobs.beforeApplicationShutdown();
  expect(await statusOf(run.id)).toMatchObject({ status: 'FAILED' });
  expect(await statusOf(begun.id)).toMatchObject({ status: 'RUNNING' });
});

it('stops a running job when the server stops', async () => {
  const jobs = new ImportJobs(world.work, SERVER);
  let reason = '';
  jobs.add(async (onProgress) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    try {
      onProgress('READING', 1);
    } catch (error) {
      reason = String(error);
    }
  });
  await jobs.beforeApplicationShutdown();
  expect(reason).toMatch(/The server stopped/);
});

describe('the sweep of uploads', () => {
  const put = (path: string, days: number) =>
    world.rows(
      `insert into uploads (file_name, path, bytes, sha256, created_at) values ('a.csv', $1, 1, '', now() - $2 * interval '1 day')`,
      [path, days],
    );
  let dataDir: string;
  const sweep = () =>
    new UploadSweep(
      world.work,
      new Clock(),
      SERVER,
      { ...loadConfig({}), dataDir },
      pino({ level: 'silent' }),
    );
  const lay = (name: string, hours: number): string => {
    const path = join('uploads', name);
    writeFileSync(join(dataDir, path), 'x');
    const at = new Date(Date.now() - hours * 3_600_000);
    utimesSync(join(dataDir, path), at, at);
    return path;
  };

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'chaperone-uploads-'));
    mkdirSync(join(dataDir, 'uploads'));
    await world.rows('delete from uploads');
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('removes those that waited too long, with their files', async () => {
    const [old, fresh] = [lay('old', 200), lay('fresh', 150)];
    await put(old, 8);
    await put(fresh, 6);
    expect(await sweep().sweep()).toEqual({ uploads: 1, orphans: 0 });
    expect(readdirSync(join(dataDir, 'uploads'))).toEqual(['fresh']);
    expect(await world.rows('select path from uploads')).toEqual([{ path: fresh }]);
  });

  it('removes files that no row knows, but none that may still be arriving', async () => {
    lay('left-by-a-kill', 25);
    lay('arriving', 1);
    await put(lay('known', 48), 2);
    expect(await sweep().sweep()).toEqual({ uploads: 0, orphans: 1 });
    expect(readdirSync(join(dataDir, 'uploads')).sort()).toEqual(['arriving', 'known']);
  });

  it('runs every hour, not at a start alone', () => {
    expect(Reflect.getMetadata('SCHEDULE_CRON_OPTIONS', UploadSweep.prototype.tick)).toMatchObject({
      cronTime: '37 * * * *',
    });
  });
});
