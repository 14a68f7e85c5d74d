import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPool } from '@chaperone/store';
import { testDatabase, type TestDatabase } from '@chaperone/store/testing';
import type { Response } from 'express';
import type { Pool } from 'pg';
import { Clock } from '../graphql/clock.js';
import { Database, Work } from '../graphql/work.js';
import { Audit } from './audit.js';
import { AuditExportController } from './audit-export.controller.js';
import { AuditFeed } from './audit-feed.service.js';
import type { Checkpoints } from './checkpoints.service.js';
import { ListFiles } from './list-files.js';
import type { RetentionService } from './retention.service.js';

/** More entries than hits that a stretch is taken from. */
const CHANGES = 20_500;

describe('reading a long audit log', () => {
  let database: TestDatabase;
  let reads: Pool;
  let work: Work;
  let feed: AuditFeed;

  beforeAll(async () => {
    database = await testDatabase();
    reads = readPool(database.url, database.appRole);
    work = new Work(new Database(database.dataSource, reads, database.url));
    feed = new AuditFeed(work, {} as Checkpoints, {} as RetentionService);
    await database.dataSource.query(
      `insert into audit_entries (seq, at, action, outcome, about, words, content, hash)
       select n, now(), a.action, 'SUCCESS', array['PERSON:p1'], 'pat', json_build_object('action', a.action,
         'outcome', 'SUCCESS', 'about', json_build_array('PERSON:p1'), 'by', json_build_object('name', 'Pat'),
         'changes', case when n = 2 then (select json_agg(json_build_object('op', 'UPDATE', 'kind', 'VENDOR', 'id', i,
           'before', '{}'::json, 'after', '{}'::json)) from generate_series(1, 150) i) else '[]'::json end), repeat('a', 64)
       from generate_series(1, $1) n, lateral (select case when n = 1 then 'SIGN_IN' else 'CHANGE' end as action) a`,
      [CHANGES],
    );
  });
  afterAll(async () => {
    await reads.end();
    await database.drop();
  });

  it('finds what fits all conditions, however much newer fits one of them', async () => {
    for (const filter of [{ search: 'Pat' }, { subjectType: 'PERSON', subjectId: 'p1' }]) {
      const found = await feed.entries({ filter: { ...filter, action: ['SIGN_IN'] }, limit: 10 });
      expect(found.items.map(({ seq }) => seq)).toEqual([1]);
      const stretch = await feed.entries({ filter, after: '3', limit: 10 });
      expect(stretch.items.map(({ seq }) => seq)).toEqual([2, 1]);
    }
  });

  it('takes all of it away in a file, and says how many changes an entry has', async () => {
    const sink = Object.assign(new PassThrough(), {
      setHeader: () => undefined,
      setTimeout: () => undefined,
    });
    const files = new ListFiles(work, new Audit(work));
    const controller = new AuditExportController(files, new Clock());
    const [file] = await Promise.all([
      text(sink),
      controller.export({ search: 'pat' }, sink as unknown as Response),
    ]);
    const lines = file.split('\r\n').filter(Boolean);
    expect(lines[0]).toContain('changes,changeCount,details');
    expect(file).toContain('\r\n1,');
    expect(file).toMatch(/,150,/);
    expect(file.match(/\r\n\d+,\d{4}-/g)).toHaveLength(CHANGES);
  });
});
