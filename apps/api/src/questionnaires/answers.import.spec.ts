import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anEvidence, aService, aTemplate, aVendor, type Template } from '@chaperone/store/testing';
import type { VendorEntity } from '@chaperone/store';
import { importWorld, type ImportWorld } from '../imports/testing/import-world.js';
import { AnswerImports } from './answers.import.js';

let world: ImportWorld;
let template: Template;
let vendor: VendorEntity;
beforeAll(async () => {
  world = await importWorld();
  new AnswerImports(world.sources, world.work).onModuleInit();
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
  await world.rows('truncate vendors cascade');
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
const answers = () =>
  world.rows<Record<string, unknown>>(
    'select question_key, value, effectiveness, comment, evidence_level, evidence_end, answered_on, rev from answers order by question_key',
  );
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
