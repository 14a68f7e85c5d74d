// The embedded PostgreSQL. In: a data folder. Out: a connection URL and a way to stop. It starts a
// server, or adopts the one that a killed process left behind, or says that another process serves
// this data. Only the package's programs are used; its own start and exit hook end the process
// before requests have drained.
import pg from 'pg';
import { sleep, until } from '../support/wait.ts';
import { prepareCluster, type Cluster } from './cluster.ts';
import { AlreadyRunning, sessionName, takeLock } from './lock.ts';
import { freePort, readPostmaster, spawnPostmaster, stopPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';

export { AlreadyRunning };

export interface ServerOptions {
  /** Holds PGDATA, the passwords and the server's log. */
  readonly dataDir: string;
  /** False for throw-away data: no fsync. */
  readonly lasting?: boolean;
  /** What to do when another process serves this data: throw (default) or use its server. */
  readonly whenRunning?: 'refuse' | 'join';
  /** Further settings, as in postgresql.conf. */
  readonly settings?: Record<string, string>;
}

export interface RunningServer {
  /** Role `chaperone` (no superuser) on its own database `chaperone`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly how: 'started' | 'adopted' | 'joined';
  /** Stops the server and waits until it has gone; leaves a joined one alone. */
  stop(): Promise<void>;
}

const baseSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  max_connections: '100',
  password_encryption: 'scram-sha-256',
};
const throwAway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

async function connectAsSuperuser({ secrets }: Cluster, port: number): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: urlOf('postgres', secrets.superuser, port, 'postgres'),
    application_name: sessionName,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Codes that a server gives, or a port, while it starts or stops. */
const passing = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03', '57P01']);

async function tryConnect(cluster: Cluster, port: number): Promise<pg.Client | undefined> {
  try {
    return await connectAsSuperuser(cluster, port);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (passing.has(code ?? '') || message.includes('terminated unexpectedly')) return undefined;
    throw error;
  }
}

interface Found extends Postmaster {
  readonly client: pg.Client;
}

/** The living server on this data, connected to; waits for one that is just starting or stopping. */
async function findServer(cluster: Cluster, patience: number): Promise<Found | undefined> {
  const found = await until(async () => {
    const postmaster = readPostmaster(cluster.pgdata);
    if (!postmaster) return 'none';
    const client = postmaster.port ? await tryConnect(cluster, postmaster.port) : undefined;
    return client && { ...postmaster, client };
  }, patience);
  if (!found) throw new Error('PostgreSQL lives on this data but does not answer.');
  if (found === 'none') return undefined;
  const { rows } = await found.client.query<{ at: string; encoding: string }>(
    "select current_setting('data_directory') as at, current_setting('server_encoding') as encoding",
  );
  const row = rows[0];
  if (row?.at !== cluster.pgdata || row.encoding !== 'UTF8') {
    await found.client.end();
    throw new Error(`The server on port ${found.port} keeps other data (${row?.at}).`);
  }
  return found;
}

/** Starts a server and waits until it answers (longer after a crash, while it replays its log). */
async function startServer(
  cluster: Cluster,
  settings: Record<string, string>,
  wishedPort?: number,
): Promise<Found | undefined> {
  const child = spawnPostmaster(cluster, wishedPort ?? (await freePort()), settings);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  await until(() => ended || readPostmaster(cluster.pgdata) !== undefined, 10_000, 10);
  return ended ? undefined : findServer(cluster, 120_000);
}

/** The role that the product signs in with: it may make roles and databases, and is no superuser. */
async function provision(client: pg.Client, { secrets }: Cluster): Promise<void> {
  const password = client.escapeLiteral(secrets.owner);
  const roles = await client.query("select 1 from pg_roles where rolname = 'chaperone'");
  if (roles.rowCount === 0) {
    await client.query(
      `create role chaperone login nosuperuser createrole createdb password ${password}`,
    );
  }
  const databases = await client.query("select 1 from pg_database where datname = 'chaperone'");
  if (databases.rowCount === 0) {
    await client.query(
      "create database chaperone owner chaperone template template0 encoding 'UTF8'",
    );
  }
}

/** Keeps one server up: when its lock session breaks off without our doing, it is started again. */
class Keeper implements RunningServer {
  readonly how: RunningServer['how'];
  readonly url: string;
  readonly port: number;
  pid: number;
  private lock: pg.Client;
  private stopping = false;
  private reviving: Promise<void> | undefined;
  private readonly cluster: Cluster;
  private readonly settings: Record<string, string>;

  constructor(
    cluster: Cluster,
    settings: Record<string, string>,
    found: Found,
    how: 'started' | 'adopted',
  ) {
    this.cluster = cluster;
    this.settings = settings;
    this.how = how;
    this.pid = found.pid;
    this.port = found.port;
    this.url = urlOf('chaperone', cluster.secrets.owner, found.port, 'chaperone');
    this.lock = found.client;
    this.watch();
  }

  private watch(): void {
    this.lock.once('end', () => {
      if (!this.stopping) this.reviving = this.revive();
    });
  }

  private async revive(): Promise<void> {
    for (let attempt = 1; !this.stopping && attempt <= 40; attempt += 1) {
      try {
        const found =
          (await findServer(this.cluster, 10_000)) ??
          (await startServer(this.cluster, this.settings, this.port));
        if (found) {
          await takeLock(found.client);
          this.lock = found.client;
          this.pid = found.pid;
          this.watch();
          return;
        }
      } catch (error) {
        console.error(`PostgreSQL went away: ${(error as Error).message}`);
      }
      await sleep(250);
    }
  }

  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    await this.reviving;
    await this.lock.end().catch(() => undefined);
    await stopPostmaster(this.cluster.pgdata, this.pid);
  }
}

/** Uses another process's server for a while. */
async function join(cluster: Cluster, { port, pid, client }: Found): Promise<RunningServer> {
  await client.end();
  const url = urlOf('chaperone', cluster.secrets.owner, port, 'chaperone');
  return { url, port, pid, how: 'joined', stop: () => Promise.resolve() };
}

/**
 * Gives a server on the data of `dataDir`: started, adopted, or (when asked) joined.
 * Throws AlreadyRunning when another process serves it.
 */
export async function openServer(options: ServerOptions): Promise<RunningServer> {
  const lasting = options.lasting ?? true;
  const cluster = await prepareCluster(options.dataDir, lasting);
  const settings = { ...baseSettings, ...(lasting ? {} : throwAway), ...options.settings };
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const left = await findServer(cluster, 60_000);
    const found = left ?? (await startServer(cluster, settings));
    // another process may have won the race for this data or for the port: look again
    if (!found) continue;
    try {
      await takeLock(found.client);
    } catch (error) {
      if (error instanceof AlreadyRunning && options.whenRunning === 'join') {
        return join(cluster, found);
      }
      await found.client.end();
      throw error;
    }
    await provision(found.client, cluster);
    return new Keeper(cluster, settings, found, left ? 'adopted' : 'started');
  }
  throw new Error(`PostgreSQL does not start; see ${options.dataDir}/postgres.log.`);
}
