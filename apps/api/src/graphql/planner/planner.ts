/**
 * The planner: answers a root field with one selection-aware statement.
 * In: what the client selected, and a question (which rows, which order, how many).
 * Out: plain objects shaped for the default resolvers. It knows descriptions (sources.ts), no slice.
 * Without a transaction it reads on the read pool, whose connections act as the application's role;
 * a mutation passes its own transaction, so that its reply shows what it wrote.
 */
import { createHash } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import { selectionAt, selectionOf, type SelectedField } from './selection.js';
import type { FieldSource, TypeSource } from './sources.js';
import { ROW_KEY, StatementWriter, type Question, type Statement } from './statement.js';

import type { Shape } from './flat-columns.js';
import { SealReader, type OpenToken } from './seals.js';
import { JsonText, TextReader, textPlanOf } from './text-reader.js';
import type { TextRow } from './text-rows.js';

export * from './sources.js';
export { planned } from './selection.js';
export type { Question } from './statement.js';

/** What the planner runs on. */
export interface PlannerRuntime {
  /** Runs a statement on the read pool under a name, so that the server prepares it once. */
  query(statement: { name: string; text: string; values: unknown[] }): Promise<PlainRow[]>;
  /** The same with every column as the database's text. */
  texts?(statement: { name: string; text: string; values: unknown[] }): Promise<TextRow[]>;
  /** The organisation's current day, YYYY-MM-DD. */
  today(): string;
  /** Opens sealed values; where it is left out, none are described. */
  open?: OpenToken;
}

/** The part of TypeORM's EntityManager that the planner needs. */
export interface Transaction {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

export type PlainRow = Record<string, unknown>;

/** How to read below a mutation's payload: its transaction, and the path to the object inside the reply. */
export interface ReadOptions {
  readonly tx?: Transaction;
  readonly path?: readonly string[];
}

type Info = GraphQLResolveInfo;

/** Prepared statements live as long as a connection; past this many, texts run without a name. */
const MOST_PREPARED = 400;

export class Planner {
  private readonly sources = new Map<string, TypeSource>();
  private readonly names = new Map<string, string>();

  private readonly asText: TextReader;
  private readonly seals: SealReader;

  constructor(private readonly runtime: PlannerRuntime) {
    this.seals = new SealReader(runtime.open ?? opensNothing);
    this.asText = new TextReader({
      writer: () => new StatementWriter(this.sources, this.runtime.today()),
      texts: (statement) => this.texts(statement),
    });
  }

  /** Says how a type is read. @throws Error when it is said twice. */
  describe(name: string, source: TypeSource): void {
    if (this.sources.has(name)) throw new Error(`${name} is described twice`);
    this.sources.set(name, { ...source, fields: { ...source.fields, ...this.waiting.get(name) } });
    this.waiting.delete(name);
  }

  /** Adds fields to a type of another slice, whichever of the two is described first. */
  extend(name: string, fields: Readonly<Record<string, FieldSource>>): void {
    const source = this.sources.get(name);
    if (source) this.sources.set(name, { ...source, fields: { ...source.fields, ...fields } });
    else this.waiting.set(name, { ...this.waiting.get(name), ...fields });
  }
  private readonly waiting = new Map<string, Record<string, FieldSource>>();

  /** One page of a list: `items` and `totalCount`, each read only where selected. */
  async page(info: Info, type: string, question: Question, options: ReadOptions = {}) {
    const plan = textPlanOf(info);
    if (plan?.kind === 'page')
      return inPlaceOf<RowsPage>(await this.asText.page(plan.parts, type, question));
    const selected = selectionAt(selectionOf(info), options.path ?? []);
    const items = selected.filter((f) => f.name === 'items').flatMap((f) => f.fields);
    const counts = selected.some((f) => f.name === 'totalCount');
    const [rows, total] = await inTurn(options.tx, [
      () => (items.length ? this.rows(type, items, question, options.tx) : Promise.resolve([])),
      () => (counts ? this.count(type, question, options.tx) : Promise.resolve(0)),
    ] as const);
    return { items: rows, totalCount: total };
  }

  /** The rows of a question. */
  async list(info: Info, type: string, question: Question, options: ReadOptions = {}) {
    const plan = textPlanOf(info);
    if (plan?.kind === 'rows')
      return inPlaceOf<PlainRow[]>(
        new JsonText(await this.asText.list(plan.fields, type, question)),
      );
    const fields = selectionAt(selectionOf(info), options.path ?? []);
    return this.rows(type, fields, question, options.tx);
  }

