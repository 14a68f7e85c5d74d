// The running server as an operating-system process: who it is, whether it lives, how it ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { lives } from '../support/lives.ts';
import { until } from '../support/wait.ts';
import { serverEnvironment, type Cluster } from './cluster.ts';

/** What postmaster.pid says. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const logLimit = 10_000_000;

function pidFile(pgdata: string): string {
  return join(pgdata, 'postmaster.pid');
}

/** Process ids are used again; on Linux the command line tells whether this one is a PostgreSQL. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return process.platform !== 'linux';
  }
}

/** The server that postmaster.pid names, if it lives. A file left by a dead one is removed. */
export function readPostmaster(pgdata: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(pidFile(pgdata), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!pid) return undefined;
  if (lives(pid) && isPostgres(pid)) return { pid, port: Number(lines[3] ?? 0) };
  rmSync(pidFile(pgdata), { force: true });
  return undefined;
}

/** A port of this machine's own that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts postgres in a process group of its own, so that Ctrl-C reaches the API alone, which then
 * drains before it stops the database.
 */
export function spawnPostmaster(
  { dataDir, pgdata, programs, account }: Cluster,
  port: number,
  settings: Record<string, string>,
): ChildProcess {
  const logFile = join(dataDir, 'postgres.log');
  const flags = existsSync(logFile) && statSync(logFile).size > logLimit ? 'w' : 'a';
  const log = openSync(logFile, flags, 0o600);
  const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(programs, 'postgres'), ['-D', pgdata, '-p', String(port), ...set], {
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  child.on('error', () => undefined);
  child.unref();
  closeSync(log);
  return child;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has gone already
  }
}

/** Fast shutdown; comes back when postmaster.pid has vanished. */
export async function stopPostmaster(pgdata: string, pid: number): Promise<void> {
  const gone = () => !existsSync(pidFile(pgdata)) || !lives(pid);
  signal(pid, 'SIGINT');
  if (await until(gone, 20_000, 10)) return;
  signal(pid, 'SIGQUIT');
  if (!(await until(gone, 5_000))) throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}
