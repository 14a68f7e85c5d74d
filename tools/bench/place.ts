// Where the bench runs: a throw-away PostgreSQL, or databases of its own (chaperone_bench_…) on the
// server of DATABASE_URL. Nothing here touches the database that DATABASE_URL names.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openServer } from '../postgres/server.ts';
import { atEnd } from '../support/lifetime.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';
import { givenDatabaseUrl } from '../support/settings.ts';
import { until } from '../support/wait.ts';

const ours = 'chaperone_bench_';

/** A folder that goes at the command's end. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `chaperone-bench-${process.pid}-`));
  atEnd(folder, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The server that both contenders use, with memory enough to hold the data. */
export async function benchServer(): Promise<string> {
  const given = givenDatabaseUrl();
  if (given) return given;
  const opening = openServer({
    dataDir: scratchFolder(),
    lasting: false,
    settings: { shared_buffers: '1GB', max_wal_size: '4GB', work_mem: '16MB' },
  });
  atEnd('PostgreSQL', async () => (await opening.catch(() => undefined))?.stop());
  return (await opening).url;
}

/** Runs work on one connection. */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'chaperone-bench' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What PostgreSQL says while a worker of its own is in the database, which only a superuser may end. */
const notOursToEnd = '42501';
/** Milliseconds: a vacuum of a million rows that were just written takes seconds. */
const patience = 60_000;

/** Drops a database, whoever is connected; waits for a vacuum that has just begun there. */
async function dropOnceVacuumed(client: pg.Client, database: string): Promise<void> {
  const name = client.escapeIdentifier(database);
  const dropped = await until(
    () =>
      client
        .query(`drop database if exists ${name} with (force)`)
        .catch((error: pg.DatabaseError) => {
          if (error.code !== notOursToEnd) throw error;
          return false as const;
        }),
    patience,
    250,
  );
  if (!dropped) throw new Error(`${database} is still being vacuumed after a minute.`);
}

async function drop(server: string, database: string): Promise<void> {
  await withClient(server, async (client) => {
    await dropOnceVacuumed(client, database);
    for (const role of [`chaperone_app_${database}`, `chaperone_scoped_${database}`])
      await client.query(`drop role if exists ${client.escapeIdentifier(role)}`);
  });
}

/** Written on a database when it is filled: a run that was cut off leaves none. */
const filledMark = 'filled by the bench';

/** Says that a kept database may be used again. */
export function markFilled(url: string): Promise<unknown> {
  return withClient(url, (client) =>
    client.query(
      `do $$ begin execute format('comment on database %I is %L', current_database(), '${filledMark}'); end $$`,
    ),
  );
}

/** A new database, dropped at the command's end; with `keep`, the one of the last kept run if there is one. */
export async function benchDatabase(
  server: string,
  name: string,
  keep: boolean,
): Promise<{ url: string; fresh: boolean }> {
  const database = `${ours}${keep ? 'kept' : process.pid}_${name}`;
  const fresh = await withClient(server, async (client) => {
    const { rows } = await client.query<{ mark: string | null }>(
      `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`,
      [database],
    );
    if (rows[0]?.mark === filledMark) return false;
    if (rows[0]) await drop(server, database);
    const safe = client.escapeIdentifier(database);
    await client.query(`create database ${safe} encoding 'UTF8' template template0`);
    return true;
  });
  if (!keep) atEnd(database, () => drop(server, database));
  const url = new URL(server);
  url.pathname = `/${database}`;
  return { url: url.href, fresh };
}

/** A copy of a database that nobody is connected to, dropped at the command's end. */
export async function cloneDatabase(server: string, url: string, name: string): Promise<string> {
  const copy = `${ours}${process.pid}_${name}`;
  atEnd(copy, () => drop(server, copy));
  await withClient(server, (client) =>
    client.query(
      `create database ${client.escapeIdentifier(copy)} template ${client.escapeIdentifier(new URL(url).pathname.slice(1))}`,
    ),
  );
  const made = new URL(server);
  made.pathname = `/${copy}`;
  return made.href;
}

/** Writes a register of millions of rows past the audit log, which would refuse their commit. */
export async function pastTheLog<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query(`set chaperone.audit = 'bulk'`);
  await client.query('alter table audit_gathered disable trigger audit_appended');
  const result = await work();
  await client.query('truncate audit_gathered');
  await client.query('alter table audit_gathered enable trigger audit_appended');
  await client.query('reset chaperone.audit');
  return result;
}

/** What a command of the built API printed, and how long it took. */
export async function cli(
  url: string,
  args: readonly string[],
  settings: Record<string, string> = {},
): Promise<{ output: string; seconds: number }> {
  const since = performance.now();
  const program = join(root, 'apps', 'api', 'dist', 'cli.js');
  const { code, output } = await run(process.execPath, [program, ...args], {
    quiet: true,
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: url, ...settings },
  });
  if (code !== 0) throw new Error(`${args.join(' ')}: ${output}`);
  return { output, seconds: (performance.now() - since) / 1000 };
}
