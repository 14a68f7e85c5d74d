import { emptySql } from '../access/withheld.js';
import { FlatColumns, type Shape } from './flat-columns.js';
import { castOf, columnOf, Frame, quoted } from './frame.js';
import { sealedColumn } from './sealed-column.js';
import type { SelectedField } from './selection.js';
import {
  inRowWhereCovered,
  sql,
  type Ask,
  type Branch,
  type FieldArguments,
  type FieldSource,
  type TypeSource,
} from './sources.js';

/** What a root field asks of its type: which rows, in which order, how many. */
export interface Question {
  readonly where?: (row: string, ask: Ask) => readonly string[];
  /** Joins that `where` or `orderBy` rely on. */
  readonly joins?: readonly string[];
  readonly orderBy?: (row: string, ask: Ask) => string;
  readonly offset?: number;
  readonly limit?: number;
  /** A column to read as {@link ROW_KEY}, so that rows can be told apart. */
  readonly keyColumn?: string;
}

/** Property that no graph field can have. */
export const ROW_KEY = '#key';

/** A statement ready to run, and how its flat columns become nested objects. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly shape: Shape;
  /** Names of its columns, in their order. */
  readonly names: readonly string[];
  /** Whether sealed values may stand in its rows. */
  readonly sealed: boolean;
}

interface Selected {
  readonly columns: readonly string[];
  readonly shape: Shape;
  readonly names: readonly string[];
  readonly sealed: boolean;
}

/** Columns that were written before, with the state in which they left the writer. */
interface Written extends Selected {
  readonly source: string;
  readonly sources: ReadonlyMap<string, TypeSource>;
  readonly day: string;
  readonly values: readonly unknown[];
  readonly aliases: number;
  readonly dayPlaceholder: string | null;
  readonly joins: readonly string[];
}

const written = new WeakMap<readonly SelectedField[], Written>();

/** Writes one statement; made anew for each, since it gathers the values. */
export class StatementWriter implements Ask {
  readonly values: unknown[] = [];
  private aliases = 0;
  private sealed = false;
  private dayPlaceholder: string | null = null;

  constructor(
    private readonly sources: ReadonlyMap<string, TypeSource>,
    private readonly day: string,
  ) {}

