/**
 * What can go wrong between the product and its database, each with what to do about it.
 * The sentences are for the person who runs the product, not for the screen.
 */
import { quoteIdentifier } from './app-role.js';

/** The server does not let the owner make or take the app role; `sql` is what an administrator runs. */
export class RolesForbiddenError extends Error {
  override readonly name = 'RolesForbiddenError';
  readonly sql: string;

  constructor(role: string, owner: string, options?: ErrorOptions) {
    const app = quoteIdentifier(role);
    const sql =
      `CREATE ROLE ${app} NOLOGIN NOSUPERUSER NOBYPASSRLS;\n` +
      `GRANT ${app} TO ${quoteIdentifier(owner)};`;
    super(
      `The database user ${owner} may not make or take the role ${role}. ` +
        `Ask an administrator of the server to run this, then start again:\n${sql}\n` +
        `(If the role exists already: ALTER ROLE ${app} NOLOGIN NOSUPERUSER NOBYPASSRLS;)`,
      options,
    );
    this.sql = sql;
  }
}

/** Why a server or database cannot be used. */
export type UnfitReason = 'ENCODING' | 'VERSION' | 'NEWER';

/** The database cannot hold the product's data, or a newer version of the product wrote it. */
export class UnfitDatabaseError extends Error {
  override readonly name = 'UnfitDatabaseError';

  constructor(
    readonly reason: UnfitReason,
    message: string,
  ) {
    super(message);
  }
}

/** Somebody else changed the record since it was read. `current` is null where it is gone. */
export class StaleRevError extends Error {
  override readonly name = 'StaleRevError';

  constructor(
    readonly entity: string,
    readonly id: string,
    readonly current: number | null,
  ) {
    super(
      current === null
        ? `${entity} ${id} does not exist`
        : `${entity} ${id} was changed by somebody else (it is at revision ${String(current)} now)`,
    );
  }
}
