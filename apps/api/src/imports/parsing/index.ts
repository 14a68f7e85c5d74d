/**
 * Reading users' files: streams of rows out of CSV and JSON, plain or gzip.
 * In: a path. Out: rows with their line numbers, and errors that say how to mend the file.
 * Must not know any source's columns, nor the database: `breaches/sources` and its like do that.
 */
export * from './source-error.js';
export * from './text-file.js';
export * from './csv-table.js';
export {
  CELL_LIMIT,
  COLUMN_LIMIT,
  CsvTokenizer,
  type CsvBatch,
  type CsvRow,
} from './csv-tokenizer.js';
export * from './json-array.js';
export { wellFormed } from './well-formed.js';
