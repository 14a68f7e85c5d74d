import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import type { HttpAdapterHost } from '@nestjs/core';
import { anImportRun } from '@chaperone/store/testing';
import { loadConfig } from '../config.js';
import { ImportJobs } from './import-jobs.js';
import { IMPORT_LOCK } from './import-runner.service.js';
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
    await tx.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
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

it('removes uploads that waited too long, with their files', async () => {
  const [old, fresh] = [await world.file('old.csv', 'x'), await world.file('fresh.csv', 'x')];
  const put = (path: string, days: number) =>
    world.rows(
      `insert into uploads (file_name, path, bytes, sha256, created_at) values ('a.csv', $1, 1, '', now() - $2 * interval '1 day')`,
      [path, days],
    );
  await put(old, 8);
  await put(fresh, 6);
  await new UploadSweep(world.work, SERVER, { ...loadConfig({}), dataDir: '/' }).sweep();
  expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  expect(await world.rows('select path from uploads')).toEqual([{ path: fresh }]);
});
