import type { VerisAction } from '@chaperone/risk-model';
import { normaliseName } from '@chaperone/store';
import { openCsv, type CsvRow, type TextFile } from '../../imports/parsing/index.js';
import { collect, type BreachBatch, type BreachDraft } from './breach-draft.js';
import {
  bracketHint,
  cellFault,
  manyLines,
  oneLine,
  peopleCount,
  requireDate,
  requireTitle,
} from './cell-values.js';
import { HHS_COLUMNS, placeHhsColumns, type HhsField, type HhsPlaces } from './hhs-columns.js';

const PORTAL_URL = 'https://ocrportal.hhs.gov/ocr/breach/breach_report.jsf';

/** The portal's words for how it happened, in VERIS actions. */
const CAUSES: Readonly<Record<string, VerisAction>> = {
  'hacking/it incident': 'HACKING',
  'unauthorized access/disclosure': 'MISUSE',
  theft: 'PHYSICAL',
  loss: 'ERROR',
  'improper disposal': 'ERROR',
  other: 'UNKNOWN',
  unknown: 'UNKNOWN',
};

/** One export escaped its line breaks and left the backslashes standing. */
const STRAY_BACKSLASHES = /(^|\n)[ \\]+/g;

const ENTITY_TYPES = [
  'Healthcare Provider',
  'Health Plan',
  'Business Associate',
  'Healthcare Clearing House',
];

/**
 * The breach portal of the HHS Office for Civil Rights, in every shape that its exports are found
 * in. Identity is name, submission date and state; a `record_id` column is another's and not read.
 * @throws FileRefused when the file is no such export
 */
export async function* parseHhsOcr(file: TextFile): AsyncGenerator<BreachBatch> {
  const table = await openCsv(file);
  const places = placeHhsColumns(table.header);
  for await (const { rows, errors } of table.batches())
    yield collect(rows, errors, (row) => hhsDraft(row, places));
}

function hhsDraft(row: CsvRow, places: HhsPlaces): BreachDraft {
  const { line } = row;
  const cell = (field: HhsField): string => withoutNull(row.cells[places[field]]);
  const at = (field: HhsField) => ({ line, column: HHS_COLUMNS[field][0] });
  const title = requireTitle(cell('name'), at('name'));
  const reported = requireDate(cell('submitted'), at('submitted'));
  const normalisedName = normaliseName(title);
  const usState = stateCode(cell('state'), at('state'));
  const entityType = entityTypeOf(cell('entityType'));
  return {
    source: 'HHS_OCR',
    sourceKey: [normalisedName, reported.on, usState ?? ''].join('|'),
    title,
    normalisedName,
    sourceUrl: PORTAL_URL,
    breached: null,
    discovered: null,
    reported,
    people: peopleCount(cell('people'), at('people')),
    dataClasses: null,
    causes: causesOf(cell('breachType')),
    location: sortedParts(cell('location')).join(', ') || null,
    usState,
    entityType,
    filedByVendor: entityType === 'Business Associate',
    domain: null,
    aliasHint: bracketHint(title),
    description: manyLines(cell('description')).replace(STRAY_BACKSLASHES, '$1').trim(),
    companyBreach: true,
    notCompanyReason: null,
    raw: rawRow(row, places),
    line,
  };
}

function rawRow(row: CsvRow, places: HhsPlaces): Record<string, string> {
  const fields = Object.keys(HHS_COLUMNS) as HhsField[];
  return Object.fromEntries(
    fields
      .filter((field) => places[field] !== -1)
      .map((field) => [HHS_COLUMNS[field][0], row.cells[places[field]] ?? '']),
  );
}

/** `\N` is how a database dump writes "nothing". */
function withoutNull(cell: string | undefined): string {
  return cell === undefined || cell.trim() === '\\N' ? '' : cell;
}

/** Several values come joined by commas, in any order: sorted, so that order makes no change. */
function sortedParts(text: string): string[] {
  const parts = text.split(',').map(oneLine);
  return [...new Set(parts)].filter((part) => part !== '').sort();
}

function causesOf(text: string): VerisAction[] {
  const causes = sortedParts(text).map((part) => CAUSES[part.toLowerCase()] ?? 'UNKNOWN');
  const known = [...new Set(causes)].filter((cause) => cause !== 'UNKNOWN').sort();
  return known.length > 0 ? known : ['UNKNOWN'];
}

function entityTypeOf(text: string): string | null {
  const type = oneLine(text);
  if (type === '') return null;
  return ENTITY_TYPES.find((known) => known.toLowerCase() === type.toLowerCase()) ?? type;
}

function stateCode(text: string, at: { line: number; column: string }): string | null {
  const state = oneLine(text).toUpperCase();
  if (state === '') return null;
  if (!/^[A-Z]{2}$/.test(state))
    throw cellFault('BAD_VALUE', at, text, 'this is no state. Write its two letters, such as CA.');
  return state;
}
