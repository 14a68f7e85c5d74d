/**
 * Whose data a database holds. The demo and an organisation's own data never share one:
 * demo refuses what it did not make, start refuses what the demo made.
 */
import {
  appRole,
  createDataSource,
  markInstallation,
  migrate,
  proveRowSecurity,
  readPool,
  scopedRoleOf,
  UnguardedRowsError,
  type InstallationKind,
} from '@chaperone/store';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { Config } from './config.js';
import type { Logger } from './graphql/log.js';
import { Database, Work } from './graphql/work.js';
import type { Note } from './audit/actions.js';
import { AuditTrail } from './audit/trail.js';
import { CLEAR_COLUMNS } from './clear-columns.js';
import type { Keys } from './keys/keys.js';
import { sealClearText } from './keys/seal-clear-text.js';
import { checkWrappingKey, openKeys } from './keys/open-keys.js';
import type { Installation } from './runtime.js';
import { StartRefusal } from './start-refusal.js';

export { StartRefusal } from './start-refusal.js';

/** The way in which the server was started. */
export type Mode = 'demo' | 'start';

/** A migrated database with its mark and its keys. */
export interface OpenInstallation {
  readonly database: Database;
  readonly installation: Installation;
  readonly keys: Keys;
  /** Guards of the database that somebody had dropped, switched off or changed, and that are back. */
  readonly mended: readonly string[];
}

/** What opening needs to know. */
export type OpenSettings = Pick<
  Config,
  | 'readConnections'
  | 'changeConnections'
  | 'dataDir'
  | 'wrappingKey'
  | 'wrappingKeyFile'
  | 'newWrappingKey'
>;

/** Respondents and scoped tokens are few beside the staff. */
const SCOPED_CONNECTIONS = 4;
const KIND: Readonly<Record<Mode, InstallationKind>> = { demo: 'DEMO', start: 'OWN' };
const NOT_OURS =
  'The database is not empty and was not made by the demo. The demo only writes into a database of its own: ' +
  'unset DATABASE_URL to use the one it makes itself, or name an empty one.';
const THE_DEMOS =
  'The database was made by the demo and holds its sample. Name another one for your own data.';

const guardsRestored = (guards: readonly string[]): Note => ({
  action: 'GUARDS_RESTORED',
  outcome: 'FAILURE',
  why: 'Somebody had dropped, switched off or changed them since the last start.',
  details: { guards },
});

/** Tables of anybody's, extensions' own left out. */
const STATE = `select to_regclass('installation') is not null as marked,
    to_regclass('migrations') is not null as migrated,
    exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_'
        and n.nspname <> 'information_schema'
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    ) as filled`;

interface DatabaseState {
  readonly marked: boolean;
  readonly migrated: boolean;
  readonly filled: boolean;
}

/** Reads the mark before anything is written. @throws StartRefusal */
async function checkMark(dataSource: DataSource, mode: Mode): Promise<void> {
  const [state]: [DatabaseState] = await dataSource.query(STATE);
  const kind = state.marked ? await kindOf(dataSource) : null;
  if (mode === 'start') {
    if (kind === 'DEMO') throw new StartRefusal(THE_DEMOS);
    return;
  }
  // migrated but not marked: a first start that was cut off; it has written nothing of anybody's
  const foreign = kind === null && state.filled && !state.migrated;
  if (kind === 'OWN' || foreign) throw new StartRefusal(NOT_OURS);
}

async function kindOf(dataSource: DataSource): Promise<InstallationKind | null> {
  const rows: { kind: InstallationKind }[] = await dataSource.query(
    'select kind from installation',
  );
  return rows[0]?.kind ?? null;
}

/** Connects, checks mark and key, migrates, marks, and opens the keys. Close with `closeDatabase`. @throws StartRefusal */
export async function openInstallation(
  url: string,
  mode: Mode,
  config: OpenSettings,
): Promise<OpenInstallation> {
  const dataSource = createDataSource({ url, poolSize: config.changeConnections });
  try {
    await dataSource.initialize();
    await checkMark(dataSource, mode);
    await checkWrappingKey(dataSource, config);
    let mended: readonly string[] = [];
    await migrate(dataSource, (names) => (mended = names));
    const mark = await dataSource.transaction((tx) => markInstallation(tx, KIND[mode]));
    const keys = await openKeys(dataSource, config);
    const reads = readPool(url, await appRole(dataSource), { max: config.readConnections });
    const scoped = await scopedPool(url, dataSource);
    const database = new Database(dataSource, reads, url, scoped);
    const work = new Work(database, new AuditTrail((value) => keys.mac('audit', value)));
    await sealClearText(dataSource, { work, keys }, CLEAR_COLUMNS);
    await work.change(async (tx) => {
      await tx.query(
        `insert into organisation (name) values ('Our organisation') on conflict do nothing`,
      );
      if (mended.length > 0) work.trail.note(tx, guardsRestored(mended));
    });
    const installation = { id: mark.installationId, kind: mark.kind };
    return { database, installation, keys, mended };
  } catch (thrown) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw thrown;
  }
}

/** Connections that see the rows of a scope only, proven to. @throws StartRefusal */
async function scopedPool(url: string, dataSource: DataSource): Promise<Pool> {
  const role = await scopedRoleOf(dataSource.manager);
  const pool = readPool(url, role, { max: SCOPED_CONNECTIONS });
  try {
    await proveRowSecurity(pool);
    return pool;
  } catch (thrown) {
    await pool.end();
    if (thrown instanceof UnguardedRowsError) throw new StartRefusal(thrown.message);
    throw thrown;
  }
}

/** Opens whatever installation the database holds, for the command line. @throws StartRefusal */
export async function openExisting(url: string, config: OpenSettings): Promise<OpenInstallation> {
  const dataSource = createDataSource({ url, poolSize: 2 });
  let mode: Mode = 'start';
  try {
    await dataSource.initialize();
    const [state]: { marked: boolean }[] = await dataSource.query(
      `select to_regclass('installation') is not null as marked`,
    );
    if (state?.marked && (await kindOf(dataSource)) === 'DEMO') mode = 'demo';
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
  return openInstallation(url, mode, config);
}

/** Tells whoever runs the server what was put back: it does not come off by itself. */
export function warnOfGuards(mended: readonly string[], log: Logger): void {
  if (mended.length > 0)
    log.warn({ guards: mended }, 'Guards of the database were gone or changed, and were put back');
}

/** Closes every connection. */
export async function closeDatabase({ dataSource, reads, scoped }: Database): Promise<void> {
  await reads.end();
  await scoped?.end();
  if (dataSource.isInitialized) await dataSource.destroy();
}
