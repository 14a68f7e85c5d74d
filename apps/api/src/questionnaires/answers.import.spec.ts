import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anEvidence, aService, aTemplate, aVendor, type Template } from '@chaperone/store/testing';
import type { VendorEntity } from '@chaperone/store';
import { importWorld, type DoneImport, type ImportWorld } from '../imports/testing/import-world.js';
import { SealBroken } from '../keys/keys.js';
import { openRecord } from '../keys/sealed-values.js';
import { AnswerImports } from './answers.import.js';

let world: ImportWorld;
let template: Template;
let vendor: VendorEntity;
beforeAll(async () => {
  world = await importWorld();
  new AnswerImports(world.sources, world.work, world.keys).onModuleInit();
  template = await world.change((tx) =>
    aTemplate(tx, [
      { key: 'mfa' },
      {
        key: 'sharing',
        kind: 'MULTIPLE',
        options: [
          { value: 'ADS', label: 'For advertising', score: 0 },
          { value: 'CARE', label: 'For care', score: 1 },
        ],
      },
      { key: 'staff', kind: 'NUMBER', options: [] },
      { key: 'notes', kind: 'TEXT', options: [] },
    ]),
  );
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.clear();
  vendor = await world.change(async (tx) => {
    const made = await aVendor(tx, { displayName: 'Acme, Inc.', domains: ['acme.example'] });
    await aService(tx, { vendorId: made.id });
    return made;
  });
});

const HEADER =
  'vendor,template,version,question,value,comment,evidence_level,answered_on,source_url';
const row = (question: string, value: string, rest = ',,2026-03-01,', who = 'Acme') =>
  `${who},${template.template.key},1,${question},${value},${rest}`;
const run = async (rows: string[], how: { header?: string; dry?: boolean } = {}) =>
  world.run('ANSWERS', await world.file('a.csv', [how.header ?? HEADER, ...rows].join('\n')), how);
/** Answers with what is sealed in them opened. */
const answers = async () => {
  const rows = await world.rows<Record<string, unknown> & { id: string }>(
    'select id, question_key, value, effectiveness, comment, evidence_level, evidence_end, answered_on, rev from answers order by question_key',
  );
  return rows.map((row) => openRecord(world.keys, { table: 'answers', row: row.id }, row));
};
const errorsOf = (id: string) =>
  world.rows<Record<string, unknown>>(
    'select line, column_name, code, message from import_errors where run_id = $1 order by id',
    [id],
  );

