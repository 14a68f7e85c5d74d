/**
 * Sealed values on their way out. The statement marks each one with its place, behind a word that is
 * made anew for every process, so that nobody can write it into a field of theirs; whoever reads the
 * rows opens what is marked, in text and in objects alike. Nothing here knows a key.
 */
import { randomBytes } from 'node:crypto';

/** What a marked value becomes. TEXT: text; JSON: a value; CHANGES: a record with sealed parts. */
export type SealedForm = 'TEXT' | 'JSON' | 'CHANGES';

/** A marked value. */
export interface SealedToken {
  readonly form: SealedForm;
  readonly table: string;
  readonly column: string;
  readonly row: string;
  readonly sealed: string;
}

/** Opens a marked value: text, or for the other forms JSON text. */
export type OpenToken = (token: SealedToken) => string;

const MARK = `sealed.${randomBytes(12).toString('base64url')}:`;
const TOKEN = `${MARK}(TEXT|JSON|CHANGES):(\\w+)\\.(\\w+):([\\w-]+):([\\w.-]+)`;
const WHOLE = new RegExp(`^${TOKEN}$`);
const QUOTED = new RegExp(`"${TOKEN}"`, 'g');

/** SQL of a marked value: `row` and `sealed` are expressions, table and column are SQL as well. */
export const marked = (
  form: SealedForm,
  place: { readonly table: string; readonly column: string },
  { row, sealed }: { readonly row: string; readonly sealed: string },
): string =>
  `('${MARK}${form}:' || ${place.table} || '.${place.column}:' || ${row} || ':' || ${sealed})`;

/** Opens what is marked in the rows of a statement. */
export class SealReader {
  constructor(private readonly open: OpenToken) {}

  /** A column as the database's text: marked as a whole, or JSON in which marked values stand. */
  text(cell: string | null): string | null {
    if (cell === null || !cell.includes(MARK)) return cell;
    if (cell.startsWith(MARK)) return this.open(tokenOf(WHOLE.exec(cell)));
    return cell.replace(QUOTED, (...found: string[]) => {
      const token = tokenOf(found);
      const opened = this.open(token);
      return token.form === 'TEXT' ? JSON.stringify(opened) : opened;
    });
  }

  /** The same in a value that was parsed; lists and objects are changed in place. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return value.startsWith(MARK) ? this.parsed(value) : value;
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    const parts = value as Record<string, unknown>;
    for (const [name, part] of Object.entries(parts)) {
      const opened = this.value(part);
      if (opened !== part) parts[name] = opened;
    }
    return value;
  }

  private parsed(text: string): unknown {
    const token = tokenOf(WHOLE.exec(text));
    const opened = this.open(token);
    return token.form === 'TEXT' ? opened : (JSON.parse(opened) as unknown);
  }
}

function tokenOf(found: readonly string[] | null): SealedToken {
  if (!found) throw new Error('A marked value has no place.');
  const [, form, table = '', column = '', row = '', sealed = ''] = found;
  return { form: form as SealedForm, table, column, row, sealed };
}
