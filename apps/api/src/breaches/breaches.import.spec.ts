import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { aMatch, aService, aVendor } from '@chaperone/store/testing';
import { dataDirectory } from '../imports/parsing/testing/files.js';
import { importWorld, type ImportWorld } from '../imports/testing/import-world.js';
import { officer } from '../scoring/testing/scoring-world.js';
import { BreachImports } from './breaches.import.js';
import { DecideMatchService } from './decide-match.service.js';
import { MatchingService } from './matching.service.js';

const HEADER =
  'Name of Covered Entity,State,Covered Entity Type,Individuals Affected,Breach Submission Date,Type of Breach,Location of Breached Information,Business Associate Present,Web Description';
const hhs = (...rows: string[]): string => `${[HEADER, ...rows].join('\r\n')}\r\n`;
const ACME =
  'Acme Health Inc.,CA,Healthcare Provider,1200,03/02/2026,Hacking/IT Incident,Email,No,';
const BRIGHT = 'Bright Line,TX,Business Associate,500,03/05/2026,Theft,Laptop,Yes,"Two\nlines"';

let world: ImportWorld;
beforeAll(async () => {
  world = await importWorld();
  new BreachImports(world.sources, new MatchingService()).onModuleInit();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.change(async (tx) => {
    await tx.query('delete from breaches');
    await tx.query('delete from match_decisions');
  });
});

const importText = async (name: string, content: string | Buffer, how = {}) =>
  world.run('HHS_OCR', await world.file(name, content), how);
const stored = () =>
  world.rows<{ title: string; people: number | null; export_day: string; rev: number; id: string }>(
    'select id, title, people, export_day, rev from breaches order by title, people desc',
  );
const errorsOf = (run: string) =>
  world.rows<{ line: number | null; code: string; message: string }>(
    'select line, code, message from import_errors where run_id = $1 order by id',
    [run],
  );