describe('a table of answers', () => {
  it('makes an accepted assessment, scores the vendor, and changes nothing again', async () => {
    const rows = [
      row('mfa', 'yes'),
      row('sharing', 'for care; ads', '"said, twice",,2026-03-01,https://acme.example'),
      row('staff', '12'),
      row('notes', ''),
    ];
    const done = await run(rows);
    expect(done.counts).toMatchObject({ rows: 4, new: 4, refused: 0 });
    expect(await answers()).toMatchObject([
      { question_key: 'mfa', value: 'YES', effectiveness: 1, answered_on: '2026-03-01' },
      { question_key: 'notes', value: null, effectiveness: null },
      { question_key: 'sharing', value: ['ADS', 'CARE'], effectiveness: 1, comment: 'said, twice' },
      { question_key: 'staff', value: 12, effectiveness: null },
    ]);
    expect(await world.rows('select status, source_url from assessments')).toEqual([
      { status: 'ACCEPTED', source_url: 'https://acme.example' },
    ]);
    const [scored] = await world.rows<{ answered: number; residual: number | null }>(
      'select answered, residual from vendor_rows where vendor_id = $1',
      [vendor.id],
    );
    expect(scored?.answered).toBe(2);
    const again = await run(rows.toReversed());
    expect(again.counts).toMatchObject({ new: 0, changed: 0, same: 4 });
    expect(await world.rows('select 1 from risk_scores')).toHaveLength(1);
  });

  it('finds the vendor by ref, domain, name or alias, and knows what it does not know', async () => {
    await world.change((tx) => aVendor(tx, { displayName: 'Twin' }));
    await world.change((tx) => aVendor(tx, { displayName: 'Twin' }));
    const done = await run([
      row('mfa', 'yes', ',,,', vendor.ref.toLowerCase()),
      row('staff', '3', ',,,', 'acme.example'),
      row('notes', 'x', ',,,', '"ACME Incorporated"'),
      row('mfa', 'yes', ',,,', 'Nobody'),
      row('mfa', 'yes', ',,,', 'Twin'),
      row('mfa', 'yes', ',,,', ''),
    ]);
    expect(done.counts).toMatchObject({ new: 3, refused: 3 });
    expect(await errorsOf(done.run)).toMatchObject([
      { line: 5, code: 'UNKNOWN_RECORD' },
      { line: 6, code: 'AMBIGUOUS' },
      { line: 7, code: 'MISSING_VALUE' },
    ]);
  });

  it('refuses what does not fit its question, by line and column', async () => {
    const done = await run([
      row('mfa', 'maybe'),
      row('sharing', 'SHOES'),
      row('staff', '1e309'),
      row('nothing', 'yes'),
      row('mfa', 'yes', ',,2099-01-01,'),
      row('mfa', 'yes', ',DOCUMENTED,2026-01-01,'),
      row('notes', 'a'),
      row('notes', 'b'),
      row('mfa', 'yes').replace(',1,', ',9,'),
    ]);
    expect(await errorsOf(done.run)).toMatchObject([
      {
        line: 2,
        code: 'BAD_VALUE',
        column_name: 'value',
        message: expect.stringMatching(/YES or NO/),
      },
      { line: 3, code: 'BAD_VALUE' },
      { line: 4, code: 'BAD_VALUE' },
      { line: 5, code: 'UNKNOWN_RECORD', column_name: 'question' },
      { line: 6, code: 'BAD_DATE', column_name: 'answered_on' },
      { line: 7, code: 'UNKNOWN_RECORD', column_name: 'evidence_level' },
      { line: 9, code: 'DUPLICATE_ROW' },
      { line: 10, code: 'UNKNOWN_RECORD', column_name: 'template' },
    ]);
    expect(done.counts).toMatchObject({ new: 1, refused: 8 });
  });

  it('backs an answer by the evidence that supports its question', async () => {
    await world.change((tx) =>
      anEvidence(tx, { vendorId: vendor.id, supports: ['mfa'], validUntil: '2027-01-31' }),
    );
    await run([row('mfa', 'yes', ',audited,2026-03-01,')]);
    expect(await answers()).toMatchObject([
      { evidence_level: 'AUDITED', evidence_end: '2027-01-31' },
    ]);
  });

  it('leaves what an empty cell does not say, and waits for a reviewer where it is told to', async () => {
    const header = `${HEADER},accept`;
    await run([row('mfa', 'yes', 'first,,2026-03-01,,no')], { header });
    expect(await world.rows('select status from assessments')).toEqual([{ status: 'SUBMITTED' }]);
    expect(await world.rows('select 1 from risk_scores')).toHaveLength(0);
    const done = await run([row('mfa', 'no', ',,,,no'), row('staff', '5', ',,,,no')], { header });
    expect(done.counts).toMatchObject({ changed: 1, new: 1 });
    expect(await answers()).toMatchObject([
      { question_key: 'mfa', value: 'NO', comment: 'first', answered_on: '2026-10-01', rev: 2 },
      { question_key: 'staff', value: 5 },
    ]);
    expect(await world.rows('select status, rev from assessments')).toEqual([
      { status: 'SUBMITTED', rev: 2 },
    ]);
  });
});

describe('text in a table of answers', () => {
  const told = ['Kept in a marked safe.', 'and said so'];
  const changes = async (id: string) => {
    const rows = await world.rows<{ row: string; before: object | null; after: object | null }>(
      `select row_id as row, before, after from import_changes where run_id = $1 and table_name = 'answers' order by title`,
      [id],
    );
    const open = (row: string, record: object | null) =>
      record && openRecord(world.keys, { table: 'answers', row }, { ...record });
    return rows.map(({ row, before, after }) => ({
      before: open(row, before),
      after: open(row, after),
    }));
  };

  it('is sealed, and changes nothing a second time', async () => {
    const rows = [row('notes', told[0] ?? '', `${told[1]},,2026-03-01,`), row('mfa', 'yes')];
    await run(rows);
    const stored = JSON.stringify(await world.rows('select * from answers'));
    for (const text of told) expect(stored).not.toContain(text);
    expect(await answers()).toMatchObject([
      { question_key: 'mfa', value: 'YES', comment: '' },
      { question_key: 'notes', value: told[0], comment: told[1] },
    ]);
    const again = await run(rows);
    expect(again.counts).toMatchObject({ new: 0, changed: 0, same: 2 });
    const dry = await run(rows, { dry: true });
    expect(dry.counts).toMatchObject({ new: 0, changed: 0, same: 2 });
  });

  it('shows in a dry run what would change, and comes back when the change is undone', async () => {
    await run([row('notes', 'first', 'one,,2026-03-01,'), row('staff', '1', ',,2026-03-01,')]);
    const next = [
      row('notes', 'second', 'one,,2026-03-01,'),
      row('staff', '1', 'two,,2026-03-01,'),
      row('mfa', 'yes', 'three,,2026-03-01,'),
    ];
    const expected = [
      { before: null, after: { value: 'YES', comment: 'three' } },
      { before: { value: 'first', comment: 'one' }, after: { value: 'second', comment: 'one' } },
      { before: { value: 1, comment: '' }, after: { value: 1, comment: 'two' } },
    ];
    const dry = await run(next, { dry: true });
    expect(dry.counts).toMatchObject({ new: 1, changed: 2 });
    expect(await changes(dry.run)).toMatchObject(expected);
    const done = await run(next);
    expect(await changes(done.run)).toMatchObject(expected);
    expect(JSON.stringify(await world.rows('select * from import_changes'))).not.toMatch(
      /first|second|three/,
    );
    expect(await answers()).toMatchObject([
      { question_key: 'mfa', comment: 'three' },
      { question_key: 'notes', value: 'second', comment: 'one' },
      { question_key: 'staff', comment: 'two' },
    ]);
    expect((await run(next)).counts).toMatchObject({ new: 0, changed: 0, same: 3 });
    await world.undo(done.run, 'ANSWERS');
    expect(await answers()).toMatchObject([
      { question_key: 'notes', value: 'first', comment: 'one' },
      { question_key: 'staff', comment: '' },
    ]);
    expect((await run(next, { dry: true })).counts).toMatchObject({ new: 1, changed: 2 });
  });

  it('is not kept with a fault', async () => {
    const long = `secret ${'x'.repeat(20_001)}`;
    const done = await run([row('notes', 'a', `${long},,2026-03-01,`), row('notes', long)]);
    expect(done.counts).toMatchObject({ refused: 2 });
    expect(JSON.stringify(await world.rows('select * from import_errors'))).not.toContain('secret');
  });

  it.each([
    ['too many cells', () => [row('notes', 'secret', 'a,,2026-03-01,,,x,y,z')]],
    ['text behind a quote', () => [row('notes', '"secret" secret')]],
    ['a cell that is too large', () => [row('notes', `secret ${'x'.repeat(1_100_000)}`)]],
    ['a quote that is never closed', () => [row('notes', '"secret')]],
  ])('is not kept with a fault of the whole row: %s', async (_what, rows) => {
    const done = await run(rows());
    const faults = await world.rows<{ code: string; value: string | null }>(
      'select code, value from import_errors where run_id = $1',
      [done.run],
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]?.value).toBeNull();
  });

  it('is not kept of a row that stands where the header should', async () => {
    const done = await run([], { header: row('notes', 'secret') });
    expect(done.status).toBe('FAILED');
    expect(JSON.stringify(await world.rows('select * from import_errors'))).not.toContain('secret');
  });

  it('of one answer does not open as that of another', async () => {
    await run([row('mfa', 'yes', 'one,,2026-03-01,'), row('staff', '1', 'two,,2026-03-01,')]);
    await world.rows(
      `update answers a set comment = b.comment from answers b
       where a.question_key = 'mfa' and b.question_key = 'staff'`,
    );
    await expect(answers()).rejects.toThrow(SealBroken);
  });
});

