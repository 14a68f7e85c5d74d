/**
 * How graph types are read, as data. A slice describes its own types and extends upstream ones;
 * the planner turns a selection into one statement. Nothing here knows a slice, a table or a role.
 * Every value reaches SQL through `ask.param`; names of columns are written by us, never by a client.
 */

/** What a fragment of SQL may ask for while its statement is being written. */
export interface Ask {
  /** Binds a value and returns its placeholder (`$3`). */
  param(value: unknown): string;
  /** Placeholder of the organisation's current day, typed `date`. */
  readonly today: string;
}

/** Arguments of a field as the executor coerced them. */
export type FieldArguments = Readonly<Record<string, unknown>>;

interface ColumnField {
  readonly kind: 'column';
  readonly column: string;
  readonly join?: string;
  readonly moment: boolean;
}

interface SqlField {
  readonly kind: 'sql';
  readonly write: (row: string, ask: Ask, args: FieldArguments) => string;
  readonly join?: string;
}

export interface SealedField {
  readonly kind: 'sealed';
  readonly column: string;
  readonly join?: string;
  readonly says: SealedSays;
}

/** How a column of sealed values is read. */
export interface SealedSays {
  /** The table under whose name values are sealed. */
  readonly table: string;
  /** TEXT: '' or a sealed text. JSON: a value, or an object `{"sealed": …}`. CHANGES: a run's before or after. */
  readonly form: 'TEXT' | 'JSON' | 'CHANGES';
  /** Rows whose value is sealed; all unless said. */
  readonly when?: (row: string) => string;
}

interface NeedsField {
  readonly kind: 'needs';
  readonly columns: readonly string[];
  readonly join?: string;
}

interface EmbeddedField {
  readonly kind: 'embedded';
  readonly source: string;
  readonly when?: (row: string) => string;
}

/** Rows of another description, tied to the parent row. */
export interface Branch {
  readonly on: (parent: string, child: string) => string;
  readonly where?: (child: string, args: FieldArguments, ask: Ask) => readonly string[];
  readonly orderBy?: (child: string) => string;
  readonly limit?: (args: FieldArguments) => number;
  readonly offset?: (args: FieldArguments) => number;
  /** A join of the parent's description that `on` relies on. */
  readonly join?: string;
  /** Joins of the child's description that `where` or `orderBy` rely on. */
  readonly childJoins?: readonly string[];
  /** The child's fields that stand in the parent's row as well: enough for selections that ask for no more. */
  readonly inRow?: { readonly source: string; readonly when: (row: string) => string };
}

interface BranchField {
  readonly kind: 'one' | 'many';
  readonly source: string;
  readonly branch: Branch;
}

/** How one field of a graph type is read. */
export type FieldSource =
  ColumnField | SealedField | SqlField | NeedsField | EmbeddedField | BranchField;

/** How a graph type is read: its table, optional joins, and its fields. */
export interface TypeSource {
  /** Table or view; absent for a type that is only ever embedded. */
  readonly table?: string;
  /** Column that `ids` look up; `id` unless stated. */
  readonly key?: string;
  /** Joins by name, added only where a selected field or a question asks for them. */
  readonly joins?: Readonly<Record<string, (row: string) => string>>;
  readonly fields: Readonly<Record<string, FieldSource>>;
}

/** A column as it stands. */
export const column = (name: string, join?: string): FieldSource => ({
  kind: 'column',
  column: name,
  moment: false,
  ...(join && { join }),
});

/** A timestamptz column, written as ISO 8601 in UTC with milliseconds and Z. */
export const moment = (name: string, join?: string): FieldSource => ({
  kind: 'column',
  column: name,
  moment: true,
  ...(join && { join }),
});

/** A column whose values are sealed; they are opened when the rows are read. */
export const sealed = (name: string, says: SealedSays, join?: string): FieldSource => ({
  kind: 'sealed',
  column: name,
  says,
  ...(join && { join }),
});

/** An expression over the row. */
export const sql = (
  write: (row: string, ask: Ask, args: FieldArguments) => string,
  join?: string,
): FieldSource => ({ kind: 'sql', write, ...(join && { join }) });

/** Columns that a field resolver computes its value from; they stand on the parent under their own names. */
export const needs = (...columns: string[]): FieldSource => ({ kind: 'needs', columns });

/** The same as `needs`, of a join. */
export const needsOf = (join: string, ...columns: string[]): FieldSource => ({
  kind: 'needs',
  columns,
  join,
});

/** A nested object made from the same row; null where `when` does not hold. */
export const embedded = (
  source: string,
  options: { when?: (row: string) => string } = {},
): FieldSource => ({ kind: 'embedded', source, ...(options.when && { when: options.when }) });

/** At most one row of another description. */
export const one = (
  source: string,
  on: Branch['on'],
  rest: Omit<Branch, 'on'> = {},
): FieldSource => ({ kind: 'one', source, branch: { on, ...rest } });

/** A list of rows of another description. */
export const many = (source: string, branch: Branch): FieldSource => ({
  kind: 'many',
  source,
  branch,
});

/** A branch whose selected fields all stand in the parent's row is read there. */
export function inRowWhereCovered<Source extends FieldSource | undefined>(
  how: Source,
  selected: readonly string[],
  sources: ReadonlyMap<string, TypeSource>,
): Source | FieldSource {
  if (how?.kind !== 'one' || !how.branch.inRow) return how;
  const { source, when } = how.branch.inRow;
  const known = sources.get(source)?.fields ?? {};
  return selected.every((name) => Object.hasOwn(known, name)) ? embedded(source, { when }) : how;
}