describe('a file of breach records', () => {
  it('is only looked through by a dry run', async () => {
    const dry = await importText('hhs.csv', hhs(ACME, BRIGHT), { dry: true });
    expect(dry).toMatchObject({ status: 'PREVIEWED', asOf: '2026-03-05' });
    expect(dry.counts).toMatchObject({ rows: 2, new: 2, changed: 0, same: 0, refused: 0 });
    expect(await stored()).toEqual([]);
    const diff = await world.rows<{ title: string; action: string; after: object }>(
      'select title, action, after from import_changes where run_id = $1 order by id',
      [dry.run],
    );
    expect(diff.map(({ title, action }) => [title, action])).toEqual([
      ['Acme Health Inc.', 'INSERT'],
      ['Bright Line', 'INSERT'],
    ]);
    expect(diff[0]?.after).toMatchObject({ people: 1200, us_state: 'CA' });
  });

  it('says in a dry run which matches it would bring, and leaves nothing of it', async () => {
    const own = await world.change((tx) => aVendor(tx, { displayName: 'Corner Clinic' }));
    const next = () => world.rows('select last_value, is_called from breach_refs');
    const before = await next();
    const corner = BRIGHT.replace('Bright Line', 'Corner Clinic');
    const file = hhs(ACME, corner, corner.replace('03/05/2026', '03/25/2026'));
    const dry = await importText('hhs.csv', file, { dry: true });
    const found = { proposedMatches: 2, confirmedMatches: 0, proposedIncidents: 1 };
    expect(dry).toMatchObject({ status: 'PREVIEWED', counts: { new: 3, ...found } });
    expect(await stored()).toEqual([]);
    expect(await world.rows('select 1 from breach_matches')).toEqual([]);
    expect(await world.rows('select 1 from incident_proposals')).toEqual([]);
    expect(await next()).toEqual(before);
    const applied = await importText('hhs.csv', file);
    expect(applied.counts).toMatchObject(found);
    const matched = await world.rows('select distinct vendor_id from breach_matches');
    expect(matched).toEqual([{ vendor_id: own.id }]);
    const again = await importText('hhs.csv', file, { dry: true });
    expect(again.counts).toMatchObject({ same: 3, proposedMatches: 0, proposedIncidents: 0 });
  });

  it('changes nothing when it is imported again', async () => {
    const first = await importText('hhs.csv', hhs(ACME, BRIGHT));
    expect(first.counts).toMatchObject({ new: 2 });
    const before = await stored();
    const again = await importText('hhs.csv', hhs(BRIGHT, ACME));
    expect(again.counts).toMatchObject({ new: 0, changed: 0, same: 2 });
    expect(await stored()).toEqual(before);
    expect(await world.rows('select 1 from import_changes where run_id = $1', [again.run])).toEqual(
      [],
    );
  });

  it('updates what a newer export says otherwise, and an older one never does', async () => {
    await importText('hhs.csv', hhs(ACME), { asOf: '2026-03-10' });
    const newer = await importText('hhs.csv', hhs(ACME.replace('1200', '192700000')), {
      asOf: '2026-06-01',
    });
    expect(newer.counts).toMatchObject({ new: 0, changed: 1 });
    const older = await importText('hhs.csv', hhs(ACME.replace('1200', '500')), {
      asOf: '2026-04-01',
    });
    expect(older.counts).toMatchObject({ changed: 0, skipped: 1 });
    expect(await stored()).toMatchObject([{ people: 192_700_000, export_day: '2026-06-01' }]);
  });

  it('remembers that a newer export said the same', async () => {
    await importText('hhs.csv', hhs(ACME), { asOf: '2026-03-10' });
    const same = await importText('hhs.csv', hhs(ACME), { asOf: '2026-06-01' });
    expect(same.counts).toMatchObject({ same: 1, changed: 0 });
    const older = await importText('hhs.csv', hhs(ACME.replace('1200', '7')), {
      asOf: '2026-05-01',
    });
    expect(older.counts).toMatchObject({ skipped: 1 });
    await world.undo(same.run, 'HHS_OCR');
    expect(await stored()).toMatchObject([{ people: 1200, export_day: '2026-03-10' }]);
  });

  it('keeps records without a key of their own apart, and finds each again', async () => {
    const twins = [ACME, ACME, ACME.replace('1200', '90'), ACME.replace('Provider', 'Plan')];
    expect((await importText('a.csv', hhs(...twins))).counts).toMatchObject({ new: 4 });
    expect((await importText('b.csv', hhs(...twins.toReversed()))).counts).toMatchObject({
      same: 4,
      new: 0,
    });
    const more = await importText('c.csv', hhs(...twins, ACME.replace('1200', '3')));
    expect(more.counts).toMatchObject({ same: 4, new: 1, changed: 0 });
  });

  it('reports rows with a fault by line and imports the others', async () => {
    const bad = [ACME.replace('03/02/2026', '02/31/2026'), ACME.replace('1200', '1e309')];
    const done = await importText('hhs.csv', hhs(...bad, BRIGHT));
    expect(done.counts).toMatchObject({ rows: 3, new: 1, refused: 2 });
    expect(await errorsOf(done.run)).toMatchObject([
      { line: 2, code: 'BAD_DATE' },
      { line: 3, code: 'BAD_NUMBER' },
    ]);
  });
});

