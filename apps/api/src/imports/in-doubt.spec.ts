import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readPool, type TransactionSettings } from '@chaperone/store';
import { anImportRun } from '@chaperone/store/testing';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { Database, Work } from '../graphql/work.js';
import { ChangeHooks } from '../scoring/change-hooks.js';
import { officer } from '../scoring/testing/scoring-world.js';
import { VendorImports } from '../vendors/vendors.import.js';
import { ImportRunner } from './import-runner.service.js';
import type { ImportJob } from './import-source.js';
import { importWorld, type ImportWorld } from './testing/import-world.js';
import { UndoRun } from './undo-run.service.js';

/** A way to the database whose next long transaction commits, and whose answer is lost. */
class LostAnswer extends Work {
  private lost = false;

  override async change<T>(
    work: (tx: EntityManager) => Promise<T>,
    settings: TransactionSettings = {},
  ): Promise<T> {
    const result = await super.change(work, settings);
    if (this.lost || settings.statementTimeoutMs === undefined) return result;
    this.lost = true;
    throw new Error('Connection terminated unexpectedly');
  }
}

let world: ImportWorld;
let reads: Pool;
let lost: LostAnswer;
beforeAll(async () => {
  world = await importWorld();
  reads = readPool(world.database.url, world.database.appRole, { max: 1 });
  new VendorImports(world.sources, new ChangeHooks(), world.keys).onModuleInit();
});
afterAll(async () => {
  await reads.end();
  await world.close();
});
beforeEach(async () => {
  await world.clear();
  lost = new LostAnswer(new Database(world.database.dataSource, reads, world.database.url));
});

const statusOf = (id: string) =>
  world.rows('select status, reason from import_runs where id = $1', [id]);
const jobOf = (id: string): ImportJob => ({
  ...{ id, ref: 'IMP-0', source: 'VENDORS', fileName: 'v.csv', asOf: null, sample: false },
  ...{ today: '2026-10-01', by: officer },
});

describe('a commit whose answer was lost', () => {
  it('is an applied import, which can be undone', async () => {
    const { id } = await world.change((tx) => anImportRun(tx, { source: 'VENDORS' }));
    const path = await world.file('v.csv', 'name\nAcme\n');
    const runner = new ImportRunner(lost, world.sources, world.scoring);
    expect(await runner.run(jobOf(id), { path, apply: true })).toMatchObject({
      status: 'APPLIED',
      counts: { new: 1 },
      reason: null,
    });
    expect(await statusOf(id)).toEqual([{ status: 'APPLIED', reason: null }]);
    expect(await world.undo(id, 'VENDORS')).toMatchObject({ status: 'UNDONE' });
  });

  it('is an import that was undone', async () => {
    const done = await world.run('VENDORS', await world.file('v.csv', 'name\nAcme\n'));
    const undoing = new UndoRun(lost, world.sources, world.scoring);
    expect(await undoing.undo(jobOf(done.run), { confirm: false })).toEqual({
      status: 'UNDONE',
      conflicts: 0,
      reason: null,
    });
    expect(await statusOf(done.run)).toEqual([{ status: 'UNDONE', reason: null }]);
  });
});
