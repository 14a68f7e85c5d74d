/**
 * Rows of a planned statement as JSON text, without an object in between. In: rows whose columns are
 * still the database's text, in the order in which the statement has them. Out: what goes to the client.
 */
import type { TextField } from './text-selection.js';

/** A row as the database's text. */
export type TextRow = readonly (string | null)[];

/** Where something is null that the graph says never is: an engine has to say so properly. */
export class UnexpectedNull extends Error {}

/** Writes one row as a JSON object. */
export type WriteRow = (row: TextRow) => string;

/** Only a letter can follow: NaN and Infinity are no JSON. */
const NO_NUMBER = /[NI]/;

const FORMATS: Readonly<Record<Exclude<TextField['form'], 'embedded'>, (text: string) => string>> =
  {
    number: (text) => {
      if (NO_NUMBER.test(text)) throw new UnexpectedNull('a figure that is no number');
      return text;
    },
    boolean: (text) => (text === 't' ? 'true' : 'false'),
    word: (text) => `"${text}"`,
    string: (text) => JSON.stringify(text),
    json: (text) => text,
  };

/** Makes the writer of one object; `at` finds a column by its name in the statement. */
export function objectWriter(
  fields: readonly TextField[],
  at: (column: string) => number,
  prefix = '',
): WriteRow {
  const writers = fields.map((field, position): WriteRow => {
    const key = `${position ? ',' : '{'}${JSON.stringify(field.property)}:`;
    const value = valueWriter(field, at, prefix + field.property);
    return (row) => key + value(row);
  });
  return (row) => {
    let text = '';
    for (const write of writers) text += write(row);
    return text === '' ? '{}' : `${text}}`;
  };
}

function valueWriter(field: TextField, at: (column: string) => number, column: string): WriteRow {
  const absent = (): string => {
    if (field.nullable) return 'null';
    throw new UnexpectedNull(column);
  };
  if (field.form === 'embedded') {
    const present = at(`${column}.?`);
    const object = objectWriter(field.fields, at, `${column}.`);
    return (row) => (present >= 0 && row[present] !== 't' ? absent() : object(row));
  }
  const position = at(column);
  const format = FORMATS[field.form];
  return (row) => {
    const text = row[position];
    return text === null || text === undefined ? absent() : format(text);
  };
}
