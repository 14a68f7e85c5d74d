// The one PostgreSQL that all specs share: a throw-away server, or databases of our own on the
// user's. Nothing here ever touches the database that DATABASE_URL names.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readPostmaster, stopPostmaster } from '../postgres/postmaster.ts';
import { openServer } from '../postgres/server.ts';
import { atEnd } from '../support/lifetime.ts';
import { lives } from '../support/lives.ts';
import { givenDatabaseUrl } from '../support/settings.ts';

const prefix = 'chaperone-test-';
const ours = 'chaperone_test_';

/** Removes what killed runs have left: their servers and folders. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!pid || lives(pid)) continue;
    const folder = join(tmpdir(), name);
    try {
      const left = readPostmaster(join(folder, 'postgres'));
      if (left) await stopPostmaster(join(folder, 'postgres'), left.pid);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // it belongs to somebody else
    }
  }
}

/** A folder in the temporary directory that goes at the command's end. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  atEnd(folder, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function throwAwayServer(): Promise<string> {
  await sweep();
  const opening = openServer({
    dataDir: scratchFolder(),
    lasting: false,
    settings: { shared_buffers: '256MB', max_wal_size: '1GB' },
  });
  atEnd('PostgreSQL', async () => (await opening.catch(() => undefined))?.stop());
  return (await opening).url;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function namesOf(client: pg.Client, question: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(question, [
    `${ours.replaceAll('_', '\\_')}%`,
  ]);
  return rows.map(({ name }) => name);
}

/** On the user's server: drops the databases made since `before`, and the roles that go with them. */
async function clear(url: string, before: ReadonlySet<string>): Promise<void> {
  await withClient(url, async (client) => {
    const list = 'select datname as name from pg_database where datname like $1';
    for (const name of await namesOf(client, list)) {
      if (before.has(name)) continue;
      // one that is in use belongs to another run
      const safe = client.escapeIdentifier(name);
      await client.query(`drop database if exists ${safe}`).catch(() => undefined);
    }
    const roles = `select rolname as name from pg_roles
      where rolname like 'chaperone\\_app\\_' || $1 or rolname like 'chaperone\\_scoped\\_' || $1`;
    for (const name of await namesOf(client, roles)) {
      // a role that another database still knows stays
      await client
        .query(`drop role if exists ${client.escapeIdentifier(name)}`)
        .catch(() => undefined);
    }
  });
}

/** The URL of a database from which others may be made; at the end nothing of ours is left. */
export async function testServer(): Promise<string> {
  const given = givenDatabaseUrl();
  if (!given) return throwAwayServer();
  const list = 'select datname as name from pg_database where datname like $1';
  const before = new Set(await withClient(given, (client) => namesOf(client, list)));
  atEnd('the test databases', () => clear(given, before));
  return given;
}

/** A new empty database beside the one of `url`. */
export async function newDatabase(url: string, name: string): Promise<string> {
  await withClient(url, async (client) => {
    const safe = client.escapeIdentifier(`${ours}${name}`);
    await client.query(`create database ${safe} encoding 'UTF8' template template0`);
  });
  const made = new URL(url);
  made.pathname = `/${ours}${name}`;
  return made.href;
}
