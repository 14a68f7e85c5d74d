import { checkArchive, type Part } from './check-zip.js';
import type { ClearFile } from './clear-file.js';
import { checkExchange, checkProlog, checkRelations, searchable } from './check-xml.js';
import { unfit } from './unfit.js';

/** The part that makes an archive a document of that kind. */
const BODY = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml' } as const;
const CONTENTS = '[Content_Types].xml';
const SAVE_AS: Readonly<Record<keyof typeof BODY, string>> = {
  docx: 'Save it from Word as .docx, or print it as PDF.',
  xlsx: 'Save it from Excel as .xlsx, or print it as PDF.',
};
const MACROS = /vbaProject\.bin$|vbaData\.xml$|\/activeX\//i;
const MACRO_TYPE = /macroEnabled|vbaProject/i;
/** Enough for the first element of any part; lists of types and relations are read whole. */
const MOST_PROLOG = 64 * 1024;
const MOST_LIST = 8 * 1024 * 1024;

/** A Word or Excel document without macros, embedded objects, entities or parts fetched from elsewhere. */
export async function checkOffice(file: ClearFile, kind: keyof typeof BODY): Promise<void> {
  const found = new Set<string>();
  await checkArchive(file, async (part) => {
    found.add(part.name);
    if (MACROS.test(part.name)) throw macros();
    if (/\.(xml|rels|vml)$/i.test(part.name)) await checkXml(part);
  });
  if (!found.has(CONTENTS) || !found.has(BODY[kind]))
    throw unfit(`The file is an archive, but no ${kind.toUpperCase()} document.`, SAVE_AS[kind]);
}

const macros = () =>
  unfit('The document holds macros or controls.', 'Save it without macros, or print it as PDF.');

/** Texts with fields, and links to other programs: what they would run stands in their bodies. */
const BODIES = /^word\/[^/]+\.xml$|\/externalLinks\/[^/]+\.xml$/i;

async function checkXml(part: Part): Promise<void> {
  const isList = part.name === CONTENTS || /\.rels$/i.test(part.name);
  const whole = isList || BODIES.test(part.name);
  const text = searchable(await part.head(whole ? MOST_LIST : MOST_PROLOG));
  checkProlog(text, part.name);
  if (whole && !isList) checkExchange(text, part.name);
  if (part.name === CONTENTS && MACRO_TYPE.test(text)) throw macros();
  if (isList) checkRelations(text, part.name);
}
