/**
 * A server that is killed while it imports or takes an import back: whatever the moment, the next one
 * finds all of the file in the register or nothing, says so on the run, and can do it again.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import {
  aBreach,
  anOrganisation,
  aService,
  aVendor,
  letWritesAround,
  testDatabase,
  type TestDatabase,
} from '@chaperone/store/testing';
import { inTransaction } from '@chaperone/store';

jest.setTimeout(300_000);

const DIST = join(import.meta.dirname, '..', 'dist');
const KILLS = 6;
const KNOWN = 20;
const ROWS = 3_000;
const TOKEN = `chp_${randomBytes(32).toString('base64url')}`;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The built product in a process of its own, that goes when this one does. */
const SERVE = `
  const { startServer } = await import(process.argv[1] + '/main.js');
  const [, , databaseUrl, dataDir] = process.argv;
  const server = await startServer({ databaseUrl, dataDir, dashboardDir: dataDir, host: '127.0.0.1', port: 0, mode: 'start' });
  process.on('disconnect', () => process.exit(1));
  process.send(server.url);`;

let database: TestDatabase;
let folder: string;
let file: string;
let server: { readonly process: ChildProcess; readonly url: string };

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'chaperone-killed-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><base href="/">');
  await letWritesAround(database.dataSource);
  await inTransaction(database.dataSource, async (tx) => {
    await anOrganisation(tx);
    for (let n = 0; n < KNOWN; n += 1) {
      const { id } = await aVendor(tx, { displayName: `Known ${n}`, description: 'as it was' });
      await aService(tx, { vendorId: id });
    }
    await aBreach(tx, { title: 'Somebody', domain: 'new-7.example' });
  });
  await sql(
    `insert into api_tokens (name, role, scopes, token_hash, expires_at)
     values ('story', 'ADMIN', '{graph:any,imports:read,imports:write,uploads,vendors:read,breaches:read,portfolio:read}', $1, now() + interval '1 hour')`,
    [createHash('sha256').update(TOKEN).digest('hex')],
  );
  file = join(folder, 'vendors.csv');
  await writeFile(file, ['name,domains,status,description', ...lines()].join('\n'));
  server = await start();
});
afterAll(async () => {
  await kill(server.process);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Vendors that are there and become different, and many new ones. */
function* lines(): Generator<string> {
  for (let n = 0; n < KNOWN; n += 1) yield `Known ${n},,APPROVED,as the file has it`;
  for (let n = 0; n < ROWS; n += 1) yield `New ${n},new-${n}.example,IN_REVIEW,number ${n}`;
}

const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.dataSource.query<Row[]>(text, values);

async function start(): Promise<typeof server> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', SERVE, DIST, database.url, folder],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent' },
    },
  );
  const [url] = (await once(child, 'message')) as [string];
  return { process: child, url };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function killAndStart(): Promise<void> {
  await kill(server.process);
  server = await start();
}

async function ask<T>(query: string, input: object): Promise<T> {
  const reply = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = (await reply.json()) as { data: T; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

/** What stands in the register, as far as the file is about it. */
async function register() {
  const [row] = await sql<Record<string, unknown>>(
    `select (select count(*)::int from vendors) as vendors,
       (select md5(string_agg(concat_ws('|', display_name, domains::text, status, description), ',' order by display_name)) from vendors) as facts,
       (select md5(string_agg(concat_ws('|', display_name, status, inherent, ceiling, tier, compliance, breaches), ',' order by display_name)) from vendor_rows) as shown,
       (select count(*)::int from breach_matches where state = 'CONFIRMED') as matches`,
  );
  return row;
}

/** Vendors of which the list shows something else than is stored, or a score that is not in history. */
async function halfWritten(): Promise<number> {
  const [row] = await sql<{ n: number }>(
    `select count(*)::int as n from vendors v left join vendor_rows r on r.vendor_id = v.id left join risk_scores s on s.id = r.score_id
     where r.vendor_id is null or r.display_name <> v.display_name or r.status <> v.status or s.id is null
       or s.ceiling is distinct from r.ceiling or s.inherent is distinct from r.inherent`,
  );
  return row?.n ?? -1;
}

interface Run {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
}

async function over(id: string): Promise<Run> {
  for (;;) {
    const [run] = await sql<Run>('select id, status, reason from import_runs where id = $1', [id]);
    if (run && run.status !== 'RUNNING') return run;
    await sleep(20);
  }
}

async function preview(): Promise<Run> {
  const reply = await fetch(`${server.url}/uploads`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'text/csv',
      'x-chaperone-upload': 'vendors.csv',
    },
    body: ['name,domains,status,description', ...lines()].join('\n'),
  });
  const { id: upload } = (await reply.json()) as { id: string };
  const begun = await ask<{ startImport: Run }>(
    'mutation ($input: StartImportInput!) { startImport(input: $input) { id } }',
    { upload, source: 'VENDORS' },
  );
  const run = await over(begun.startImport.id);
  expect(run.status).toBe('PREVIEWED');
  return run;
}

