/**
 * The way to the database. A mutation opens one transaction here, which acts as the application's
 * role and ends with its entry in the audit log; all below takes `tx`. Screens read on the read
 * pool, whose connections act as that role too.
 */
import { Injectable, Optional } from '@nestjs/common';
import { inTransaction, type TransactionSettings } from '@chaperone/store';
import type { CustomTypesConfig, Pool } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/trail.js';

export { systemPrincipal } from './request-context.js';

/** The connections of a process; made by main.ts or cli.ts and closed there. */
export class Database {
  constructor(
    readonly dataSource: DataSource,
    readonly reads: Pool,
    /** For what needs a connection of its own, such as COPY. */
    readonly url: string,
  ) {}
}

/** A statement of the read pool. One name must always stand for one text; '' is not prepared. */
export interface ReadStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const AS_TEXT: CustomTypesConfig = { getTypeParser: () => (text: string) => text };

@Injectable()
export class Work {
  constructor(
    private readonly database: Database,
    @Optional() readonly trail: AuditTrail = new AuditTrail(),
  ) {}

  /**
   * Runs work in one transaction under the application's role: all of it or none.
   * What it changed is written into the audit log as the transaction's last statement.
   * Statements are cut off after 5 s unless `settings` says otherwise.
   */
  change<T>(
    work: (tx: EntityManager) => Promise<T>,
    settings: TransactionSettings = {},
  ): Promise<T> {
    const { dataSource } = this.database;
    return inTransaction(dataSource, (tx) => this.trail.follow(tx, work), settings);
  }

  /** The same as the tables' owner: for the few works that may rewrite history, such as the sample's. */
  changeAsOwner<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.database.dataSource.transaction((tx) => this.trail.follow(tx, work));
  }

  /** Rows of a statement on the read pool, prepared under its name. */
  async read<Row extends object>(statement: ReadStatement): Promise<Row[]> {
    const { name, text, values } = statement;
    const { rows } = await this.database.reads.query<Row>({
      ...(name && { name }),
      text,
      values: [...values],
    });
    return rows;
  }

  /** Rows of a statement as the database's text, parsed by nobody. */
  async readTexts(statement: ReadStatement): Promise<(string | null)[][]> {
    const { name, text, values } = statement;
    const { rows } = await this.database.reads.query<(string | null)[]>({
      ...(name && { name }),
      text,
      values: [...values],
      rowMode: 'array',
      types: AS_TEXT,
    });
    return rows;
  }
}
