import { CsvTokenizer, type CsvBatch, type CsvRow } from './csv-tokenizer.js';
import { refuseFile, rowError, type RowError } from './source-error.js';
import { readText, type TextFile } from './text-file.js';

/** A CSV file with its header read; the rows follow in batches of a few thousand. */
export interface CsvTable {
  readonly header: readonly string[];
  /** Rows whose number of cells fits the header; the others come as errors. */
  batches(): AsyncGenerator<CsvBatch>;
}

/**
 * Opens a CSV file. The separator is the comma; a header without any comma may use `;` or a tab,
 * as spreadsheets in some countries write.
 * @throws FileRefused when there is no header, a header with too many columns, or a quote that is never closed
 */
export async function openCsv(file: TextFile): Promise<CsvTable> {
  if (file.oddQuotes) await refuseUnclosed(file);
  // the header is read on its own, so that a refused table leaves no file open
  for await (const batch of tokenise(file)) {
    refuseFaultyHeader(batch);
    const head = batch.rows[0];
    if (head) return tableOf(file, head);
  }
  throw refuseFile('EMPTY_FILE', 'The file has no header row. Export it again.');
}

/**
 * Reading all rows takes a second where storing them takes half a minute: a quote that is never closed
 * is found before any row is stored, wherever it stands.
 */
async function refuseUnclosed(file: TextFile): Promise<void> {
  const batches = tokenise(file);
  while (!(await batches.next()).done);
}

/** A fault before the first row is a fault of the header, and without one nothing can be read. */
function refuseFaultyHeader(batch: CsvBatch): void {
  const [fault] = batch.errors;
  if (fault && (batch.rows[0]?.line ?? Infinity) > (fault.line ?? 0))
    throw refuseFile(fault.code, fault.message, fault);
}

function tableOf(file: TextFile, head: CsvRow): CsvTable {
  const header = head.cells.map((cell) => cell.trim());
  async function* batches(): AsyncGenerator<CsvBatch> {
    let headerPassed = false;
    for await (const batch of tokenise(file)) {
      if (!headerPassed) headerPassed = batch.rows.shift() !== undefined;
      yield fitToHeader(batch, header.length);
    }
  }
  return { header, batches };
}

async function* tokenise(file: TextFile): AsyncGenerator<CsvBatch> {
  let tokenizer: CsvTokenizer | null = null;
  for await (const piece of readText(file)) {
    tokenizer ??= new CsvTokenizer(delimiterOf(piece));
    yield tokenizer.push(piece);
  }
  if (tokenizer) yield tokenizer.end();
}

function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text.slice(0, 64_000))?.[0] ?? '';
  if (header.includes(',')) return ',';
  if (header.includes(';')) return ';';
  return header.includes('\t') ? '\t' : ',';
}

function fitToHeader(batch: CsvBatch, width: number): CsvBatch {
  const errors: RowError[] = [...batch.errors];
  const rows = batch.rows.filter((row) => {
    if (row.cells.length === width) return !isBlank(row);
    if (row.cells.length > width && row.cells.slice(width).every((cell) => cell === '')) {
      row.cells.length = width;
      return !isBlank(row);
    }
    errors.push(raggedRow(row, width));
    return false;
  });
  return { rows, errors };
}

function isBlank(row: CsvRow): boolean {
  return row.cells[0] === '' && row.cells.every((cell) => cell === '');
}

function raggedRow(row: CsvRow, width: number): RowError {
  const { line, cells } = row;
  const message = `Line ${line} has ${cells.length} cells, the header has ${width}. Put cells that hold a comma or a line break in quotes.`;
  return rowError('RAGGED_ROW', message, { line, value: cells.join(',') });
}

/** Where each wanted column stands (-1: not there), and which columns nobody asked for. */
export interface ColumnPlaces<F extends string> {
  readonly at: Readonly<Record<F, number>>;
  readonly unknown: readonly string[];
}

/** A header's name as compared: case, spaces, dashes and underscores do not matter. */
export function headerKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@.]+/gu, ' ')
    .trim();
}

/**
 * Finds columns by their names or aliases, whatever the case.
 * @throws FileRefused when two columns mean the same field
 */
export function placeColumns<F extends string>(
  header: readonly string[],
  wanted: Readonly<Record<F, readonly string[]>>,
): ColumnPlaces<F> {
  const fields = Object.keys(wanted) as F[];
  const at = Object.fromEntries(fields.map((field) => [field, -1])) as Record<F, number>;
  const unknown: string[] = [];
  header.forEach((name, index) => {
    const key = headerKey(name);
    const field = fields.find((one) => wanted[one].some((alias) => headerKey(alias) === key));
    if (field === undefined) unknown.push(name);
    else if (at[field] === -1) at[field] = index;
    else throw duplicateColumn(header, at[field], index);
  });
  return { at, unknown };
}

function duplicateColumn(header: readonly string[], first: number, second: number): Error {
  const message = `Columns ${first + 1} ("${header[first]}") and ${second + 1} ("${header[second]}") mean the same. Keep one of them.`;
  return refuseFile('DUPLICATE_COLUMN', message, { line: 1, column: header[second] ?? null });
}
