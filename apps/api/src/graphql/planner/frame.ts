/** One table in a statement and how its columns are written. */
import type { SelectedField } from './selection.js';
import type { FieldSource, TypeSource } from './sources.js';

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** As the reply wants it: an ID is text, whatever the column; a list is JSON. */
export function castOf({ cast }: SelectedField, expression: string): string {
  if (cast === 'text') return `(${expression})::text`;
  return cast === 'json' ? `to_json(${expression})` : expression;
}

/** A column; moments as the reply writes them. */
export function columnOf(how: Extract<FieldSource, { kind: 'column' }>, frame: Frame): string {
  const name = `${frame.alias(how.join)}.${how.column}`;
  return how.moment ? `to_char(${name} at time zone 'UTC', ${ISO})` : name;
}

/** One table in a statement, with the joins that its fields asked for. */
export class Frame {
  readonly row: string;
  private readonly joined = new Set<string>();

  constructor(
    names: { nextAlias(): string },
    private readonly source: TypeSource,
    joins: readonly string[] = [],
  ) {
    this.row = names.nextAlias();
    for (const join of joins) this.alias(join);
  }

  /** Alias of the row itself or of one of its joins, which is thereby added. */
  alias(join?: string): string {
    if (!join) return this.row;
    if (!this.source.joins?.[join]) throw new Error(`No join ${join} on ${this.source.table}`);
    this.joined.add(join);
    return `${this.row}_${join}`;
  }

  get joins(): readonly string[] {
    return [...this.joined];
  }

  from(): string {
    const joins = [...this.joined].map((name) => this.source.joins?.[name]?.(this.row) ?? '');
    return [`from ${this.source.table} ${this.row}`, ...joins].join(' ');
  }
}
