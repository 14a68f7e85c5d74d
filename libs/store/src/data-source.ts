/**
 * The way to the database: one data source, its migrations, and transactions under the app role.
 * In: a URL of PostgreSQL 15 or later. Out: `tx`, the only way to write.
 * It must not read the environment, and it opens nothing by itself.
 */
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { appRoleOf, quoteIdentifier, scopedRoleOf } from './app-role.js';
import { mendGuards } from './audit/guards.js';
import { watchTables } from './audit/watch-tables.js';
import { ENTITIES } from './entities.js';
import { UnfitDatabaseError } from './errors.js';
import { LOCKS } from './locks.js';
import { MIGRATIONS } from './migrations/index.js';
import { StoreNaming } from './naming.js';
import { InstallationEntity } from './organisation/installation.entity.js';
import type { InstallationKind } from './organisation/installation.entity.js';
import { enterScope, type RowScope } from './row-scope.js';
import { QuietLogger } from './quiet-logger.js';
import { STORE_TYPES } from './types.js';

/** The oldest PostgreSQL that the product runs on. */
const OLDEST_VERSION = 150_000;
/** A statement of a request that takes longer is cut off. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Where the database is, and how much of it one process takes. */
export interface DataSourceSettings {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** Connections at most; 10 unless said. */
  readonly poolSize?: number;
  /** Milliseconds; 0: none. */
  readonly statementTimeoutMs?: number;
}

/** A data source over all entities and migrations; not yet connected. */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const { url, applicationName = 'chaperone', poolSize = 10 } = settings;
  return new DataSource({
    type: 'postgres',
    url,
    applicationName,
    poolSize,
    entities: [...ENTITIES],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'all',
    namingStrategy: new StoreNaming(),
    logger: new QuietLogger(),
    synchronize: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    extra: {
      types: STORE_TYPES,
      statement_timeout: settings.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
    },
  });
}

/** What the server and the connecting role are. */
export interface ServerFacts {
  /** As PostgreSQL counts: 150018 is 15.18. */
  readonly version: number;
  readonly encoding: string;
  readonly database: string;
  readonly owner: string;
  /** True: row-level security would not bind the owner; the app role is bound all the same. */
  readonly superuser: boolean;
}

/** Reads what the server is. Refuses an encoding other than UTF8 and PostgreSQL before 15. */
export async function checkServer(dataSource: DataSource): Promise<ServerFacts> {
  const rows: [ServerFacts] = await dataSource.query(
    `SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_encoding') AS encoding, current_database() AS database,
       current_user AS owner, rolsuper AS superuser
     FROM pg_roles WHERE rolname = current_user`,
  );
  const [facts] = rows;
  if (facts.version < OLDEST_VERSION) {
    throw new UnfitDatabaseError(
      'VERSION',
      `PostgreSQL 15 or later is needed; this server says ${String(facts.version)}.`,
    );
  }
  if (facts.encoding !== 'UTF8') {
    throw new UnfitDatabaseError(
      'ENCODING',
      `The database ${facts.database} has the encoding ${facts.encoding}. Make one with ` +
        `CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0.`,
    );
  }
  return facts;
}

async function refuseNewer(dataSource: DataSource): Promise<void> {
  const [table]: [{ found: boolean }] = await dataSource.query(
    `SELECT to_regclass('migrations') IS NOT NULL AS found`,
  );
  if (!table.found) return;
  const applied: { name: string }[] = await dataSource.query('SELECT name FROM migrations');
  const known = new Set<string>(MIGRATIONS.map((migration) => migration.name));
  const unknown = applied.filter(({ name }) => !known.has(name));
  if (unknown.length > 0) {
    throw new UnfitDatabaseError(
      'NEWER',
      `A newer version of the product has used this database (${unknown
        .map(({ name }) => name)
        .join(', ')}). Start that version, or restore a backup of before.`,
    );
  }
}