  /** The first row of a question, or null. */
  async first(info: Info, type: string, question: Question, options: ReadOptions = {}) {
    const one = { ...question, limit: 1 };
    const plan = textPlanOf(info);
    if (plan?.kind === 'rows') {
      const text = await this.asText.first(plan.fields, type, one);
      return text && inPlaceOf<PlainRow>(text);
    }
    const rows = await this.list(info, type, one, options);
    return rows[0] ?? null;
  }

  /** The row with this key, or null. */
  byId(info: Info, type: string, id: string, options: ReadOptions = {}) {
    const key = this.sources.get(type)?.key ?? 'id';
    return this.first(
      info,
      type,
      { where: (row, ask) => [`${row}.${key} = ${ask.param(id)}`] },
      options,
    );
  }

  /** Rows by key; keys that are not there are left out. */
  async keyed(info: Info, type: string, keys: readonly string[], options: ReadOptions = {}) {
    const key = this.sources.get(type)?.key ?? 'id';
    const fields = selectionAt(selectionOf(info), options.path ?? []);
    const known: PlainRow[] = await this.rows(
      type,
      fields,
      {
        where: (row, ask) => [`${row}.${key} = any(${ask.param(keys)}::uuid[])`],
        keyColumn: key,
      },
      options.tx,
    );
    return new Map(known.map((row) => [row[ROW_KEY] as string, row]));
  }

  /** Names of the described types and their fields, for the spec that walks the schema. */
  described(): ReadonlyMap<string, TypeSource> {
    return this.sources;
  }

  private async rows(
    type: string,
    fields: readonly SelectedField[],
    question: Question,
    tx?: Transaction,
  ): Promise<PlainRow[]> {
    const statement = new StatementWriter(this.sources, this.runtime.today()).rows(
      type,
      fields,
      question,
    );
    const rows = await this.run(statement, tx);
    return statement.shape.nested.length ? rows.map((row) => build(row, statement.shape)) : rows;
  }

  private async count(type: string, question: Question, tx?: Transaction): Promise<number> {
    const writer = new StatementWriter(this.sources, this.runtime.today());
    const rows = await this.run(writer.count(type, question), tx);
    return Number(rows[0]?.['count'] ?? 0);
  }

  private async run(statement: Statement, tx?: Transaction): Promise<PlainRow[]> {
    const { text } = statement;
    const values = [...statement.values];
    const rows = tx
      ? ((await tx.query(text, values)) as PlainRow[])
      : await this.runtime.query({ name: this.nameOf(text), text, values });
    if (statement.sealed) for (const row of rows) this.seals.value(row);
    return rows;
  }

  private async texts({ text, values, sealed }: Statement): Promise<TextRow[]> {
    if (!this.runtime.texts) throw new Error('This planner reads no text');
    const name = this.nameOf(text);
    const rows = await this.runtime.texts({ name, text, values: [...values] });
    return sealed ? rows.map((row) => row.map((cell) => this.seals.text(cell))) : rows;
  }

  /** A stable name per text; empty past the bound, which pg takes as "do not prepare". */
  private nameOf(text: string): string {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    if (this.names.size >= MOST_PREPARED) return '';
    const name = `p${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    this.names.set(text, name);
    return name;
  }
}

function opensNothing(): never {
  throw new Error('This planner opens no sealed values');
}

interface RowsPage {
  readonly items: PlainRow[];
  readonly totalCount: number;
}

/** Text goes through a resolver's type as what it says; only who asked for text looks inside. */
const inPlaceOf = <T>(text: JsonText): T => text as unknown as T;

/** On one connection statements run one after the other; on a pool side by side. */
async function inTurn<A, B>(
  tx: Transaction | undefined,
  work: readonly [() => Promise<A>, () => Promise<B>],
): Promise<[A, B]> {
  if (!tx) return Promise.all([work[0](), work[1]()]);
  const first = await work[0]();
  return [first, await work[1]()];
}

function build(row: PlainRow, shape: Shape): PlainRow {
  const object: PlainRow = {};
  if (ROW_KEY in row) object[ROW_KEY] = row[ROW_KEY];
  for (const { property, from } of shape.columns) object[property] = row[from];
  for (const { property, presentIf, shape: below } of shape.nested)
    object[property] = presentIf && row[presentIf] !== true ? null : build(row, below);
  return object;
}