const beginApply = (run: string) =>
  ask('mutation ($input: ApplyImportInput!) { applyImport(input: $input) { id } }', { run });
const beginUndo = (run: string) =>
  ask('mutation ($input: UndoImportInput!) { undoImport(input: $input) { id } }', { run });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

/** The register without the file and with it, and how long each way takes undisturbed. */
let before: Awaited<ReturnType<typeof register>>;
let after: typeof before;
let applying = 0;
let undoing = 0;

async function applied(): Promise<string> {
  const { id } = await preview();
  await beginApply(id);
  expect(await over(id)).toMatchObject({ status: 'APPLIED' });
  return id;
}

async function undone(id: string): Promise<void> {
  await beginUndo(id);
  expect(await over(id)).toMatchObject({ status: 'UNDONE' });
}

/** Kills the server at one of six stretches of the work, starts the next, and reads what it says. */
async function killedAt(n: number, whole: number, id: string): Promise<Run> {
  await sleep((whole * (n + Math.random())) / KILLS);
  await killAndStart();
  const run = await over(id);
  expect(await halfWritten()).toBe(0);
  return run;
}

it('goes in and comes back undisturbed', async () => {
  const { id } = await preview();
  applying = await timed(async () => {
    await beginApply(id);
    expect(await over(id)).toMatchObject({ status: 'APPLIED' });
  });
  after = await register();
  expect(after).toMatchObject({ vendors: KNOWN + ROWS, matches: 1 });
  undoing = await timed(() => undone(id));
  // from here on every vendor that was known has its row and its score
  before = await register();
  expect(before).toMatchObject({ vendors: KNOWN, matches: 0 });
  expect(await halfWritten()).toBe(0);
});

it('is applied as a whole or not at all, at whatever moment the server is killed', async () => {
  const ends: string[] = [];
  for (let n = 0; n < KILLS; n += 1) {
    const { id } = await preview();
    await beginApply(id);
    const { status, reason } = await killedAt(n, applying, id);
    ends.push(status);
    expect(await register()).toEqual(status === 'APPLIED' ? after : before);
    if (status === 'APPLIED') await undone(id);
    else expect(reason).toMatch(/nothing was written/);
  }
  expect(ends.filter((end) => end === 'FAILED').length).toBeGreaterThan(1);
});

it('is taken back as a whole or not at all, at whatever moment the server is killed', async () => {
  const ends: string[] = [];
  let id = await applied();
  for (let n = 0; n < KILLS; n += 1) {
    await beginUndo(id);
    const { status, reason } = await killedAt(n, undoing, id);
    ends.push(status);
    expect(await register()).toEqual(status === 'UNDONE' ? before : after);
    if (status === 'UNDONE') id = await applied();
    else expect(reason).toMatch(/nothing was undone/);
  }
  expect(ends.filter((end) => end === 'APPLIED').length).toBeGreaterThan(1);
  await undone(id);
  expect(await register()).toEqual(before);
});

it('leaves nothing of a command that is killed, and the server closes its run', async () => {
  const command = spawn(process.execPath, [join(DIST, 'cli.js'), 'import', 'vendors', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: database.url, DATA_DIR: folder },
  });
  let told = '';
  command.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  while (!told.includes('writing') && command.exitCode === null) await sleep(5);
  expect(told).toContain('writing');
  await kill(command);
  await killAndStart();
  const [run] = await sql<Run>('select id from import_runs order by started_at desc limit 1');
  expect(await over(run?.id ?? '')).toMatchObject({ status: 'FAILED' });
  expect(await register()).toEqual(before);
  expect(await halfWritten()).toBe(0);
});
