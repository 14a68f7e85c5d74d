// The settings that the commands themselves need; the API checks the rest.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { defaultDataDir } from '../postgres/places.ts';
import { Stop } from './lifetime.ts';

/** What a data folder is for; demo and start never share one. */
export type Kind = 'demo' | 'start' | 'dev';

const defaultPort = 3000;
const ignored = new Set(['lost+found', '.gitkeep']);

/** Where the user stood when calling npm; relative paths start there. */
export function callerFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

/** Bits of a file's mode that let the group or everybody in. */
const others = 0o077;

/**
 * What the file holds. The API's own secret-files.ts asks the same of a file; these commands run before
 * it is built, and import nothing of it.
 * @throws Stop where it cannot be read, is empty, or others may read it
 */
function readSecret(name: string, path: string): string {
  const file = resolve(callerFolder(), path);
  let text: string;
  try {
    const mode = statSync(file).mode & 0o777;
    if (process.platform !== 'win32' && (mode & others) !== 0) {
      throw new Stop(
        `${name}: others may read ${path} (mode 0${mode.toString(8)}); chmod 0400 it.`,
      );
    }
    text = readFileSync(file, 'utf8').trim();
  } catch (fault) {
    if (fault instanceof Stop) throw fault;
    throw new Stop(`${name}: ${path} cannot be read (${(fault as NodeJS.ErrnoException).code}).`);
  }
  if (!text) throw new Stop(`${name}: ${path} is empty.`);
  return text;
}

/** Both settings as one: what is started from here gets the address, and refuses two of them. */
function databaseUrlSetting(): string | undefined {
  const { DATABASE_URL: url, DATABASE_URL_FILE: path } = process.env;
  if (url && path) throw new Stop('Set DATABASE_URL or DATABASE_URL_FILE, not both.');
  if (path) process.env['DATABASE_URL'] = readSecret('DATABASE_URL_FILE', path);
  delete process.env['DATABASE_URL_FILE'];
  return process.env['DATABASE_URL'];
}

/** The user's own PostgreSQL, if DATABASE_URL names it or DATABASE_URL_FILE holds its address. */
export function givenDatabaseUrl(): string | undefined {
  const url = databaseUrlSetting();
  if (!url) return undefined;
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Stop('DATABASE_URL must look like postgres://user:password@host:5432/name.');
  }
  return url;
}

/** The data folder of that kind, without looking at it. */
export function dataDirOf(kind: Kind): string {
  const given = process.env['DATA_DIR'];
  return given ? resolve(callerFolder(), given) : defaultDataDir(kind);
}

/** Which kind a data folder is marked with; undefined where there is no mark. */
export function markOf(folder: string): string | undefined {
  const file = join(folder, 'kind');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** The data folder, made and marked; refuses one that carries another mark or foreign files. */
export function claimDataDir(kind: Kind): string {
  const folder = dataDirOf(kind);
  const mark = markOf(folder);
  if (mark === kind) return folder;
  if (mark) {
    throw new Stop(`${folder} holds the data of \`npm run ${mark}\`. Choose another DATA_DIR.`);
  }
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new Stop(`${folder} is a file. Choose a folder as DATA_DIR.`);
  }
  if (existsSync(folder) && readdirSync(folder).some((name) => !ignored.has(name))) {
    throw new Stop(
      `${folder} is not empty and was not made by Chaperone. Choose another DATA_DIR.`,
    );
  }
  try {
    makeFolder(folder);
    writeFileSync(join(folder, 'kind'), `${kind}\n`);
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    throw new Stop(`${folder} cannot be made (${code}). Choose another DATA_DIR.`);
  }
  return folder;
}

/** Makes a folder and those around it one by one: Node's own way never ends below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code === 'EADDRNOTAVAIL'));
    server.listen(port, host, () => server.close(() => done(true)));
  });
}

/** Browsers try ::1 first for `localhost`: a port counts as free only where nobody has either. */
async function isFree(port: number, host: string): Promise<boolean> {
  return (await canListen(port, host)) && (host !== '127.0.0.1' || (await canListen(port, '::1')));
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** PORT, if named. @throws Stop where it is no port */
export function givenPort(): number | undefined {
  const given = process.env['PORT'];
  if (!given) return undefined;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Stop(`PORT must be a number from 0 to 65535, not "${given}".`);
  }
  return port;
}

/** PORT and HOST; without PORT the first free one from 3000 on. */
export async function address(): Promise<Address> {
  const host = process.env['HOST'] || '127.0.0.1';
  const port = givenPort();
  if (port === undefined) return { host, port: await firstFreePort(defaultPort, host) };
  if (port !== 0 && !(await isFree(port, host))) {
    throw new Stop(`Port ${port} is in use. Set PORT to another one, or stop what listens there.`);
  }
  return { host, port };
}

/** The first port from there on that nobody listens on. @throws Stop where a hundred are taken */
export async function firstFreePort(from: number, host: string): Promise<number> {
  for (let port = from; port < from + 100; port += 1) {
    if (await isFree(port, host)) return port;
  }
  throw new Stop(`No free port from ${from} on. Set PORT.`);
}