describe('undoing', () => {
  it('takes back what is new and restores what was changed', async () => {
    await importText('hhs.csv', hhs(ACME), { asOf: '2026-03-10' });
    const run = await importText('hhs.csv', hhs(ACME.replace('1200', '9'), BRIGHT), {
      asOf: '2026-06-01',
    });
    expect(run.counts).toMatchObject({ new: 1, changed: 1 });
    expect(await world.undo(run.run, 'HHS_OCR')).toMatchObject({ status: 'UNDONE', conflicts: 0 });
    expect(await stored()).toMatchObject([
      { title: 'Acme Health Inc.', people: 1200, export_day: '2026-03-10' },
    ]);
  });

  it('lists what was changed since and waits for a yes', async () => {
    const first = await importText('hhs.csv', hhs(ACME, BRIGHT), { asOf: '2026-03-10' });
    await importText('hhs.csv', hhs(ACME.replace('1200', '9')), { asOf: '2026-06-01' });
    const asked = await world.undo(first.run, 'HHS_OCR');
    expect(asked).toMatchObject({ status: 'APPLIED', conflicts: 1 });
    expect(asked.reason).toMatch(/nothing was undone/);
    expect(await stored()).toHaveLength(2);
    expect(
      await world.rows('select title, table_name from import_conflicts where run_id = $1', [
        first.run,
      ]),
    ).toEqual([{ title: 'Acme Health Inc.', table_name: 'breaches' }]);
    expect(await world.undo(first.run, 'HHS_OCR', true)).toMatchObject({ status: 'UNDONE' });
    expect(await stored()).toMatchObject([{ title: 'Acme Health Inc.', people: 9 }]);
  });

  it('keeps what people decided about matches for the next import', async () => {
    const vendor = await world.change(async (tx) => {
      const made = await aVendor(tx, { displayName: 'Bright Line' });
      await aService(tx, { vendorId: made.id });
      return made;
    });
    const first = await importText('hhs.csv', hhs(ACME, BRIGHT));
    expect(first.counts).toMatchObject({ proposedMatches: 1 });
    const matches = () =>
      world.rows<{ id: string; state: string; fault: string; our_data: string; note: string }>(
        'select id, state, fault, our_data, note from breach_matches where vendor_id = $1',
        [vendor.id],
      );
    const [match] = await matches();
    await world.change((tx) =>
      new DecideMatchService(world.scoring).decide(
        tx,
        [match?.id ?? ''],
        { state: 'CONFIRMED', fault: 'VENDOR_CONFIRMED', ourData: 'YES', note: 'They wrote to us' },
        officer,
      ),
    );
    const counted = () =>
      world.rows('select breaches from vendor_rows where vendor_id = $1', [vendor.id]);
    expect(await counted()).toEqual([{ breaches: 1 }]);
    expect(await world.undo(first.run, 'HHS_OCR')).toMatchObject({ status: 'UNDONE' });
    expect(await counted()).toEqual([{ breaches: 0 }]);
    await importText('hhs.csv', hhs(ACME, BRIGHT));
    expect(await matches()).toMatchObject([
      {
        state: 'CONFIRMED',
        fault: 'VENDOR_CONFIRMED',
        our_data: 'YES',
        note: 'They wrote to us',
      },
    ]);
    expect(await counted()).toEqual([{ breaches: 1 }]);
  });
});

describe('an own domain', () => {
  it('confirms the match and rescores the vendor in the same transaction', async () => {
    const vendor = await world.change(async (tx) => {
      const made = await aVendor(tx, { displayName: 'Adobe', domains: ['adobe.com'] });
      await aService(tx, { vendorId: made.id });
      return made;
    });
    const entries = [
      {
        Name: 'Adobe',
        Title: 'Adobe',
        Domain: 'adobe.com',
        BreachDate: '2013-10-04',
        PwnCount: 152445165,
        Description: '<p>In <em>October</em> 2013 …</p>',
        DataClasses: ['Passwords'],
      },
      {
        Name: 'Spam',
        Title: 'Some Spam List',
        Domain: '',
        BreachDate: '2016-01-01',
        PwnCount: 3,
        Description: 'x',
        DataClasses: [],
        IsSpamList: true,
      },
    ];
    const done = await world.run('HIBP', await world.file('hibp.json.gz', JSON.stringify(entries)));
    expect(done.counts).toMatchObject({ new: 2, confirmedMatches: 1, proposedMatches: 0 });
    const rows = await world.rows<{ breaches: number; last_breach_title: string }>(
      'select breaches, last_breach_title from vendor_rows where vendor_id = $1',
      [vendor.id],
    );
    expect(rows).toEqual([{ breaches: 1, last_breach_title: 'Adobe' }]);
    const spam = await world.rows(
      'select not_company_reason as why from breaches where not company_breach',
    );
    expect(spam).toEqual([{ why: 'SPAM_LIST' }]);
  });
});

