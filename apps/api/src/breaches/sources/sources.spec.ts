import { afterAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FileRefused } from '../../imports/parsing/index.js';
import { gather, SpecFiles } from '../../imports/parsing/testing/files.js';
import { htmlToText } from './html-to-text.js';
import {
  BREACH_PARSERS,
  exportDayOf,
  keyBase,
  mergeOlder,
  pairWithStored,
  type BreachDraft,
  type BreachFileSource,
} from './index.js';

const files = new SpecFiles();
afterAll(() => files.remove());
let count = 0;

async function read(source: BreachFileSource, content: string | Uint8Array) {
  const file = await files.open(`${(count += 1)}.txt`, content);
  return gather(BREACH_PARSERS[source](file));
}

/** Records of the HHS portal: a work of the United States government, in the public domain. */
const fixture = readFileSync(join(import.meta.dirname, 'fixtures/hhs-2024-10.csv'), 'utf8');
const HEADER = fixture.slice(0, fixture.indexOf('\n'));
const row = (cells: readonly string[]) => `${cells.map((cell) => `"${cell}"`).join(',')}\n`;
const hhs = (...rows: readonly string[]) => read('HHS_OCR', [HEADER, ...rows].join('\n'));
const PLAIN = 'Some Clinic,CA,Healthcare Provider,500,10/08/2024,Theft,Laptop,No,';

