import { refuseFile, rowError, type RowError } from './source-error.js';

/**
 * Cuts CSV text that arrives in pieces into rows.
 *
 * Own code rather than csv-parse for three reasons found by trying: files that mix CR, LF and CRLF
 * need the right line number in every error; one bad quote must cost its row and not the file; and
 * a million rows must take well under a second for imports to keep up with the database. A spec
 * holds it against csv-parse on random tables.
 */

/** A cell must be shorter than this, in characters; the longest real one known has 3,995. */
export const CELL_LIMIT = 1_000_000;
/** More columns than this are no table that we read. */
export const COLUMN_LIMIT = 1_000;
/** A record longer than this is a quote that was never closed. */
const RECORD_LIMIT = 4_000_000;

export interface CsvRow {
  /** The line its record starts on, from 1. */
  readonly line: number;
  readonly cells: string[];
}

export interface CsvBatch {
  readonly rows: CsvRow[];
  readonly errors: RowError[];
}

interface Scanned {
  readonly state: 'DONE' | 'MORE' | 'BAD_QUOTE';
  readonly cells: string[];
  /** Where the record's line ends, or where it went wrong; -1 inside an open quote. */
  readonly at: number;
  readonly newlines: number;
}

/** Feed it text with `push`, then `end`; each returns the rows and errors found since. */
export class CsvTokenizer {
  private text = '';
  private position = 0;
  private line = 1;
  private width = 0;
  private nextLf = -1;
  private nextCr = -1;
  private nextQuote = -1;
  private rows: CsvRow[] = [];
  private errors: RowError[] = [];

  constructor(private readonly delimiter = ',') {}

  push(piece: string): CsvBatch {
    this.text = this.text.slice(this.position) + piece;
    this.position = 0;
    this.nextLf = this.nextCr = this.nextQuote = -1;
    this.run(false);
    if (this.text.length - this.position > RECORD_LIMIT) throw this.endless();
    return this.take();
  }

  /** @throws FileRefused when the text ends inside quotes */
  end(): CsvBatch {
    this.nextLf = this.nextCr = this.nextQuote = -1;
    this.run(true);
    if (this.position < this.text.length) throw this.endless();
    return this.take();
  }

  private take(): CsvBatch {
    const batch = { rows: this.rows, errors: this.errors };
    this.rows = [];
    this.errors = [];
    return batch;
  }

  private run(last: boolean): void {
    let going = true;
    while (going && this.position < this.text.length) {
      this.lookAhead();
      const end = Math.min(this.nextLf, this.nextCr);
      going = this.nextQuote < end ? this.quotedRecord(last) : this.plainRecord(end, last);
    }
  }

  private lookAhead(): void {
    const { text, position } = this;
    if (this.nextLf < position) this.nextLf = indexOrEnd(text, '\n', position);
    if (this.nextCr < position) this.nextCr = indexOrEnd(text, '\r', position);
    if (this.nextQuote < position) this.nextQuote = indexOrEnd(text, '"', position);
  }

  private plainRecord(end: number, last: boolean): boolean {
    const stop = this.pastStrayReturns(Math.min(end, this.text.length));
    if (!last && endsOpen(this.text, stop)) return false;
    const newlines = stop > end ? countNewlines(this.text.slice(end, stop)) : 0;
    const cells = this.text.slice(this.position, stop).split(this.delimiter, COLUMN_LIMIT + 1);
    this.emit(cells);
    this.line += newlines + 1;
    this.position = afterLineEnd(this.text, stop);
    return true;
  }

  private quotedRecord(last: boolean): boolean {
    const found = scanQuoted(this.text, this.position, this.delimiter);
    // without more text to come, a record that stops right behind a cell is whole
    if (found.state === 'MORE' && !(last && found.at !== -1)) return false;
    if (found.state === 'BAD_QUOTE') return this.skipBadLine(found, last);
    const stop = this.pastStrayReturns(found.at);
    if (!last && endsOpen(this.text, stop)) return false;
    const tail = this.text.slice(found.at, stop);
    found.cells.push((found.cells.pop() ?? '') + tail);
    this.emit(found.cells);
    this.line += found.newlines + countNewlines(tail) + 1;
    this.position = afterLineEnd(this.text, stop);
    return true;
  }

