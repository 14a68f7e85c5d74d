/**
 * Faults of files that hold what is kept sealed. A cell whose text is secret says nothing of it; a fault of
 * a row, of a quote, of a header that may be a row shows a stretch of the file, whatever stands in it.
 */
import type { ImportSourceDefinition } from './import-source.js';
import { FileRefused, type RowError, type SourceErrorCode } from './parsing/index.js';

const OF_A_STRETCH: ReadonlySet<SourceErrorCode> = new Set([
  'UNCLOSED_QUOTE',
  'BAD_QUOTE',
  'CELL_TOO_LARGE',
  'ROW_TOO_LARGE',
  'TOO_MANY_COLUMNS',
  'RAGGED_ROW',
  'MISSING_COLUMN',
]);

/** A fault as it may be kept. */
export function kept({ secrets }: ImportSourceDefinition, error: RowError): RowError {
  return secrets && OF_A_STRETCH.has(error.code) ? { ...error, value: null } : error;
}

/** The fault of a refused file as it may be kept; none where something else went wrong. */
export function keptRefusal(definition: ImportSourceDefinition, thrown: unknown): RowError[] {
  return thrown instanceof FileRefused ? [kept(definition, thrown.error)] : [];
}
