/**
 * The planner's answers as JSON text, for selections that need no engine (text-selection.ts).
 * Whoever wants text puts a plan on the `info` of a resolver that gives the planner's result as it is,
 * and gets a {@link JsonText} back; every other resolver gets objects as ever.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { StatementWriter, Question, Statement } from './statement.js';
import { objectWriter, type TextRow, type WriteRow } from './text-rows.js';
import type { TextField } from './text-selection.js';

/** A value that is JSON already. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** A part of a page under its name in the reply; `items` has fields. */
export interface PagePart {
  readonly key: string;
  readonly items: readonly TextField[] | null;
}

/** How a root field is to be answered as text. */
export type TextPlan =
  | { readonly kind: 'rows'; readonly fields: readonly TextField[] }
  | { readonly kind: 'page'; readonly parts: readonly PagePart[] };

const PLAN = Symbol('text plan');
type Info = Partial<GraphQLResolveInfo> & { [PLAN]?: TextPlan };

/** An `info` that asks for text. */
export function askingForText<T extends object>(info: T, plan: TextPlan): T {
  return Object.assign(info, { [PLAN]: plan });
}

/** The plan on an `info`; undefined where objects are wanted. */
export const textPlanOf = (info: Info): TextPlan | undefined => info[PLAN];

/** What a reader runs on. */
export interface TextRuntime {
  /** Rows of a statement with every column as the database's text. */
  texts(statement: Statement): Promise<readonly TextRow[]>;
  writer(): StatementWriter;
}

/** Reads rows as text. */
export class TextReader {
  private readonly writers = new WeakMap<
    readonly TextField[],
    { readonly names: readonly string[]; readonly write: WriteRow }
  >();

  constructor(private readonly runtime: TextRuntime) {}

  /** One page, its parts in the order in which they were selected. */
  async page(parts: readonly PagePart[], type: string, question: Question): Promise<JsonText> {
    const texts = await Promise.all(
      parts.map(({ items }) =>
        items ? this.list(items, type, question) : this.count(type, question),
      ),
    );
    const pairs = parts.map(({ key }, at) => `${JSON.stringify(key)}:${texts[at]}`);
    return new JsonText(`{${pairs.join(',')}}`);
  }

  /** The rows of a question as a list. */
  async list(fields: readonly TextField[], type: string, question: Question): Promise<string> {
    return `[${(await this.rows(fields, type, question)).join(',')}]`;
  }

  /** The first row, or null. */
  async first(
    fields: readonly TextField[],
    type: string,
    question: Question,
  ): Promise<JsonText | null> {
    const [row] = await this.rows(fields, type, question);
    return row === undefined ? null : new JsonText(row);
  }

  private async rows(
    fields: readonly TextField[],
    type: string,
    question: Question,
  ): Promise<string[]> {
    const statement = this.runtime.writer().rows(type, fields, question);
    const rows = await this.runtime.texts(statement);
    if (rows.length === 0) return [];
    return rows.map(this.writerOf(fields, statement.names));
  }

  private writerOf(fields: readonly TextField[], names: readonly string[]): WriteRow {
    const known = this.writers.get(fields);
    if (known?.names === names) return known.write;
    const positions = new Map(names.map((name, at) => [name, at]));
    const write = objectWriter(fields, (column) => positions.get(column) ?? -1);
    this.writers.set(fields, { names, write });
    return write;
  }

  private async count(type: string, question: Question): Promise<string> {
    const [row] = await this.runtime.texts(this.runtime.writer().count(type, question));
    return row?.[0] ?? '0';
  }
}
