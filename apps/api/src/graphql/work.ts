/**
 * The way to the database. A mutation opens one transaction here, which acts as the application's
 * role and ends with its entry in the audit log; all below takes `tx`. Screens read on the read
 * pool, whose connections act as that role too.
 */
import { Injectable, Optional } from '@nestjs/common';
import {
  inTransaction,
  readInScope,
  withinScope,
  type TransactionSettings,
} from '@chaperone/store';
import type { CustomTypesConfig, Pool, PoolClient, QueryArrayConfig, QueryConfig } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/trail.js';
import { rowScopeOf } from './access/row-scope.js';
import { currentRequest } from './request-context.js';

export { systemPrincipal } from './request-context.js';

/** The connections of a process; made by main.ts or cli.ts and closed there. */
export class Database {
  constructor(
    readonly dataSource: DataSource,
    readonly reads: Pool,
    /** For what needs a connection of its own, such as COPY. */
    readonly url: string,
    /** Connections that see the rows of a scope only; without them nobody who is held to one is answered. */
    readonly scoped: Pool | null = null,
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
    const scope = rowScopeOf(currentRequest()?.principal ?? null);
    // a token's change rescores vendors from all that is known of them; a respondent's touches its own rows
    const held = scope?.assessment
      ? (tx: EntityManager) => withinScope(tx, scope, () => work(tx))
      : work;
    return inTransaction(dataSource, (tx) => this.trail.follow(tx, held), settings);
  }

  /** The same as the tables' owner: for the few works that may rewrite history, such as the sample's. */
  changeAsOwner<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.database.dataSource.transaction((tx) => this.trail.follow(tx, work));
  }

  /** Rows of a statement on the read pool, prepared under its name. */
  async read<Row extends object>(statement: ReadStatement): Promise<Row[]> {
    const { name, text, values } = statement;
    const { rows } = await this.ask<Row>({ ...(name && { name }), text, values: [...values] });
    return rows;
  }

  /** Rows of a statement as the database's text, parsed by nobody. */
  async readTexts(statement: ReadStatement): Promise<(string | null)[][]> {
    const { name, text, values } = statement;
    const { rows } = await this.ask<(string | null)[]>({
      ...(name && { name }),
      text,
      values: [...values],
      rowMode: 'array',
      types: AS_TEXT,
    });
    return rows;
  }

  /** On the read pool; for whoever is held to some rows, in a transaction that sees no others. */
  private ask<Row>(query: QueryConfig | QueryArrayConfig): Promise<{ rows: Row[] }> {
    const { reads, scoped } = this.database;
    const run = async (from: Pool | PoolClient) =>
      (await from.query(query as QueryConfig)) as unknown as { rows: Row[] };
    const scope = rowScopeOf(currentRequest()?.principal ?? null);
    if (!scope) return run(reads);
    if (!scoped) throw new Error('There are no connections for scoped reads.');
    return readInScope(scoped, scope, run);
  }
}
