/** Small files of every kind, made by hand. */
import { crc32, deflateSync } from 'node:zlib';
import { zipOf, type ZipEntry } from './zip-bytes.js';

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const TYPES = 'application/vnd.openxmlformats-officedocument';

export const pdf = (words = 'Agreement'): Buffer =>
  Buffer.from(
    `%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n` +
      `2 0 obj\n<< /Type /Pages /Kids [] /Count 0 /Note (${words}) >>\nendobj\n` +
      'xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n9\n%%EOF\n',
    'latin1',
  );

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

/** One grey pixel. */
export function png(): Buffer {
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from([0, 127]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const segment = (marker: number, data: number[]): number[] => [
  0xff,
  marker,
  0,
  data.length + 2,
  ...data,
];

/** The frame of a picture: nothing reads its scan here, only its markers. */
export const jpg = (): Buffer =>
  Buffer.from([
    0xff,
    0xd8,
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    0x12,
    0xff,
    0x00,
    0x34,
    0xff,
    0xd0,
    0x56,
    0xff,
    0xd9,
  ]);

export const docxParts = (more: readonly ZipEntry[] = []): readonly ZipEntry[] => [
  {
    name: '[Content_Types].xml',
    data: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${TYPES}.wordprocessingml.document.main+xml"/></Types>`,
  },
  {
    name: '_rels/.rels',
    data: `${XML}<Relationships><Relationship Id="r1" Type="officeDocument" Target="word/document.xml"/></Relationships>`,
  },
  { name: 'word/document.xml', data: `${XML}<w:document><w:body/></w:document>` },
  ...more,
];

export const docx = (more?: readonly ZipEntry[]): Buffer => zipOf(docxParts(more));

export const xlsx = (more: readonly ZipEntry[] = []): Buffer =>
  zipOf([
    {
      name: '[Content_Types].xml',
      data: `${XML}<Types><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.spreadsheetml.sheet.main+xml"/></Types>`,
    },
    { name: 'xl/workbook.xml', data: `${XML}<workbook/>` },
    ...more,
  ]);
