import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import {
  CsvTokenizer,
  FileRefused,
  inspectFile,
  openCsv,
  placeColumns,
  readJsonArray,
  readText,
  type SourceErrorCode,
} from './index.js';
import { gather, SpecFiles } from './testing/files.js';

const files = new SpecFiles();
afterAll(() => files.remove());
let count = 0;
const nextName = (ending: string) => `${(count += 1)}.${ending}`;

const csv = async (content: string | Uint8Array) => {
  const table = await openCsv(await files.open(nextName('csv'), content));
  return { header: table.header, ...(await gather(table.batches())) };
};
const json = async (content: string | Uint8Array) =>
  gather(readJsonArray(await files.open(nextName('json'), content)));

async function refusal(work: Promise<unknown>): Promise<FileRefused> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(FileRefused);
  return outcome as FileRefused;
}

async function expectRefusal(work: Promise<unknown>, code: SourceErrorCode): Promise<void> {
  const { error } = await refusal(work);
  expect(error.code).toBe(code);
  expect(error.message.length).toBeGreaterThan(20);
}

describe('files that are no text', () => {
  it.each<[string, Uint8Array, SourceErrorCode]>([
    ['an empty file', Buffer.alloc(0), 'EMPTY_FILE'],
    ['a byte order mark alone', Buffer.from([0xef, 0xbb, 0xbf]), 'EMPTY_FILE'],
    ['nothing but spaces', Buffer.from(' \r\n\n'), 'EMPTY_FILE'],
    ['UTF-16, little end first', Buffer.from('\ufeffa,b\n', 'utf16le'), 'UTF_16'],
    ['UTF-16, big end first', Buffer.from('\ufeffa,b\n', 'utf16le').swap16(), 'UTF_16'],
    ['UTF-16 without its mark', Buffer.from('a,b\n', 'utf16le'), 'NUL_BYTE'],
    ['a NUL byte', Buffer.from('a,b\n1,\0\n'), 'NUL_BYTE'],
    ['a zip file', Buffer.from('PK\x03\x04rest'), 'NOT_TEXT'],
    ['a truncated gzip file', gzipSync('a,b\n'.repeat(10_000)).subarray(0, 40), 'TRUNCATED_GZIP'],
    ['a damaged gzip file', damaged(gzipSync(randomText(20_000))), 'CORRUPT_GZIP'],
    ['an empty gzip file', gzipSync(''), 'EMPTY_FILE'],
  ])('refuses %s', async (_, content, code) => {
    await expectRefusal(csv(content), code);
  });

  it('stops a gzip bomb before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 ** 2, 'a'));
    const started = performance.now();
    const before = process.memoryUsage().rss;
    await expectRefusal(csv(bomb), 'GZIP_BOMB');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 ** 2);
  });

  it('stops a file that is too large, packed or not', async () => {
    const text = 'a,b\n1,2\n'.repeat(1_000);
    const limits = { inflatedBytes: 1_000 };
    await expectRefusal(files.open(nextName('csv'), text, limits), 'FILE_TOO_LARGE');
    await expectRefusal(files.open(nextName('csv.gz'), gzipSync(text), limits), 'GZIP_BOMB');
  });

  it('says where the NUL byte is', async () => {
    const { error } = await refusal(csv(Buffer.from('a,b\n1,2\n3,\0\n')));
    expect(error.line).toBe(3);
  });
});

describe('encodings', () => {
  it('reads UTF-8 with and without its mark, plain and gzip', async () => {
    const text = 'name\nMiljödata\n';
    const contents = [text, `\ufeff${text}`, gzipSync(text), gzipSync(`\ufeff${text}`)];
    for (const content of contents) {
      const { header, rows } = await csv(content);
      expect(header).toEqual(['name']);
      expect(rows[0]?.cells).toEqual(['Miljödata']);
    }
  });

  it('reads windows-1252 where one late byte is not UTF-8', async () => {
    const head = Buffer.from(`name\n${'plain\n'.repeat(100_000)}`);
    const tail = Buffer.from([0x50, 0x68, 0x79, 0x92, 0x73, 0x0a]);
    const file = await files.open(nextName('csv'), Buffer.concat([head, tail]));
    expect(file.encoding).toBe('windows-1252');
    const { rows } = await gather((await openCsv(file)).batches());
    expect(rows.at(-1)?.cells).toEqual(['Phy’s']);
  });

  it('knows the file by its digest and counts what it read', async () => {
    const file = await files.open(nextName('csv'), 'a\n1\n');
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    for await (const piece of readText(file)) expect(piece).toBe('a\n1\n');
    expect([file.readBytes, file.textBytes]).toEqual([4, 4]);
  });
});