describe('HHS OCR', () => {
  it('reads the portal’s own export', async () => {
    const { drafts, errors } = await read('HHS_OCR', fixture);
    expect(errors).toEqual([]);
    expect(drafts.length).toBe(8);
    expect(drafts[0]).toMatchObject({
      source: 'HHS_OCR',
      sourceKey: 'brightline|2023-05-26|CA',
      title: 'Brightline, Inc.',
      reported: { on: '2023-05-26', precision: 'DAY' },
      people: 8432,
      causes: ['HACKING'],
      location: 'Network Server',
      usState: 'CA',
      filedByVendor: true,
      line: 2,
    });
    const texas = drafts.find((draft) => draft.usState === 'TX');
    expect(texas).toMatchObject({
      causes: ['ERROR', 'PHYSICAL'],
      location: 'Laptop, Other Portable Electronic Device',
      aliasHint: 'legally known as Irving-Coppell Ear, Nose and Throat',
      normalisedName: 'ent partners of texas',
    });
    expect(drafts.at(-1)).toMatchObject({ usState: null, people: 500, description: '' });
    expect(JSON.parse(JSON.stringify(drafts[0]?.raw))).toEqual(drafts[0]?.raw);
  });

  const variants: [string, (text: string) => string | Uint8Array][] = [
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['CR', (text) => text.replaceAll('\n', '\r')],
    ['windows-1252', (text) => Buffer.from(text.replace('LLC', 'LLC\x92'), 'latin1')],
    ['a byte order mark and gzip', (text) => gzipSync(`\ufeff${text}`)],
    ['snake case', (text) => text.replace(HEADER, HEADER.toLowerCase().replaceAll(' ', '_'))],
    ['upper case', (text) => text.replace(HEADER, HEADER.toUpperCase())],
    ['ISO dates', (text) => text.replace(/,(\d\d)\/(\d\d)\/(\d{4}),/g, ',$3-$1-$2,')],
    ['years of two digits', (text) => text.replace(/,(\d\d)\/(\d\d)\/20(\d\d),/g, ',$1/$2/$3,')],
    ['true and false', (text) => text.replaceAll(',Yes,', ',true,').replaceAll(',No,', ',false,')],
    [
      'a broken header',
      (text) =>
        text
          .replace('Name of Covered Entity', 'javax.faces.component.UIPanel@495f2e1e')
          .replace('Business Associate Present', 'javax.faces.component.UIPanel@3408c427'),
    ],
    [
      'further columns in front',
      (text) => text.replace(/^(?="?(?:Name|Brightline|ABA|MUSC|ENT|Laboratorio))/gm, 'hhs-1,'),
    ],
  ];

  it.each(variants)('reads the same records with %s', async (_, change) => {
    const plain = await read('HHS_OCR', fixture);
    const { drafts, errors } = await read('HHS_OCR', change(fixture));
    expect(errors).toEqual([]);
    expect(drafts.map((draft) => [draft.sourceKey, draft.people, draft.causes])).toEqual(
      plain.drafts.map((draft) => [draft.sourceKey, draft.people, draft.causes]),
    );
  });

  it('reports rows that cannot be, each with its line and column, and reads the others', async () => {
    const { drafts, errors } = await hhs(
      PLAIN,
      PLAIN.replace('10/08/2024', '02/31/2024'),
      PLAIN.replace('10/08/2024', 'soon'),
      PLAIN.replace('10/08/2024', ''),
      PLAIN.replace('500', '1e309'),
      PLAIN.replace('500', '-3'),
      PLAIN.replace('Some Clinic', ' '),
      PLAIN.replace('CA', 'Calif'),
      PLAIN.replace('500', '"1,234"'),
    );
    expect(drafts.map((draft) => draft.people)).toEqual([500, 1234]);
    expect(errors.map((error) => [error.line, error.code])).toEqual([
      [3, 'BAD_DATE'],
      [4, 'BAD_DATE'],
      [5, 'MISSING_VALUE'],
      [6, 'BAD_NUMBER'],
      [7, 'BAD_NUMBER'],
      [8, 'MISSING_VALUE'],
      [9, 'BAD_VALUE'],
    ]);
    expect(errors[0]).toMatchObject({ column: 'Breach Submission Date', value: '02/31/2024' });
  });

  it('never reads an identity from a record_id', async () => {
    const { drafts } = await read('HHS_OCR', `record_id,${HEADER}\nid-7,${PLAIN}\n`);
    expect(drafts.length).toBe(1);
    expect(drafts.every((draft) => !draft.sourceKey.includes('id-7'))).toBe(true);
  });
});

describe('a file of another source', () => {
  const others: [BreachFileSource, string][] = [
    ['HHS_OCR', 'Name,State,Description\nA,CA,x\n'],
    ['HHS_OCR', '[{"Name":"a"}]'],
    ['HIBP', '[{"id":1},{"id":2}]'],
    ['HIBP', '[1,2]'],
    ['HIBP', fixture],
    ['STATE_AG', fixture],
    ['STATE_AG', 'vendor,domain\nA,b.example\n'],
  ];
  it.each(others)('is refused once and clearly by %s', async (source, content) => {
    await expect(read(source, content)).rejects.toThrow(FileRefused);
  });
});

describe('Have I Been Pwned', () => {
  const entry = {
    Name: 'Sample',
    Title: 'Sample (2024)',
    Domain: 'WWW.Sample.example',
    BreachDate: '2024-03-01',
    AddedDate: '2024-05-02T01:02:03Z',
    PwnCount: 12,
    Description:
      'In approximately March 2024, <a href="https://x.example">Sample</a> &amp; co leaked.',
    DataClasses: ['Passwords', 'Email addresses', 'Names'],
  };
  const one = async (more: object): Promise<BreachDraft | undefined> =>
    (await read('HIBP', JSON.stringify([{ ...entry, ...more }]))).drafts[0];

  it('reads an entry as text, with its precision and our data classes', async () => {
    expect(await one({})).toMatchObject({
      sourceKey: 'Sample',
      title: 'Sample (2024)',
      domain: 'sample.example',
      breached: { on: '2024-03-01', precision: 'MONTH' },
      reported: { on: '2024-05-02', precision: 'DAY' },
      people: 12,
      description: 'In approximately March 2024, Sample & co leaked.',
      dataClasses: ['CONTACT', 'CREDENTIALS'],
      companyBreach: true,
    });
  });

  it.each([
    [{ IsSpamList: true }, 'SPAM_LIST'],
    [{ IsStealerLog: true }, 'STEALER_LOGS'],
    [{ IsMalware: true }, 'MALWARE'],
    [{ IsFabricated: true, IsSpamList: true }, 'FABRICATED'],
    [{ IsRetired: true }, 'RETIRED'],
    [{ Title: 'June Stealer Logs' }, 'STEALER_LOGS'],
    [{ Name: 'OperationEndgame4' }, 'MALWARE'],
  ])('marks %j as no company’s breach', async (more, reason) => {
    expect(await one(more)).toMatchObject({ companyBreach: false, notCompanyReason: reason });
  });

  it('does not guess where it is not told', async () => {
    expect(await one({ DataClasses: undefined, Domain: '', Title: null })).toMatchObject({
      dataClasses: null,
      domain: null,
      title: 'Sample',
    });
    expect(await one({ DataClasses: ['Names', 'Something new'] })).toMatchObject({
      dataClasses: null,
    });
    expect(await one({ BreachDate: '2024-03-17' })).toMatchObject({
      breached: { on: '2024-03-17', precision: 'DAY' },
    });
  });

  it('reports an entry with a date or a count that cannot be', async () => {
    const list = [entry, { ...entry, BreachDate: '2024-02-31' }, { ...entry, PwnCount: {} }, 7];
    const { drafts, errors } = await read('HIBP', JSON.stringify(list));
    expect(drafts.length).toBe(1);
    expect(errors.map((error) => error.code)).toEqual(['BAD_DATE', 'BAD_VALUE', 'BAD_VALUE']);
  });
});

describe('notices of state attorneys general', () => {
  const header = 'id,source,company,state,filed,breach_date,affected,form,items,filing_url\n';
  const notice = async (company: string, dates: string) => {
    const cells = [
      'ca:1',
      'California AG',
      company,
      'CA',
      '2026-08-21',
      dates,
      '',
      'Breach notice',
      '',
      '',
    ];
    return read('STATE_AG', header + row(cells));
  };

  it.each([
    ['04/16/2026', '2026-04-16'],
    ['07/15/2025 , 07/03/2025', '2025-07-03'],
    ['10/2/2025 - 12/22/2025', '2025-10-02'],
    ['12/1/2025, 10/2/2025 - 11/2/2025', '2025-10-02'],
    ['1/1/0001, 3/19/2025', '2025-03-19'],
    ['n/a', undefined],
    ['', undefined],
    ['some time in spring', undefined],
  ])('reads the first day out of "%s"', async (text, day) => {
    const { drafts, errors } = await notice('Sample', text);
    expect(errors).toEqual([]);
    expect(drafts[0]?.breached?.on).toBe(day);
  });

  it('reports a day that does not exist', async () => {
    const { errors } = await notice('Sample', '01/05/2026 - 02/31/2026');
    expect(errors).toMatchObject([{ code: 'BAD_DATE', line: 2, column: 'breach_date' }]);
  });

  it('keeps the vendor in the brackets and drops addresses that are none', async () => {
    const cells = [
      'x',
      'WA',
      'The Post (Oracle)',
      'WA',
      '2026-01-02',
      '',
      '5',
      '',
      '',
      'javascript:alert(1)',
    ];
    const { drafts } = await read('STATE_AG', header + row(cells));
    expect(drafts[0]).toMatchObject({
      normalisedName: 'post',
      aliasHint: 'Oracle',
      sourceUrl: null,
      people: 5,
    });
  });

  it('reads Washington’s own register', async () => {
    const text =
      'DateAware,DateSubmitted,DataBreachCause,DateStart,DateEnd,Name,Id,CyberattackType,WashingtoniansAffected\n' +
      '02/04/2021 12:00:00 AM,04-11-18 0:00,Cyberattack,,,Sample Inc.,10427,Ransomware,695\n';
    const { drafts, errors } = await read('STATE_AG', text);
    expect(errors).toEqual([]);
    expect(drafts[0]).toMatchObject({
      sourceKey: 'wa-register:10427',
      discovered: { on: '2021-02-04', precision: 'DAY' },
      reported: { on: '2018-04-11', precision: 'DAY' },
      causes: ['HACKING', 'MALWARE'],
      people: 695,
    });
  });
});

describe('pairing within a key', () => {
  const drafts = async (...people: readonly [string, string][]): Promise<BreachDraft[]> =>
    (
      await hhs(
        ...people.map(([figure, type]) =>
          PLAIN.replace('500', figure).replace('Healthcare Provider', type),
        ),
      )
    ).drafts;
  const store = (list: readonly BreachDraft[]) =>
    pairWithStored(list, []).map(({ draft, sourceKey }) => ({ ...draft, sourceKey }));

  it('keeps equal rows apart under keys of their own, and finds them again', async () => {
    const rows = await drafts(
      ['500', 'Health Plan'],
      ['500', 'Health Plan'],
      ['501', 'Health Plan'],
    );
    const stored = store(rows);
    const base = 'some clinic|2024-10-08|CA';
    expect(stored.map((one) => one.sourceKey)).toEqual([base, `${base}#2`, `${base}#3`]);
    expect(stored.map((one) => keyBase(one.sourceKey))).toEqual([base, base, base]);
    const again = pairWithStored([...rows].reverse(), stored);
    expect(again.every(({ draft, stored: found }) => found?.people === draft.people)).toBe(true);
    expect(new Set(again.map((pair) => pair.sourceKey)).size).toBe(3);
  });

  it('pairs equal rows first, then by entity type, then in order of people', async () => {
    const before = store(
      await drafts(['100', 'Health Plan'], ['900', 'Health Plan'], ['700', 'Business Associate']),
    );
    const now = await drafts(
      ['2000', 'Business Associate'],
      ['950', 'Health Plan'],
      ['100', 'Health Plan'],
      ['5', 'Healthcare Provider'],
    );
    const pairs = pairWithStored(now, before);
    expect(pairs.map((pair) => pair.stored?.people ?? null)).toEqual([700, 900, 100, null]);
    expect(pairs.at(-1)?.sourceKey).toMatch(/#4$/);
  });
});

describe('merging exports', () => {
  it('never replaces a value by one of an older export', async () => {
    const [small, large] = (await hhs(PLAIN, PLAIN.replace('500', '192700000'))).drafts;
    if (!small || !large) throw new Error('two drafts were expected');
    const newer = mergeOlder(small, large, { stored: '2024-07-31', incoming: '2026-05-31' });
    expect(newer.changed).toEqual(['people']);
    expect(newer.values.people).toBe(192_700_000);
    const older = mergeOlder(large, small, { stored: '2026-05-31', incoming: '2024-07-31' });
    expect(older.changed).toEqual([]);
    expect(older.values.people).toBe(192_700_000);
  });

  it('lets an older export fill what is empty, and a newer one wipe nothing', async () => {
    const [bare, told] = (await hhs(PLAIN, `${PLAIN}A laptop was stolen.`)).drafts;
    if (!bare || !told) throw new Error('two drafts were expected');
    const days = { stored: '2026-05-31', incoming: '2024-10-31' };
    expect(mergeOlder(bare, told, days).changed).toEqual(['description']);
    expect(
      mergeOlder(told, bare, { stored: days.incoming, incoming: days.stored }).changed,
    ).toEqual([]);
    expect(mergeOlder(told, told, days).changed).toEqual([]);
  });
});

describe('the export day', () => {
  it.each([
    [
      { asOf: '2025-01-02', fileName: 'x__2024-10.csv', latestReported: '2026-01-01' },
      '2025-01-02',
    ],
    [
      { fileName: 'breach_report__2024-10__utf8.csv.gz', latestReported: '2024-10-08' },
      '2024-10-31',
    ],
    [{ fileName: 'list_2026-08-08.csv', latestReported: null }, '2026-08-08'],
    [{ fileName: 'a_2025-12_to_2026-02.csv', latestReported: '2026-01-31' }, '2026-02-28'],
    [{ fileName: 'old_2024-01.csv', latestReported: '2024-10-08' }, '2024-10-08'],
    [{ fileName: 'breach_report.csv', latestReported: '2024-10-08' }, '2024-10-08'],
    [{ fileName: 'wa_2015-2024.csv', latestReported: null }, null],
  ])('of %j is %s', (found, day) => {
    expect(exportDayOf(found)).toBe(day);
  });
});

describe('HTML in descriptions', () => {
  it.each([
    ['a <b>bold</b> &quot;word&quot; &#39;x&#x27;', 'a bold "word" \'x\''],
    ['<script>alert(1)</script>after<style>p{}</style>', 'after'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['one<br>two<p>three</p>', 'one\ntwo\nthree'],
    ['<!-- hidden <b> -->shown', 'shown'],
    ['<img src=x onerror=alert(1)', ''],
    ['&constructor; &toString; &unknown;', '&constructor; &toString; &unknown;'],
  ])('reads %j as %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('stays quick on hostile input', () => {
    const started = performance.now();
    htmlToText('<script></script>'.repeat(50_000) + '<'.repeat(500_000) + ' \n'.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
