/** One table in a statement and how its columns are written. */
import type { SelectedField } from './selection.js';
import type { Branch, FieldSource, TypeSource } from './sources.js';

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

/** A key of the child and a column of the parent, nothing else. */
const BY_KEY = /^\w+\.(\w+) = [\w.]+(?:::uuid)?$/;

interface FrameSettings {
  /** Joins that are needed whatever the fields ask for. */
  readonly joins?: readonly string[] | undefined;
  /** All rows that belong to a parent are read: what each of them points at may be joined. */
  readonly whole?: boolean;
}

/** One table in a statement, with the joins that its fields asked for. */
export class Frame {
  readonly row: string;
  private readonly joined = new Set<string>();
  private readonly ones: string[] = [];

  constructor(
    names: { nextAlias(): string },
    private readonly source: TypeSource,
    private readonly settings: FrameSettings,
  ) {
    this.row = names.nextAlias();
    for (const join of settings.joins ?? []) this.alias(join);
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

  /**
   * Joins the one row that each row of a list points at, where its key alone finds it: for hundreds
   * of rows that is half the work of looking each up. Returns the column that is null where there is
   * none; null where it has to be looked up. A list of which a stretch is read would be joined whole.
   */
  joinOne(child: Frame, on: string, { where, orderBy, childJoins }: Branch): string | null {
    const key = child.source.key ?? 'id';
    const plain = !where && !orderBy && !childJoins && child.joined.size === 0;
    if (!this.settings.whole || !plain || BY_KEY.exec(on)?.[1] !== key) return null;
    this.ones.push(`left join ${child.source.table} ${child.row} on ${on}`);
    return `${child.row}.${key}`;
  }

  from(): string {
    const joins = [...this.joined].map((name) => this.source.joins?.[name]?.(this.row) ?? '');
    return [`from ${this.source.table} ${this.row}`, ...joins, ...this.ones].join(' ');
  }
}