  /**
   * A lone CR ends a row in some files and stands inside a cell without quotes in others, where
   * rows end in CRLF. What follows it tells: words without any separator are the cell going on.
   */
  private pastStrayReturns(end: number): number {
    const { text } = this;
    let stop = end;
    while (this.width > 1 && text[stop] === '\r' && text[stop + 1] !== '\n') {
      const lf = this.nextLf > stop ? this.nextLf : indexOrEnd(text, '\n', stop);
      const next = Math.min(lf, indexOrEnd(text, '\r', stop + 1), text.length);
      const words = text.slice(stop + 1, next);
      if (words.trim() === '' || words.includes(this.delimiter) || words.includes('"')) return stop;
      stop = next;
    }
    return stop;
  }

  private skipBadLine(found: Scanned, last: boolean): boolean {
    const lf = indexOrEnd(this.text, '\n', found.at);
    const cr = indexOrEnd(this.text, '\r', found.at);
    const stop = Math.min(lf, cr, this.text.length);
    if (!last && endsOpen(this.text, stop)) return false;
    const line = this.line + found.newlines;
    const message = `Line ${line}: text follows a closing quote. Write quotes inside a cell twice ("") and leave nothing between the closing quote and the comma.`;
    const value = this.text.slice(Math.max(this.position, found.at - 60), stop);
    this.errors.push(rowError('BAD_QUOTE', message, { line, value }));
    this.line = line + 1;
    this.position = afterLineEnd(this.text, stop);
    return true;
  }

  private emit(cells: string[]): void {
    if (cells.length === 1 && cells[0]?.trim() === '') return;
    const { line } = this;
    if (cells.length > COLUMN_LIMIT) {
      const message = `Line ${line} has more than ${COLUMN_LIMIT} cells. Check the separators; leave out columns that are not needed.`;
      this.errors.push(rowError('TOO_MANY_COLUMNS', message, { line }));
      return;
    }
    const large = cells.findIndex((cell) => cell.length >= CELL_LIMIT);
    if (large !== -1) {
      const message = `Line ${line}, cell ${large + 1} holds ${cells[large]?.length} characters; fewer than ${CELL_LIMIT} are read. Shorten it.`;
      this.errors.push(rowError('CELL_TOO_LARGE', message, { line, value: cells[large] }));
      return;
    }
    if (this.width === 0) this.width = cells.length;
    this.rows.push({ line, cells });
  }

  private endless(): Error {
    const { line } = this;
    const value = this.text.slice(this.position, this.position + 200);
    const quoted = this.nextQuote < this.text.length;
    return quoted
      ? refuseFile(
          'UNCLOSED_QUOTE',
          `A quote that opens in the row on line ${line} is never closed. Close it there and import the file again.`,
          { line, value },
        )
      : refuseFile(
          'ROW_TOO_LARGE',
          `The row on line ${line} has more than ${RECORD_LIMIT} characters. Check that this is a CSV file with line ends.`,
          { line, value },
        );
  }
}

function indexOrEnd(text: string, needle: string, from: number): number {
  const at = text.indexOf(needle, from);
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
}

/** Whether the line may go on in the next piece: no line end yet, or a CR whose LF may follow. */
function endsOpen(text: string, stop: number): boolean {
  return stop >= text.length || (text[stop] === '\r' && stop + 1 === text.length);
}

function afterLineEnd(text: string, at: number): number {
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}

function scanQuoted(text: string, start: number, delimiter: string): Scanned {
  const cells: string[] = [];
  let at = start;
  let newlines = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = plainCellEnd(text, at, delimiter);
      cells.push(text.slice(at, end));
      at = end;
    } else {
      const close = closingQuote(text, at + 1);
      if (close === -1) return { state: 'MORE', cells, at: -1, newlines };
      const cell = text.slice(at + 1, close);
      newlines += countNewlines(cell);
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
      at = close + 1;
    }
    if (at >= text.length) return { state: 'MORE', cells, at: text.length, newlines };
    if (text[at] === '\r' || text[at] === '\n') return { state: 'DONE', cells, at, newlines };
    if (text[at] !== delimiter) return { state: 'BAD_QUOTE', cells, at, newlines };
    if (cells.length > COLUMN_LIMIT) cells.length = COLUMN_LIMIT;
    at += 1;
  }
}

function plainCellEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (char === delimiter || char === '\n' || char === '\r') return at;
    at += 1;
  }
  return at;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function countNewlines(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(/\r\n|\r|\n/g)?.length ?? 0;
}
