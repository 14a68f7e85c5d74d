// One cluster on disk. In: a data folder. Out: a PGDATA inside it that is complete (or not there at
// all) and the two passwords that open it. Knows nothing of running servers.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { serverAccount, type Account } from './account.ts';
import { lives } from '../support/lives.ts';
import { clusterFolder, programFolder } from './places.ts';

/** The superuser's password (set-up and lock only) and that of the role the product signs in with. */
export interface Secrets {
  readonly superuser: string;
  readonly owner: string;
}

export interface Cluster {
  readonly dataDir: string;
  /** PGDATA, with links resolved, as the server itself names it. */
  readonly pgdata: string;
  readonly programs: string;
  readonly account: Account | undefined;
  readonly secrets: Secrets;
  /** True when initdb ran just now. */
  readonly fresh: boolean;
}

/** The environment of PostgreSQL's programs: nothing of ours decides about encoding or language. */
export const serverEnvironment = {
  PATH: process.env['PATH'] ?? '',
  LC_ALL: 'C',
  TZ: 'UTC',
};

function readSecrets(dataDir: string, mayMake: boolean): Secrets {
  const file = join(dataDir, 'postgres-password.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  if (!mayMake) throw new Error(`${file} is missing: without it the database cannot be opened.`);
  const word = () => randomBytes(24).toString('hex');
  const secrets = { superuser: word(), owner: word() };
  try {
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
  } catch {
    // another process has just made them; whoever is first decides
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  }
  return secrets;
}

/** Makes the data folder and the cluster in it where missing. */
export async function prepareCluster(dataDir: string, lasting: boolean): Promise<Cluster> {
  const account = serverAccount();
  const programs = programFolder(account);
  const folder = clusterFolder(dataDir, account);
  const fresh = !existsSync(folder);
  const secrets = readSecrets(dataDir, fresh);
  const cluster = { dataDir, pgdata: folder, programs, account, secrets, fresh };
  if (fresh) await initialise(cluster, lasting);
  return cluster;
}

/** initdb into a folder beside, then one rename: a killed initdb leaves no half cluster. */
async function initialise(cluster: Cluster, lasting: boolean): Promise<void> {
  const { pgdata, account } = cluster;
  const above = dirname(pgdata);
  for (const name of readdirSync(above)) {
    const maker = /^new-(\d+)$/.exec(name)?.[1];
    if (maker && !lives(Number(maker))) rmSync(join(above, name), { recursive: true, force: true });
  }
  const nest = join(above, `new-${process.pid}`);
  mkdirSync(nest, { mode: 0o700 });
  const passwordFile = join(nest, 'password');
  writeFileSync(passwordFile, cluster.secrets.superuser, { mode: 0o600 });
  if (account) for (const path of [nest, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    await runInitdb(cluster, join(nest, 'pgdata'), passwordFile, lasting);
    if (!existsSync(pgdata)) renameSync(join(nest, 'pgdata'), pgdata);
  } finally {
    rmSync(nest, { recursive: true, force: true });
  }
}

async function runInitdb(
  { programs, account }: Cluster,
  pgdata: string,
  passwordFile: string,
  lasting: boolean,
): Promise<void> {
  const options = [
    `--pgdata=${pgdata}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(lasting ? [] : ['--no-sync']),
  ];
  await promisify(execFile)(join(programs, 'initdb'), options, {
    cwd: '/',
    env: serverEnvironment,
    ...(account && { uid: account.uid, gid: account.gid }),
  });
}