describe('a file that cannot be read', () => {
  const long = 'x'.repeat(1_000_000);
  const files: [string, string | Buffer, string][] = [
    ['empty.csv', '', 'EMPTY_FILE'],
    ['bom.csv', '\ufeff', 'EMPTY_FILE'],
    ['utf16.csv', Buffer.from(`\ufeff${hhs(ACME)}`, 'utf16le'), 'UTF_16'],
    ['nul.csv', hhs(ACME, BRIGHT.replace('TX', 'T\0X')), 'NUL_BYTE'],
    ['quote.csv', hhs(ACME, BRIGHT.replace('"Two', '"Two""')).slice(0, -3), 'UNCLOSED_QUOTE'],
    ['other.csv', 'a,b\r\n1,2\r\n', 'WRONG_SOURCE'],
    ['json.csv', JSON.stringify([{ a: 1 }]), 'WRONG_SOURCE'],
    ['columns.csv', `${'c,'.repeat(10_000)}\r\n1\r\n`, 'TOO_MANY_COLUMNS'],
  ];
  it.each(files)(
    '%s is refused with a reason, and nothing is written',
    async (name, content, code) => {
      const done = await importText(name, content);
      expect(done.status).toBe('FAILED');
      expect(done.reason).toBeTruthy();
      expect((await errorsOf(done.run)).map((error) => error.code)).toEqual([code]);
      expect(await stored()).toEqual([]);
      expect(
        await world.rows('select status, progress from import_runs where id = $1', [done.run]),
      ).toMatchObject([{ status: 'FAILED' }]);
    },
  );

  it('loses only the rows with an endless cell or too few cells', async () => {
    const done = await importText('wide.csv', hhs(`${ACME}${long}`, 'Only,two', BRIGHT));
    expect(done.counts).toMatchObject({ new: 1, refused: 2 });
  });

  it('keeps formulas and markup as the text that they are', async () => {
    await importText('formula.csv', hhs(ACME.replace('Acme Health Inc.', '=1+1<b>x</b>')));
    expect(await stored()).toMatchObject([{ title: '=1+1<b>x</b>' }]);
  });

  it.each([
    ['depth', `${'['.repeat(100_000)}`],
    ['cut', '[{"Name":"A"'],
    ['other list', '[{"a":1}]'],
  ])('refuses JSON with %s', async (_, content) => {
    const done = await world.run('HIBP', await world.file('hibp.json', content));
    expect(done).toMatchObject({ status: 'FAILED' });
  });

  it('refuses a key that reaches for a prototype, and reads the others', async () => {
    const entry = (name: string, extra = '') =>
      `{"Name":"${name}","Title":"${name}","BreachDate":"2020-01-01"${extra}}`;
    const text = `[${entry('A', ',"__proto__":{"x":1}')},\n${entry('B')}]`;
    const done = await world.run('HIBP', await world.file('hibp.json', text));
    expect(done.counts).toMatchObject({ new: 1, refused: 1 });
  });

  it('says so when the file is gone', async () => {
    const done = await world.run('HHS_OCR', '/nowhere/at-all.csv');
    expect(done).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(/upload it/) });
  });
});

it('writes nothing at all when writing fails in the middle', async () => {
  await world.rows(`create function refuse_bright() returns trigger language plpgsql as
    $$ begin if new.title = 'Bright Line' then raise exception 'no'; end if; return new; end $$`);
  await world.rows(
    'create trigger refuse_bright before insert on breaches for each row execute function refuse_bright()',
  );
  const done = await importText('hhs.csv', hhs(ACME, BRIGHT));
  await world.rows('drop trigger refuse_bright on breaches');
  expect(done.status).toBe('FAILED');
  expect(await stored()).toEqual([]);
  expect(await world.rows('select 1 from import_changes where run_id = $1', [done.run])).toEqual(
    [],
  );
});

const directory = dataDirectory();
const whereTheDataIs = directory === null ? (): void => undefined : describe;