describe('CSV', () => {
  it('reads mixed line ends and knows the line of every row', async () => {
    const { rows } = await csv('a,b\r\n1,"x\r\ny\rz"\r2,y\n\n3,"say ""hi"", now"\r\n4,end');
    expect(rows).toEqual([
      { line: 2, cells: ['1', 'x\r\ny\rz'] },
      { line: 5, cells: ['2', 'y'] },
      { line: 7, cells: ['3', 'say "hi", now'] },
      { line: 8, cells: ['4', 'end'] },
    ]);
  });

  it('takes a lone CR inside a cell without quotes for part of the cell', async () => {
    const { rows, errors } = await csv('a,b\r\n1,first words.\rmore words\r\n2,y\r\n');
    expect(errors).toEqual([]);
    expect(rows).toEqual([
      { line: 2, cells: ['1', 'first words.\rmore words'] },
      { line: 4, cells: ['2', 'y'] },
    ]);
  });

  it('reports a ragged row with its line and goes on', async () => {
    const { rows, errors } = await csv('a,b\n1\n1,2,3\n1,2,,\n,\n5,6\n');
    expect(rows.map((row) => row.cells)).toEqual([
      ['1', '2'],
      ['5', '6'],
    ]);
    expect(errors.map((error) => [error.line, error.code])).toEqual([
      [2, 'RAGGED_ROW'],
      [3, 'RAGGED_ROW'],
    ]);
  });

  it('refuses a quote that is never closed and says where it opens', async () => {
    const { error } = await refusal(csv(`a,b\n1,2\n3,"open\n${'x,y\n'.repeat(10)}`));
    expect(error).toMatchObject({ code: 'UNCLOSED_QUOTE', line: 3 });
    await expectRefusal(csv(`a,b\n3,"open\n${'x,y\n'.repeat(2_000_000)}`), 'UNCLOSED_QUOTE');
  });

  it('refuses a large file whose last quote is never closed before it hands out a row', async () => {
    const line = `"Vendor, one",vendor.example,${'words '.repeat(80)}\n`;
    const text = `name,domain,notes\n${line.repeat(100_000)}"Vendor,x,y\n`;
    const file = await files.open('unclosed.csv', text);
    expect(file.oddQuotes).toBe(true);
    const started = performance.now();
    const before = process.memoryUsage().rss;
    const { error } = await refusal(openCsv(file));
    expect(error).toMatchObject({ code: 'UNCLOSED_QUOTE', line: 100_002 });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 ** 2);
  });

  it('reads on where an odd number of quotes stands inside cells', async () => {
    const { rows, errors } = await csv('a,b\n1,5" pipe\n2,"x"\n');
    expect(errors).toEqual([]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['1', '5" pipe'],
      ['2', 'x'],
    ]);
  });

  it('reports text behind a closing quote and goes on with the next line', async () => {
    const { rows, errors } = await csv('a,b\n1,"x"y\n2,z\n');
    expect(errors).toMatchObject([{ code: 'BAD_QUOTE', line: 2 }]);
    expect(rows).toEqual([{ line: 3, cells: ['2', 'z'] }]);
  });

  it('reports a cell of 1 MB, quoted or not, and shows only its start', async () => {
    for (const cell of ['x'.repeat(1_000_000), `"${'x'.repeat(1_048_576)}"`]) {
      const { rows, errors } = await csv(`a,b\n1,${cell}\n2,y\n`);
      expect(errors).toMatchObject([{ code: 'CELL_TOO_LARGE', line: 2 }]);
      expect(errors[0]?.value?.length).toBeLessThan(200);
      expect(rows).toEqual([{ line: 3, cells: ['2', 'y'] }]);
    }
  });

  it('refuses 10,000 columns and a line without an end', async () => {
    const header = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',');
    await expectRefusal(csv(`${header}\n${header}\n`), 'TOO_MANY_COLUMNS');
    await expectRefusal(csv(`a,b\n${'x'.repeat(5_000_000)}\n`), 'ROW_TOO_LARGE');
  });

  it('keeps HTML and formulas as the text they are', async () => {
    const { rows } = await csv('a,b\n=1+1,"<img src=x onerror=alert(1)>"\n');
    expect(rows[0]?.cells).toEqual(['=1+1', '<img src=x onerror=alert(1)>']);
  });

  it('reads semicolons and tabs where the header has no comma', async () => {
    expect((await csv('a;b\n1;"2;3"\n')).rows[0]?.cells).toEqual(['1', '2;3']);
    expect((await csv('a\tb\n1\t2\n')).rows[0]?.cells).toEqual(['1', '2']);
  });

  it('cuts random tables as csv-parse does, however the text is split', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ß', ',', '"', '\n', '\r\n', ' ', ';') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, size) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((row) => `${row.map(quote).join(',')}\n`).join('');
        const tokenizer = new CsvTokenizer();
        const found: string[][] = [];
        for (let at = 0; at < text.length; at += size)
          found.push(...tokenizer.push(text.slice(at, at + size)).rows.map((row) => row.cells));
        found.push(...tokenizer.end().rows.map((row) => row.cells));
        const options = { relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] };
        expect(found).toEqual(parse(text, options));
      }),
      { numRuns: 300 },
    );
  });

  it('reads a million short rows with flat memory', async () => {
    const path = files.write('million.csv', '');
    const out = createWriteStream(path);
    out.write('assessment,template,version,question,answer,comment\n');
    for (let block = 0; block < 100; block += 1) {
      let text = '';
      for (let row = 0; row < 10_000; row += 1)
        text += `ASM-${block},telehealth,1,q${row % 200},YES,${row % 7 === 0 ? '"a, b"' : ''}\n`;
      if (!out.write(text)) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    const before = process.memoryUsage().rss;
    const table = await openCsv(await inspectFile(path));
    let rows = 0;
    for await (const batch of table.batches()) rows += batch.rows.length;
    expect(rows).toBe(1_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 ** 2);
  }, 120_000);
});

