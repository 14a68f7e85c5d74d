// Imports of files against the least that could load them: `psql \copy` of the same rows into the same
// table (COPY through pg-copy-streams where there is no psql), each into a fresh copy of one database.
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { root } from '../support/root.ts';
import { step } from '../support/steps.ts';
import { productFlags } from './contender.ts';
import { answerFiles, vendorFiles } from './import-files.ts';
import {
  benchDatabase,
  cli,
  cloneDatabase,
  pastTheLog,
  scratchFolder,
  withClient,
} from './place.ts';
import { seed } from './seed.ts';
import { figure, megabytes, table } from './table.ts';

export interface ImportSettings {
  readonly vendors: number;
  /** Vendors with 200 answers each in the file of answers. */
  readonly answering: number;
}

/** The limit is a table without a log: a copy of the database that nothing else is done with. */
async function letCopy(client: Client): Promise<void> {
  await client.query('alter table audit_gathered disable trigger audit_appended');
}

/** A session that gathers no rows for the log. A database can be told so only by a superuser. */
const unwatched = '-c chaperone.audit=bulk';

/** The least: rows into the table as they stand. Seconds. */
async function copy(url: string, columns: string, file: string): Promise<number> {
  await withClient(url, (client) => letCopy(client));
  // COPY into a table under row-level security is refused to its owner where FORCE holds
  const [named = ''] = columns.split(' ');
  await withClient(url, (client) =>
    client.query(`alter table ${named} no force row level security`),
  );
  const since = performance.now();
  const psql = spawnSync('psql', ['--version']).status === 0;
  if (psql) {
    const args = ['-v', 'ON_ERROR_STOP=1', '-c', `\\copy ${columns} from '${file}' (format csv)`];
    const env = { ...process.env, PGOPTIONS: unwatched };
    const { status, stderr } = spawnSync('psql', [url, ...args], { env });
    if (status !== 0) throw new Error(stderr.toString());
  } else {
    await withClient(url, async (client) => {
      await client.query(`set chaperone.audit = 'bulk'`);
      const stream = client.query(copyFrom(`copy ${columns} from stdin (format csv)`));
      await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), stream);
    });
  }
  return (performance.now() - since) / 1000;
}

/** A run of the product's import, by what it said on the way. */
interface Run {
  readonly seconds: number;
  /** Seconds until every row stood in its table, before the vendors were scored. */
  readonly written: number;
  /** Seconds at which the stages began. */
  readonly began: Readonly<Record<string, number>>;
  /** Highest resident memory seen, bytes; 0 where the system does not say. */
  readonly memory: number;
  readonly output: string;
}

function residentOf(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return (Number(stdout) || 0) * 1024;
}

/** The command that a user runs. */
function importFile(url: string, source: string, file: string): Promise<Run> {
  const since = performance.now();
  const passed = (): number => (performance.now() - since) / 1000;
  const program = join(root, 'apps', 'api', 'dist', 'cli.js');
  const child = spawn(process.execPath, [...productFlags, program, 'import', source, file], {
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: url },
  });
  let output = '';
  const began: Record<string, number> = {};
  let memory = 0;
  const watch = setInterval(() => (memory = Math.max(memory, residentOf(child.pid ?? 0))), 500);
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const stage of ['reading', 'comparing', 'writing', 'scoring'])
      if (output.includes(stage)) began[stage] ??= passed();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      const seconds = passed();
      if (code === 0)
        resolve({ seconds, written: began['scoring'] ?? seconds, began, memory, output });
      else reject(new Error(`import ${source}: ${output}`));
    });
  });
}

async function vendors(server: string, count: number): Promise<string[]> {
  const { url } = await benchDatabase(server, 'vendors', false);
  await cli(url, ['token', 'create', '--name', 'bench']);
  const files = await vendorFiles(scratchFolder(), count);
  const limit = await step(`COPY of ${count} vendors`, async () =>
    copy(await cloneDatabase(server, url, 'vendors_copy'), files.columns, files.copy),
  );
  const run = await step(`Import of ${count} vendors`, () =>
    importFile(url, 'vendors', files.import),
  );
  return row(`${count.toLocaleString('en-US')} vendors`, count, { limit, run });
}

interface Answers {
  readonly row: string[];
  /** What an import of half as many rows needs. */
  readonly memory: string;
}

async function answers(server: string, answering: number): Promise<Answers> {
  const { url } = await benchDatabase(server, 'answers', false);
  await cli(url, ['token', 'create', '--name', 'bench']);
  await seed(url, { vendors: answering, thorough: 0, brief: 0 });
  const files = await answerFiles(url, scratchFolder(), answering);
  const limit = await step(`COPY of ${files.rows} answers`, async () => {
    const clone = await cloneDatabase(server, url, 'answers_copy');
    await withClient(clone, (client) => pastTheLog(client, () => client.query(files.assessments)));
    return copy(clone, files.columns, files.copy);
  });
  const fresh = await cloneDatabase(server, url, 'answers_half');
  const run = await step(`Import of ${files.rows} answers`, () =>
    importFile(url, 'answers', files.import),
  );
  const few = await answerFiles(fresh, scratchFolder(), answering / 2);
  const half = await step(`Import of ${few.rows} answers`, () =>
    importFile(fresh, 'answers', few.import),
  );
  return {
    row: row(`${files.rows.toLocaleString('en-US')} answers`, files.rows, { limit, run }),
    memory: `Memory of twice as many answers: ${figure(run.memory / half.memory)}× (${megabytes(half.memory)} and ${megabytes(run.memory)} MB).`,
  };
}

/** Share of COPY's rows a second that an import is to reach. */
const goal = 0.6;

function row(what: string, rows: number, { limit, run }: { limit: number; run: Run }): string[] {
  const reached = limit / run.written;
  return [
    what,
    `${figure(rows / limit)} (${figure(limit)} s)`,
    `${figure(rows / run.written)} (${figure(run.written)} s)`,
    figure(reached),
    `${goal}${reached >= goal ? '' : ' missed'}`,
    `${figure(run.seconds)} s`,
    figure(limit / run.seconds),
    stages(run),
    run.memory ? megabytes(run.memory) : '–',
  ];
}

function stages({ began, written, seconds }: Run): string {
  const { reading = 0, comparing = 0, writing = 0 } = began;
  const parts = [
    reading,
    comparing - reading,
    writing - comparing,
    written - writing,
    seconds - written,
  ];
  return parts.map(figure).join(' / ');
}

/** Imports both files and gives back the table. */
export async function imports(server: string, settings: ImportSettings): Promise<string> {
  const ofVendors = await vendors(server, settings.vendors);
  const { row: ofAnswers, memory } = await answers(server, settings.answering);
  const head = [
    'file',
    'copy rows/s',
    'import rows/s until written',
    'ratio',
    'goal',
    'with scoring',
    'ratio with scoring',
    'start / read / compare / write / score s',
    'memory MB',
  ];
  return `${table(head, [ofVendors, ofAnswers])}\n${memory}`;
}