whereTheDataIs('the large public sets', () => {
  const breaches = join(directory ?? '', 'breaches');
  const twice = async (source: 'HHS_OCR' | 'HIBP' | 'STATE_AG', name: string) => {
    const path = join(breaches, name);
    const first = await world.run(source, path);
    const second = await world.run(source, path);
    return { first: first.counts, second: second.counts };
  };

  it.each([
    ['HHS_OCR', 'hhs-ocr/hhs_ocr_merged.csv.gz', 5931],
    ['HIBP', 'hibp/hibp_v3_breaches_2025-03.json.gz', 717],
    ['STATE_AG', 'state-ag/state_ag_ca_wa_or_sec105_2025-12_to_2026-08.csv.gz', 505],
    ['STATE_AG', 'state-ag/wa_ag_2015-2024-05__clean.csv.gz', 902],
  ] as const)('%s: %s goes in whole, and again changes nothing', async (source, name, rows) => {
    const { first, second } = await twice(source, name);
    expect(first).toMatchObject({ new: rows, refused: 0 });
    expect(second).toMatchObject({ new: 0, changed: 0, same: rows, skipped: 0 });
  });

  it('proposes the same for vendors one by one as for all at once', async () => {
    const path = join(directory ?? '', 'vendors/probo-common-third-parties.json.gz');
    const known = JSON.parse(gunzipSync(readFileSync(path)).toString()) as {
      name: string;
      domains?: string[];
    }[];
    await world.change(async (tx) => {
      for (const { name, domains } of known)
        await aVendor(tx, { displayName: name.slice(0, 200), domains: domains ?? [] });
    });
    await world.run('HHS_OCR', join(breaches, 'hhs-ocr/hhs_ocr_merged.csv.gz'));
    await world.run('HIBP', join(breaches, 'hibp/hibp_v3_breaches_2025-03.json.gz'));
    const found = () =>
      world.rows<{ pair: string }>(
        `select v.display_name || ' / ' || b.title || ' / ' || m.score as pair from breach_matches m
         join vendors v on v.id = m.vendor_id join breaches b on b.id = m.breach_id order by 1, b.id`,
      );
    const atOnce = await found();
    const ids = await world.rows<{ id: string }>(
      `select v.id from vendors v order by exists (select from breach_matches m where m.vendor_id = v.id) desc, v.id limit 100`,
    );
    await world.rows('delete from breach_matches');
    for (let at = 0; at < ids.length; at += 20)
      await world.work.change(
        (tx) =>
          new MatchingService().proposeFor(tx, {
            vendorIds: ids.slice(at, at + 20).map(({ id }) => id),
          }),
        { statementTimeoutMs: 60_000 },
      );
    expect(atOnce.length).toBeGreaterThan(20);
    expect(await found()).toEqual(atOnce);
  }, 120_000);

  const raw = readdirSync(join(breaches, 'hhs-ocr/raw'));
  it('takes every export of the portal, one after the other, and none a second time', async () => {
    const names = ['hhs_ocr_merged.csv.gz', ...raw.map((name) => join('raw', name))];
    for (const name of names) {
      const { first, second } = await twice('HHS_OCR', join('hhs-ocr', name));
      expect(first).toMatchObject({ refused: 0 });
      expect([name, second?.new, second?.changed]).toEqual([name, 0, 0]);
    }
    const [count] = await world.rows<{ n: number }>('select count(*)::int as n from breaches');
    expect(count?.n).toBeGreaterThan(5931);
    expect(count?.n).toBeLessThan(6500);
  }, 300_000);
});

it('leaves matches of people alone when a record changes', async () => {
  await importText('hhs.csv', hhs(ACME), { asOf: '2026-03-10' });
  const [record] = await stored();
  const match = await world.change((tx) => aMatch(tx, { breachId: record?.id ?? '' }));
  await importText('hhs.csv', hhs(ACME.replace('1200', '3000000')), { asOf: '2026-04-10' });
  expect(await world.rows('select state from breach_matches where id = $1', [match.id])).toEqual([
    { state: 'CONFIRMED' },
  ]);
});