/**
 * Brings the database up to this version, in one transaction, one process at a time, and sees to it
 * that history is guarded and that the audit log watches its tables; `told` hears which guards somebody
 * had dropped, switched off or changed.
 * Connects the data source if it is not. Returns the names of the migrations that ran.
 * Throws UnfitDatabaseError or RolesForbiddenError.
 */
export async function migrate(
  dataSource: DataSource,
  told: (mended: readonly string[]) => void = () => undefined,
): Promise<string[]> {
  if (!dataSource.isInitialized) await dataSource.initialize();
  await checkServer(dataSource);
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SET statement_timeout = 0');
    await lock.query('SELECT pg_advisory_lock($1)', [LOCKS.MIGRATIONS]);
    await refuseNewer(dataSource);
    const ran = await dataSource.runMigrations();
    const { guards, watches } = await dataSource.transaction(async (tx) => ({
      guards: await mendGuards(tx),
      watches: await watchTables(tx),
    }));
    // a new version may watch tables in another way; its migrations leave guards as they should be
    const mended = ran.length === 0 ? [...guards, ...watches] : guards;
    if (mended.length > 0) told(mended);
    return ran.map(({ name }) => name);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [LOCKS.MIGRATIONS]);
    await lock.query('RESET statement_timeout');
    await lock.release();
  }
}

const appRoles = new WeakMap<DataSource, string>();

/** The app role of the data source's database; read once. */
export async function appRole(dataSource: DataSource): Promise<string> {
  const known = appRoles.get(dataSource);
  if (known !== undefined) return known;
  const role = await appRoleOf(dataSource.manager);
  appRoles.set(dataSource, role);
  return role;
}

/**
 * Runs work inside a transaction of the app role that sees the rows of a scope only; afterwards the
 * transaction acts as the app role again.
 */
export async function withinScope<T>(
  tx: EntityManager,
  scope: RowScope,
  work: () => Promise<T>,
): Promise<T> {
  const [app, scoped] = [await appRoleOf(tx), await scopedRoleOf(tx)].map(quoteIdentifier);
  await enterScope((text, values) => tx.query(text, values), scope);
  await tx.query(`SET LOCAL ROLE ${scoped ?? ''}`);
  const result = await work();
  await tx.query(`SET LOCAL ROLE ${app ?? ''}`);
  return result;
}

/** How a transaction differs from a request's. */
export interface TransactionSettings {
  /** Milliseconds a statement may take; 0: no limit. */
  readonly statementTimeoutMs?: number;
}

/**
 * Runs the work in one transaction under the app role; any error undoes all of it.
 * Everything below takes `tx` and has no other way to the database.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (tx: EntityManager) => Promise<T>,
  { statementTimeoutMs }: TransactionSettings = {},
): Promise<T> {
  const role = quoteIdentifier(await appRole(dataSource));
  return dataSource.transaction(async (tx) => {
    await tx.query(
      statementTimeoutMs === undefined
        ? `SET LOCAL ROLE ${role}`
        : `SET LOCAL ROLE ${role}; SET LOCAL statement_timeout = ${String(Math.trunc(statementTimeoutMs))}`,
    );
    return work(tx);
  });
}

/**
 * Lets the rest of the transaction remove history: only for removing the sample and for undoing
 * an import, where rows go together with the vendor that they are about.
 */
export async function allowPurge(tx: EntityManager): Promise<void> {
  await tx.query(`SET LOCAL chaperone.purge = 'on'`);
}

/**
 * Writes what this installation is. Once, by the owner, after the first migration; a second call
 * changes nothing. Returns the record that holds.
 */
export async function markInstallation(
  tx: EntityManager,
  kind: InstallationKind,
): Promise<InstallationEntity> {
  await tx.query(
    'INSERT INTO installation (kind, app_role) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [kind, await appRoleOf(tx)],
  );
  return tx.findOneByOrFail(InstallationEntity, { id: true });
}

/** What this installation is; null before it was marked. */
export async function readInstallation(tx: EntityManager): Promise<InstallationEntity | null> {
  return tx.findOneBy(InstallationEntity, { id: true });
}