  param(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  get today(): string {
    this.dayPlaceholder ??= `${this.param(this.day)}::date`;
    return this.dayPlaceholder;
  }

  /** Rows of a description as flat columns. */
  rows(source: string, fields: readonly SelectedField[], question: Question): Statement {
    const frame = new Frame(this, this.sourceOf(source), { joins: question.joins });
    const { columns, shape, names, sealed } = this.selected(source, fields, frame);
    const key = question.keyColumn && `${frame.row}.${question.keyColumn} as ${quoted(ROW_KEY)}`;
    const list = key ? [...columns, key] : columns;
    const text = `select ${list.length ? list.join(', ') : '1 as "_"'} ${this.rest(frame, question)}`;
    return { text, values: this.values, shape, names, sealed };
  }

  /** Everything behind the columns. */
  private rest(frame: Frame, { where, orderBy, limit, offset }: Question): string {
    const conditions = where?.(frame.row, this) ?? [];
    const order = orderBy?.(frame.row, this);
    const parts = [
      frame.from(),
      conditions.length ? `where ${conditions.join(' and ')}` : '',
      order ? `order by ${order}` : '',
      limit === undefined ? '' : `limit ${this.param(limit)}`,
      offset ? `offset ${this.param(offset)}` : '',
    ];
    return parts.filter(Boolean).join(' ');
  }

  /**
   * The columns of a selection: the first thing in a statement, and the same for every asking of one
   * document on one day. Selections without variables are kept (selection.ts), and so are their columns.
   */
  private selected(source: string, fields: readonly SelectedField[], frame: Frame): Selected {
    const known = written.get(fields);
    if (known?.source === source && known.sources === this.sources && known.day === this.day) {
      this.values.push(...known.values);
      this.aliases = known.aliases;
      this.dayPlaceholder = known.dayPlaceholder;
      for (const join of known.joins) frame.alias(join);
      return known;
    }
    const columns = new FlatColumns(this, frame).of(source, fields, '');
    const { sources, day, aliases, dayPlaceholder, sealed } = this;
    const [values, joins] = [[...this.values], frame.joins];
    const state = { sources, day, values, aliases, dayPlaceholder, joins, sealed };
    const fresh = { ...columns, source, ...state };
    written.set(fields, fresh);
    return fresh;
  }

  /** How many rows a question has. */
  count(source: string, question: Question): Statement {
    const frame = new Frame(this, this.sourceOf(source), { joins: question.joins });
    const where = question.where?.(frame.row, this) ?? [];
    const filter = where.length ? ` where ${where.join(' and ')}` : '';
    const text = `select count(*)::int as "count" ${frame.from()}${filter}`;
    const shape = { columns: [], nested: [] };
    return { text, values: this.values, shape, names: ['count'], sealed: false };
  }

  /** A subselect that gives a branch's rows as JSON. */
  branch(kind: 'one' | 'many', source: string, branch: Branch, use: BranchUse): string {
    const whole = kind === 'many' && !branch.limit;
    const child = new Frame(this, this.sourceOf(source), { joins: branch.childJoins, whole });
    const inner = this.jsonColumns(source, child, use.field.fields);
    const on = branch.on(use.parent.alias(branch.join), child.row);
    const joined = kind === 'one' && use.parent.joinOne(child, on, branch);
    if (joined) return `case when ${joined} is not null then ${objectOf(inner)} end`;
    const where = [on, ...(branch.where?.(child.row, use.field.args, this) ?? [])];
    const order = branch.orderBy ? ` order by ${branch.orderBy(child.row)}` : '';
    const stretch = kind === 'one' ? ' limit 1' : stretchOf(branch, use.field.args);
    const rows = `select ${inner} ${child.from()} where ${where.join(' and ')}${order}${stretch}`;
    return kind === 'one'
      ? `(select row_to_json(j) from (${rows}) j)`
      : `(select coalesce(json_agg(row_to_json(j)), '[]'::json) from (${rows}) j)`;
  }

  /** Columns of a subselect that becomes one JSON object. */
  jsonColumns(source: string, frame: Frame, fields: readonly SelectedField[]): string {
    const columns = new Map<string, string>();
    const description = this.sourceOf(source);
    for (const field of fields) {
      const how = this.howOf(description, field);
      if (how) this.jsonColumn(how, field, frame, columns);
    }
    const list = [...columns].map(([name, expression]) => `${expression} as ${quoted(name)}`);
    return list.length ? list.join(', ') : '1 as "_"';
  }

  howOf({ fields }: TypeSource, field: SelectedField): FieldSource | undefined {
    const empty = emptySql(field.name);
    if (empty) return sql(() => empty);
    const selected = field.fields.map(({ name }) => name);
    return inRowWhereCovered(fields[field.name], selected, this.sources);
  }

  sourceOf(name: string): TypeSource {
    const source = this.sources.get(name);
    if (!source) throw new Error(`No description of how to read ${name}`);
    return source;
  }

  /** The expression of a field that is neither embedded nor a need. */
  expression(how: Exclude<FieldSource, { kind: 'embedded' | 'needs' }>, use: BranchUse): string {
    switch (how.kind) {
      case 'column':
        return columnOf(how, use.parent);
      case 'sealed':
        this.sealed = true;
        return sealedColumn(how, use.parent.alias(how.join));
      case 'sql':
        if (how.join) use.parent.alias(how.join);
        return how.write(use.parent.row, this, use.field.args);
      case 'one':
      case 'many':
        return this.branch(how.kind, how.source, how.branch, use);
    }
  }

  private jsonColumn(
    how: FieldSource,
    field: SelectedField,
    frame: Frame,
    columns: Map<string, string>,
  ): void {
    if (how.kind === 'needs') {
      for (const name of how.columns) columns.set(name, `${frame.alias(how.join)}.${name}`);
    } else if (how.kind === 'embedded') {
      const object = objectOf(this.jsonColumns(how.source, frame, field.fields));
      const guarded = how.when ? `case when ${how.when(frame.row)} then ${object} end` : object;
      columns.set(field.property, guarded);
    } else {
      const expression = this.expression(how, { parent: frame, field });
      columns.set(field.property, field.cast === 'text' ? castOf(field, expression) : expression);
    }
  }

  nextAlias(): string {
    this.aliases += 1;
    return `t${this.aliases}`;
  }
}

interface BranchUse {
  readonly parent: Frame;
  readonly field: SelectedField;
}

/** Columns of the rows at hand as one object. */
const objectOf = (columns: string): string => `(select row_to_json(j) from (select ${columns}) j)`;

/** Which rows of a branch: whole numbers made here, never a client's text. */
function stretchOf({ limit, offset }: Branch, args: FieldArguments): string {
  const most = limit?.(args);
  const skipped = Math.trunc(offset?.(args) ?? 0);
  return [
    most === undefined ? '' : ` limit ${Math.max(0, Math.trunc(most))}`,
    skipped > 0 ? ` offset ${skipped}` : '',
  ].join('');
}
