/**
 * The way to the database. A mutation opens one transaction here, which acts as the application's
 * role; all below takes `tx`. Screens read on the read pool, whose connections act as that role too.
 */
import { Injectable } from '@nestjs/common';
import { inTransaction, type TransactionSettings } from '@chaperone/store';
import type { CustomTypesConfig, Pool } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { Principal } from './access.js';

/** The connections of a process; made by main.ts or cli.ts and closed there. */
export class Database {
  constructor(
    readonly dataSource: DataSource,
    readonly reads: Pool,
    /** For what needs a connection of its own, such as COPY. */
    readonly url: string,
  ) {}
}

/** The product itself, where no person stands behind a change: nightly work, the command line. */
export const systemPrincipal: Principal = {
  personId: null,
  name: 'Chaperone',
  role: 'ADMIN',
  via: 'SYSTEM',
  stage: 'FULL',
  factorAt: null,
};

/** A statement of the read pool. One name must always stand for one text; '' is not prepared. */
export interface ReadStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const AS_TEXT: CustomTypesConfig = { getTypeParser: () => (text: string) => text };

@Injectable()
export class Work {
  constructor(private readonly database: Database) {}

  /**
   * Runs work in one transaction under the application's role: all of it or none.
   * Statements are cut off after 5 s unless `settings` says otherwise.
   */
  change<T>(
    work: (tx: EntityManager) => Promise<T>,
    settings: TransactionSettings = {},
  ): Promise<T> {
    return inTransaction(this.database.dataSource, work, settings);
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