describe('a table of answers beside a person at work', () => {
  /** Runs an import while a transaction holds an assessment; `last` is that transaction's end. */
  async function importDuring(rows: string[], first: string, last: string): Promise<DoneImport> {
    let importing: Promise<DoneImport> | null = null;
    await world.change(async (tx) => {
      await tx.query(first);
      importing = run(rows);
      await world.somebodyWaits();
      await tx.query(last);
    });
    return importing!;
  }

  it('takes assessments before answers, as people do', async () => {
    await run([row('mfa', 'yes')]);
    const done = await importDuring(
      [row('mfa', 'no')],
      'select id from assessments for update',
      'select id from answers for update',
    );
    expect(done).toMatchObject({ status: 'APPLIED', counts: { changed: 1 } });
  });

  it('accepts nothing that somebody rejected in that moment', async () => {
    await run([row('mfa', 'yes')]);
    const done = await importDuring(
      [row('mfa', 'no')],
      `update assessments set status = 'REJECTED', accepted_at = null, accepted_by = null, rev = rev + 1`,
      'select 1',
    );
    expect(done).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/Somebody changed the same records/),
    });
    expect(await world.rows('select status from assessments')).toEqual([{ status: 'REJECTED' }]);
  });
});

describe('undoing a table of answers', () => {
  it('removes a new assessment whole and restores single answers of a known one', async () => {
    const first = await run([row('mfa', 'yes')]);
    const second = await run([row('mfa', 'no'), row('staff', '5')]);
    expect(await world.undo(second.run, 'ANSWERS')).toMatchObject({
      status: 'UNDONE',
      conflicts: 0,
    });
    expect(await answers()).toMatchObject([{ question_key: 'mfa', value: 'YES' }]);
    expect(await world.undo(first.run, 'ANSWERS')).toMatchObject({
      status: 'UNDONE',
      conflicts: 0,
    });
    expect(await world.rows('select 1 from assessments')).toEqual([]);
    const scores = await world.rows<{ complete: boolean }>(
      'select complete from risk_scores order by id',
    );
    expect(scores.length).toBeGreaterThanOrEqual(2);
  });

  it('lists an assessment that a later import added to', async () => {
    const first = await run([row('mfa', 'yes')]);
    await run([row('staff', '5')]);
    const asked = await world.undo(first.run, 'ANSWERS');
    expect(asked).toMatchObject({ status: 'APPLIED', conflicts: 1 });
    expect(
      await world.rows('select title from import_conflicts where run_id = $1', [first.run]),
    ).toEqual([{ title: expect.stringMatching(/^ASM-\d+ Acme/) }]);
    expect(await answers()).toHaveLength(2);
  });
});
