import type { StageBatch, StageRow, StageValue } from './import-source.js';
import { CellFault, type Cell } from './cells.js';
import {
  openCsv,
  placeColumns,
  refuseFile,
  rowError,
  type CsvRow,
  type RowError,
  type TextFile,
} from './parsing/index.js';

/** The columns of a table that people fill in: field → names that a header may have, ours first. */
export type ColumnNames<F extends string> = Readonly<Record<F, readonly string[]>>;

/** One row as the source reads it: a cell by its field; empty where the column is missing. */
export interface NamedRow<F extends string> {
  readonly line: number;
  cell(field: F): Cell;
}

/** A table that people fill in, opened. */
export interface NamedTable<F extends string> {
  /** Remarks about columns that nobody reads. */
  readonly notices: readonly RowError[];
  readonly batches: () => AsyncGenerator<{ rows: NamedRow<F>[]; errors: readonly RowError[] }>;
}

/**
 * Opens a CSV whose columns have our names, whatever their case and order.
 * @throws FileRefused when a needed column is missing
 */
export async function openNamed<F extends string>(
  file: TextFile,
  names: ColumnNames<F>,
  needed: readonly F[],
): Promise<NamedTable<F>> {
  const table = await openCsv(file);
  const { at, unknown } = placeColumns(table.header, names);
  const missing = needed.find((field) => at[field] === -1);
  if (missing) throw missingColumn(names[missing][0] ?? missing, table.header);
  async function* batches() {
    for await (const { rows, errors } of table.batches())
      yield { rows: rows.map((row) => namedRow(row, at, names)), errors };
  }
  return { notices: unknown.filter((name) => name !== '').map(unknownColumn), batches };
}

function namedRow<F extends string>(
  row: CsvRow,
  at: Readonly<Record<F, number>>,
  names: ColumnNames<F>,
): NamedRow<F> {
  const { line, cells } = row;
  return {
    line,
    cell: (field) => {
      const place = at[field];
      const column = names[field][0] ?? field;
      return { line, column, text: place === -1 ? '' : (cells[place] ?? '') };
    },
  };
}

function missingColumn(name: string, header: readonly string[]): Error {
  const message = `The column "${name}" is missing. Take the template, or name the column so; and check that this is the right kind of file.`;
  return refuseFile('MISSING_COLUMN', message, { line: 1, column: name, value: header.join(',') });
}

function unknownColumn(name: string): RowError {
  const message = `Column "${name}" is not read. Rename it as in the template if it should be.`;
  return rowError('UNKNOWN_COLUMN', message, { line: 1, column: name });
}

/** Turns rows into rows of the staging table; a fault costs its row. */
export function stageRows<F extends string>(
  rows: readonly NamedRow<F>[],
  errors: readonly RowError[],
  valuesOf: (row: NamedRow<F>) => readonly StageValue[],
): StageBatch {
  const staged: StageRow[] = [];
  const faults = [...errors];
  for (const row of rows) {
    try {
      staged.push({ line: row.line, values: valuesOf(row) });
    } catch (fault) {
      if (!(fault instanceof CellFault)) throw fault;
      faults.push(fault.error);
    }
  }
  return { rows: staged, errors: faults };
}

/** A list as a literal of PostgreSQL's text[]. */
export function textArray(items: readonly string[] | null): string | null {
  if (items === null) return null;
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
