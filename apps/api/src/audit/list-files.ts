/**
 * Lists that are taken away as CSV files. Each is streamed from a cursor in one transaction, so memory
 * stays flat and the file is of one moment; that it was taken is an entry of the audit log.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { rowBatches, type LongQuestion } from '@chaperone/store';
import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import type { EntityManager } from 'typeorm';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import type { AuditSubject } from './actions.js';
import { Audit } from './audit.js';

/** Rows that are in memory at one time. */
const AT_A_TIME = 1_000;
/** Files that are written at one time: each holds a connection that changes need as well. */
const AT_ONCE = 2;
/** Milliseconds after which a client that takes nothing is let go. */
const IDLE_MS = 30_000;
/** Milliseconds that the database may take until the next rows of a long list are there. */
const STATEMENT_MS = 60_000;

/** A list to be taken away. */
export interface ListFile {
  /** Of the file. */
  readonly name: string;
  /** What the entry says of it, beside its name. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly subject?: AuditSubject;
  /** Keys of its lines, in their order; the first line names them. */
  readonly columns: readonly string[];
  /** Its lines, read in the transaction that is given. */
  readonly lines: (tx: EntityManager) => AsyncIterable<object>;
}

/** Rows of a statement from a cursor, a thousand at a time. */
export async function* rowsOf<Row extends object>(
  tx: EntityManager,
  question: LongQuestion,
): AsyncGenerator<Row> {
  for await (const rows of rowBatches<Row>(tx, question, AT_A_TIME)) yield* rows;
}

@Injectable()
export class ListFiles {
  private underWay = 0;

  constructor(
    private readonly work: Work,
    private readonly audit: Audit,
  ) {}

  /**
   * Writes the file into the response; cells that a spreadsheet would take for a formula begin with an
   * apostrophe. @throws Refusal BUSY where two files are being written already
   */
  async send(file: ListFile, response: Response): Promise<void> {
    if (this.underWay >= AT_ONCE)
      throw new Refusal('BUSY', 'Two lists are being taken away already. Try again in a minute.');
    this.underWay += 1;
    try {
      const { name, details, subject } = file;
      await this.audit.note({
        action: 'EXPORT',
        outcome: 'SUCCESS',
        ...(subject && { subject }),
        details: { file: name, ...details },
      });
      await this.write(file, response);
    } finally {
      this.underWay -= 1;
    }
  }

  private async write({ name, columns, lines }: ListFile, response: Response): Promise<void> {
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.setHeader('Cache-Control', 'no-store');
    response.setTimeout(IDLE_MS, () => response.destroy());
    const csv = stringify({
      header: true,
      bom: true,
      escape_formulas: true,
      record_delimiter: 'windows',
      columns: columns.map((key) => ({ key, header: key })),
    });
    await this.work.change((tx) => pipeline(Readable.from(lines(tx)), csv, response), {
      statementTimeoutMs: STATEMENT_MS,
    });
  }
}
