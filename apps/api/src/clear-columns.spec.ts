import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { readPool } from '@chaperone/store';
import { aBreach, aService, aTemplate, aVendor, testDatabase } from '@chaperone/store/testing';
import type { TestDatabase } from '@chaperone/store/testing';
import { Database, Work } from './graphql/work.js';
import { CLEAR_COLUMNS } from './clear-columns.js';
import { loadConfig } from './config.js';
import type { Keys } from './keys/keys.js';
import { openKeys } from './keys/open-keys.js';
import { sealClearText, type ClearColumn } from './keys/seal-clear-text.js';
import { openRecord, openText } from './keys/sealed-values.js';

const CONSTRAINTS = [
  ['answers', 'ck_answers_comment', `comment = '' or starts_with(comment, 'v1.')`],
  ['agreements', 'ck_agreements_note', `note = '' or starts_with(note, 'v1.')`],
  [
    'breaches',
    'ck_breaches_description',
    `source <> 'MANUAL' or description = '' or starts_with(description, 'v1.')`,
  ],
  ['vendors', 'ck_vendors_contacts', `contacts = '[]' or contacts ? 'sealed'`],
] as const;
const VALIDATED = `select count(*)::int as n from pg_constraint where conname = any($1) and convalidated`;

/** A database as the version before sealing left it. */
async function fillAsBefore(db: DataSource): Promise<void> {
  for (const [table, name] of CONSTRAINTS)
    await db.query(`alter table ${table} drop constraint ${name}`);
  const template = await aTemplate(db.manager, [
    { key: 'why', kind: 'TEXT', options: [] },
    { key: 'mfa' },
  ]);
  const vendor = await aVendor(db.manager, {
    contacts: [{ name: 'Marker Contact', email: 'marker@example.org' }],
  });
  await aService(db.manager, { vendorId: vendor.id });
  await db.query(
    `with a as (insert into assessments (vendor_id, version_id) values ($1, $2) returning id)
     insert into answers (assessment_id, question_id, vendor_id, question_key, value, comment, answered_on)
     select a.id, q.id, $1, q.key, case q.kind when 'TEXT' then '"Marker value"'::jsonb else '"YES"' end,
       case q.kind when 'TEXT' then 'v1.Marker comment' else '' end, '2026-01-01'
     from a, questions q where q.version_id = $2`,
    [vendor.id, template.version.id],
  );
  await db.query(
    `insert into agreements (vendor_id, kind, note) select $1, 'BAA', 'Marker note ' || n from generate_series(1, 1200) n`,
    [vendor.id],
  );
  await aBreach(db.manager, { title: 'Lost laptop', description: 'Marker narrative' });
  await aBreach(db.manager, { source: 'HHS_OCR', description: 'Public text' });
  await db.query(
    `with run as (insert into import_runs (source) values ('ANSWERS') returning id)
     insert into import_changes (run_id, table_name, row_id, action, before, after)
     select run.id, 'answers', a.id, 'UPDATE', '{"value": "Marker old", "comment": "Marker was"}',
       '{"value": "Marker value", "comment": "", "rev": 2}' from run, answers a where a.question_key = 'why'`,
  );
  for (const [table, name, check] of CONSTRAINTS)
    await db.query(`alter table ${table} add constraint ${name} check (${check}) not valid`);
}

describe('clear text of an earlier version', () => {
  let database: TestDatabase;
  let db: DataSource;
  let folder: string;
  let keys: Keys;
  let work: Work;
  let reads: Pool;
  const rows = <T>(text: string): Promise<T[]> => db.query(text);
  const everything = async () => {
    const tables = ['answers', 'agreements', 'breaches', 'vendors', 'import_changes'];
    const all = await Promise.all(tables.map((table) => rows(`select * from ${table}`)));
    return JSON.stringify(all);
  };
  const seal = (columns: readonly ClearColumn[] = CLEAR_COLUMNS) =>
    sealClearText(db, { work, keys }, columns);

  beforeEach(async () => {
    database = await testDatabase();
    db = database.dataSource;
    folder = mkdtempSync(join(tmpdir(), 'chaperone-clear-'));
    keys = await openKeys(db, loadConfig({ DATA_DIR: folder }));
    reads = readPool(database.url, database.appRole, { max: 1 });
    work = new Work(new Database(db, reads, database.url));
    await fillAsBefore(db);
  });
  afterEach(async () => {
    await reads.end();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const opened = async () => {
    const [why] = await rows<{ id: string }>(`select * from answers where question_key = 'why'`);
    const [other] = await rows<object>(`select value from answers where question_key = 'mfa'`);
    const [vendor] = await rows<{ id: string }>('select id, contacts from vendors');
    const [note] = await rows<{ id: string }>('select id, note from agreements limit 1');
    const [own] = await rows<{ id: string; description: string }>(
      `select * from breaches where source = 'MANUAL'`,
    );
    const [change] = await rows<{ row_id: string; before: object; after: object }>(
      'select row_id, before, after from import_changes',
    );
    const open = (table: string, row: object | undefined, id: string | undefined) =>
      openRecord(keys, { table, row: id ?? '' }, { ...row });
    return {
      why: open('answers', why, why?.id),
      other,
      vendor: open('vendors', vendor, vendor?.id),
      note: open('agreements', note, note?.id),
      // what imports keep of breaches is of registers, and in clear: the text column is opened alone
      own: own && {
        ...own,
        description: openText(
          keys,
          { table: 'breaches', row: own.id, column: 'description' },
          own.description,
        ),
      },
      before: open('answers', change?.before, change?.row_id),
      after: open('answers', change?.after, change?.row_id),
    };
  };
  const told = {
    why: { value: 'Marker value', comment: 'v1.Marker comment' },
    other: { value: 'YES' },
    vendor: { contacts: [{ name: 'Marker Contact', email: 'marker@example.org' }] },
    note: { note: expect.stringMatching(/^Marker note/) },
    own: { description: 'Marker narrative', search_text: 'lost laptop' },
    before: { value: 'Marker old', comment: 'Marker was' },
    after: { value: 'Marker value', comment: '', rev: 2 },
  };

  it('is sealed, opens as it was, and is gone', async () => {
    expect(await everything()).toContain('Marker');
    expect(await seal()).toBe(1205);
    expect(await everything()).not.toMatch(/marker/i);
    expect(await everything()).toContain('Public text');
    expect(await opened()).toMatchObject(told);
    const names = CONSTRAINTS.map(([, name]) => name);
    expect(await db.query(VALIDATED, [names])).toEqual([{ n: names.length }]);
    expect(await seal()).toBe(0);
  });

  it('is sealed to the end after a process was killed in the middle', async () => {
    let left = 700;
    const dying = CLEAR_COLUMNS.map((column): ClearColumn => ({
      ...column,
      seal: (with_, row) => {
        if ((left -= 1) < 0) throw new Error('killed');
        return column.seal(with_, row);
      },
    }));
    await expect(seal(dying)).rejects.toThrow('killed');
    expect(await everything()).toContain('Marker note');
    expect(await seal()).toBeGreaterThan(0);
    expect(await everything()).not.toMatch(/marker/i);
    expect(await opened()).toMatchObject(told);
  });

  it('is refused from then on', async () => {
    await seal();
    const write = `update agreements set note = 'clear'`;
    await expect(db.query(write)).rejects.toThrow('ck_agreements_note');
  });
});