describe('columns', () => {
  it('are found whatever their case and spelling; the others are named', () => {
    const { at, unknown } = placeColumns(['NAME ', 'Legal_Name', 'Colour'], {
      name: ['Name', 'Vendor'],
      legal: ['legal name'],
      domain: ['domain'],
    });
    expect(at).toEqual({ name: 0, legal: 1, domain: -1 });
    expect(unknown).toEqual(['Colour']);
  });

  it('are refused when two mean the same', () => {
    expect(() => placeColumns(['Name', 'vendor'], { name: ['Name', 'Vendor'] })).toThrow(
      FileRefused,
    );
  });
});

describe('JSON', () => {
  it('reads a list of objects with their lines', async () => {
    const { rows, errors } = await json('[\n{"a": "],{"},\n\n {"b": [1, {"c": "\\""}]}\n]\n');
    expect(errors).toEqual([]);
    expect(rows).toEqual([
      { line: 2, value: { a: '],{' } },
      { line: 4, value: { b: [1, { c: '"' }] } },
    ]);
    expect((await json(' [ ] ')).rows).toEqual([]);
  });

  it.each<[string, string, SourceErrorCode]>([
    ['an object', '{"a":1}', 'BAD_JSON'],
    ['a table', 'a,b\n1,2\n', 'BAD_JSON'],
    ['a list cut off', '[{"a":1},{"b"', 'BAD_JSON'],
    ['text behind the list', '[1] [2]', 'BAD_JSON'],
    ['nesting 100,000 deep', '['.repeat(100_000), 'JSON_TOO_DEEP'],
    ['objects 100,000 deep', `[${'{"a":'.repeat(100_000)}`, 'JSON_TOO_DEEP'],
    ['an element of 2 MB', `[{"a":"${'x'.repeat(2_000_000)}"}]`, 'CELL_TOO_LARGE'],
  ])('refuses %s', async (_, content, code) => {
    await expectRefusal(json(content), code);
  });

  it.each<[string, string, SourceErrorCode]>([
    ['a forbidden key', '{"__proto__": {"admin": true}}', 'FORBIDDEN_KEY'],
    ['a forbidden key further in', '{"a": [{"__proto__": 1}]}', 'FORBIDDEN_KEY'],
    ['a number beyond all numbers', '{"a": 1e309}', 'BAD_NUMBER'],
    ['a NUL character', '{"a": "x\\u0000y"}', 'BAD_VALUE'],
    ['what is no JSON', '{a: 1}', 'BAD_JSON'],
    ['nothing between commas', '', 'BAD_JSON'],
  ])('reports %s and goes on', async (_, element, code) => {
    const { rows, errors } = await json(`[{"ok":1},\n${element},\n{"ok":2}]`);
    expect(errors).toMatchObject([{ code }]);
    expect(rows.map((row) => row.value)).toEqual([{ ok: 1 }, { ok: 2 }]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('mends half characters, which the database refuses', async () => {
    const { rows } = await json('["a\\ud800b"]');
    expect(rows[0]?.value).toBe('a\ufffdb');
  });
});

function damaged(gzip: Buffer): Buffer {
  const copy = Buffer.from(gzip);
  copy.fill(0xff, 2_000, 2_200);
  return copy;
}

/** Text that packs badly, the same in every run. */
function randomText(length: number): string {
  let seed = 7;
  return Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (seed % 90));
  }).join('');
}
