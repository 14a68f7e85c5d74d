import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';
import type { ImportSourceDefinition, StageRow, StageValue } from './import-source.js';

/** Columns that every staging table has behind the source's own. */
const STAGE_COLUMNS = [
  // null: NEW
  'verdict text',
  // the record to be changed, or the key of the one to be made
  'target uuid',
  'before jsonb',
  'after jsonb',
  'title text',
  'fault_code text',
  'fault_column text',
  'fault text',
  'fault_value text',
] as const;

/** Bytes that may wait for the server before the reader pauses. */
const WAITING_BYTES = 1024 * 1024;

/**
 * Makes the staging table of this transaction. It is temporary: nothing is left of it whatever
 * becomes of the process, and no other import can see it.
 */
export async function createStage(
  tx: EntityManager,
  definition: ImportSourceDefinition,
): Promise<void> {
  const own = definition.columns.map(({ name, type }) => `${name} ${type}`);
  await tx.query(
    `create temp table import_stage (row_no int not null, line int not null, ${[...own, ...STAGE_COLUMNS].join(', ')}) on commit drop`,
  );
}

/** A running COPY into the staging table; the transaction's connection is busy until it is over. */
export class StageWriter {
  private fault: Error | null = null;
  private written = 0;

  private constructor(private readonly stream: CopyStreamQuery) {
    // the server may refuse a row while nobody waits for it
    stream.on('error', (error: Error) => (this.fault ??= error));
  }

  static async open(tx: EntityManager, definition: ImportSourceDefinition): Promise<StageWriter> {
    const client = (await tx.queryRunner?.connect()) as PoolClient;
    const brought = definition.columns.filter(({ read }) => read !== false);
    const names = ['row_no', 'line', ...brought.map(({ name }) => name)];
    const text = `copy import_stage (${names.join(', ')}) from stdin`;
    return new StageWriter(client.query(copyFrom(text, { highWaterMark: WAITING_BYTES })));
  }

  async write(rows: readonly StageRow[]): Promise<void> {
    if (this.fault) throw this.fault;
    if (rows.length === 0) return;
    const text = copyText(rows, this.written);
    this.written += rows.length;
    if (!this.stream.write(text)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    if (this.fault) throw this.fault;
    this.stream.end();
    await finished(this.stream);
  }

  /** Gives up; the transaction can only be rolled back after it. */
  async stop(reason: unknown): Promise<void> {
    if (this.fault) return;
    const over = finished(this.stream).catch(() => undefined);
    this.stream.destroy(reason instanceof Error ? reason : new Error('stopped'));
    await over;
  }
}

/** Rows as COPY's text format wants them, numbered from `before` on. */
export function copyText(rows: readonly StageRow[], before: number): string {
  let text = '';
  let number = before;
  for (const { line, values } of rows) {
    number += 1;
    text += `${number}\t${line}`;
    for (const value of values) text += `\t${copyCell(value)}`;
    text += '\n';
  }
  return text;
}

const TO_ESCAPE = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function copyCell(value: StageValue): string {
  if (value === null) return '\\N';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return TO_ESCAPE.test(text) ? text.replace(/[\\\n\r\t]/g, (char) => ESCAPES[char] ?? char) : text;
}
