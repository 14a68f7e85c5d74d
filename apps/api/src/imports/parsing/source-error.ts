import { wellFormed } from './well-formed.js';

/** What can be wrong with a file or with one of its rows. */
export const SOURCE_ERROR_CODES = [
  'EMPTY_FILE',
  'UTF_16',
  'NUL_BYTE',
  'NOT_TEXT',
  'TRUNCATED_GZIP',
  'CORRUPT_GZIP',
  'GZIP_BOMB',
  'FILE_TOO_LARGE',
  'UNCLOSED_QUOTE',
  'BAD_QUOTE',
  'CELL_TOO_LARGE',
  'ROW_TOO_LARGE',
  'TOO_MANY_COLUMNS',
  'RAGGED_ROW',
  'MISSING_COLUMN',
  'DUPLICATE_COLUMN',
  'WRONG_SOURCE',
  'BAD_JSON',
  'JSON_TOO_DEEP',
  'FORBIDDEN_KEY',
  'MISSING_VALUE',
  'BAD_VALUE',
  'BAD_DATE',
  'BAD_NUMBER',
  'UNKNOWN_COLUMN',
  'UNKNOWN_RECORD',
  'AMBIGUOUS',
  'DUPLICATE_ROW',
] as const;
export type SourceErrorCode = (typeof SOURCE_ERROR_CODES)[number];

/**
 * One thing wrong in a file. `line` counts from 1 in the file as a text editor shows it, null when
 * the whole file is meant; `message` says what, where and how to mend it; `value` is an excerpt.
 */
export interface RowError {
  readonly line: number | null;
  readonly column: string | null;
  readonly code: SourceErrorCode;
  readonly message: string;
  readonly value: string | null;
}

/** The longest excerpt of a value that an error shows, in characters. */
const EXCERPT_LENGTH = 120;

/** Shortens a value for an error; control characters become spaces so that it prints on one line. */
export function excerpt(value: string): string {
  const head = wellFormed(value.slice(0, EXCERPT_LENGTH)).replace(/\p{Cc}+/gu, ' ');
  return value.length > EXCERPT_LENGTH ? `${head}…` : head;
}

/** Builds an error about one row. */
export function rowError(
  code: SourceErrorCode,
  message: string,
  at: { line: number | null; column?: string | null; value?: string | null },
): RowError {
  const value = at.value === undefined || at.value === null ? null : excerpt(at.value);
  return { line: at.line, column: at.column ?? null, code, message, value };
}

/** Thrown when a file as a whole cannot be read on; nothing of it may be written. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(readonly error: RowError) {
    super(error.message);
  }
}

/** A refusal of the whole file, ready to throw. */
export function refuseFile(
  code: SourceErrorCode,
  message: string,
  at: { line?: number | null; column?: string | null; value?: string | null } = {},
): FileRefused {
  return new FileRefused(rowError(code, message, { ...at, line: at.line ?? null }));
}
