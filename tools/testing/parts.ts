// The parts of the suite: what each runs, how long it may take, and how its cases are counted.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardDir, startApi, type StartedServer } from '../support/api.ts';
import { build, nxEnvironment } from '../support/build.ts';
import { atEnd } from '../support/lifetime.ts';
import { root } from '../support/root.ts';
import { run, tool } from '../support/run.ts';
import { schemaDrift } from '../support/schema.ts';
import { chromium, hint } from './chromium.ts';
import { newDatabase, scratchFolder } from './database.ts';
import { broken, jestTally, nothing, playwrightTally, tallyOf, type Tally } from './tally.ts';

/** What a part gets: the shared PostgreSQL and the words that narrow the choice of cases. */
export interface Circumstances {
  readonly databaseUrl: () => Promise<string>;
  readonly patterns: readonly string[];
}

export interface Part {
  readonly name: string;
  /** Words that choose this part on the command line. */
  readonly words: readonly string[];
  /** Minutes. */
  readonly patience: number;
  readonly play: (given: Circumstances, patience: number) => Promise<Tally>;
}

interface JestPart {
  readonly name: string;
  readonly projects: readonly string[];
  /** Only files below this folder: a pattern. */
  readonly within?: string;
  readonly database?: boolean;
  readonly prepared?: boolean;
  /** Stories that start the built product and kill it. */
  readonly built?: boolean;
}

const minute = 60_000;

let generated: Promise<void> | undefined;

/** What sources import but git does not hold. */
async function generate(): Promise<void> {
  const args = ['run-many', '-t', 'codegen', 'method-text', '--outputStyle=static'];
  const env = { ...process.env, ...nxEnvironment };
  const { code, output } = await run(tool('nx'), args, { quiet: true, env, timeout: 5 * minute });
  if (code !== 0) throw new Error(output);
}

function jestArguments(part: JestPart, patterns: readonly string[], report: string): string[] {
  const projects = part.projects.filter((path) => existsSync(join(root, path, 'jest.config.mjs')));
  return [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--projects',
    ...projects,
    '--maxWorkers=2',
    '--workerIdleMemoryLimit=1GB',
    '--passWithNoTests',
    '--json',
    `--outputFile=${report}`,
    ...(patterns.length > 0 ? patterns : part.within ? [part.within] : []),
  ];
}

function inFolder(part: JestPart, patterns: readonly string[]): readonly string[] {
  return part.within ? patterns.map((pattern) => `${part.within}.*${pattern}`) : patterns;
}

function jest(part: JestPart, words: readonly string[], patience = 10): Part {
  return {
    name: part.name,
    words,
    patience,
    play: async ({ databaseUrl, patterns }, timeout) => {
      if (part.prepared) await (generated ??= generate());
      if (part.built) await build(['api']);
      const report = join(scratchFolder(), 'jest.json');
      const url = part.database ? { CHAPERONE_TEST_DATABASE_URL: await databaseUrl() } : {};
      const args = jestArguments(part, inFolder(part, patterns), report);
      const env: NodeJS.ProcessEnv = { ...process.env, ...url, NODE_ENV: 'test', TZ: 'UTC' };
      delete env['DATABASE_URL'];
      const outcome = await run(process.execPath, args, { env, timeout, stdio: quietOutput() });
      if (outcome.timedOut) return broken('took too long');
      return tallyOf(report, jestTally, outcome.code);
    },
  };
}

/** Jest tells its story on stderr; stdout would repeat the JSON. */
function quietOutput(): ['ignore', 'ignore', 'inherit'] {
  return ['ignore', 'ignore', 'inherit'];
}

async function schema(): Promise<Tally> {
  await build(['api']);
  const drift = await schemaDrift();
  if (!drift) return { passed: 1, failed: 0, remarks: [] };
  return broken(`libs/contract/schema.graphql is out of date, ${drift}; npm run emit-schema`);
}

/** Starts the built product on a database of its own. */
async function product(databaseUrl: string, mode: 'demo' | 'start'): Promise<StartedServer> {
  const server = await startApi({
    databaseUrl: await newDatabase(databaseUrl, `e2e_${mode}_${randomBytes(4).toString('hex')}`),
    host: '127.0.0.1',
    port: 0,
    dataDir: scratchFolder(),
    mode,
    dashboardDir,
    printToken: true,
  });
  atEnd(`the product under test (${mode})`, () => server.close());
  return server;
}

/** What the browser stories are told: the demo, and two installations in which nobody is yet. */
async function products(databaseUrl: string): Promise<Record<string, string>> {
  // the OpenID provider of a story stands on this machine
  process.env['SSO_INTERNAL_HOSTS'] ||= '127.0.0.1';
  const demo = await product(databaseUrl, 'demo');
  const empty = await product(databaseUrl, 'start');
  const signOn = await product(databaseUrl, 'start');
  return {
    CHAPERONE_E2E_URL: demo.url,
    CHAPERONE_E2E_SIGN_IN_LINK: demo.signInLink ?? '',
    CHAPERONE_E2E_API_TOKEN: demo.apiToken ?? '',
    CHAPERONE_E2E_SET_UP_LINK: empty.signInLink ?? '',
    CHAPERONE_E2E_SIGN_ON_LINK: signOn.signInLink ?? '',
  };
}

async function browser({ databaseUrl, patterns }: Circumstances, timeout: number): Promise<Tally> {
  const stories = join(root, 'apps', 'e2e', 'src');
  if (!existsSync(stories) || readdirSync(stories).length === 0) return nothing;
  const executable = await chromium();
  if (!executable) return broken(hint);
  await build(['api', 'dashboard']);
  const report = join(scratchFolder(), 'playwright.json');
  const config = join(root, 'apps', 'e2e', 'playwright.config.ts');
  const args = ['test', '-c', config, '--reporter=list,json', ...patterns];
  const outcome = await run(tool('playwright'), args, {
    timeout,
    env: {
      ...process.env,
      ...(await products(await databaseUrl())),
      CHROMIUM_PATH: executable,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  });
  if (outcome.timedOut) return broken('took too long');
  return tallyOf(report, playwrightTally, outcome.code);
}

/** All parts, in the order in which a mistake shows soonest. */
export const parts: readonly Part[] = [
  jest({ name: 'risk model', projects: ['libs/risk-model'] }, ['risk-model', 'unit']),
  jest({ name: 'tools', projects: ['tools'] }, ['tools', 'unit']),
  jest({ name: 'store', projects: ['libs/store'], database: true }, ['store']),
  jest(
    {
      name: 'api slices',
      projects: ['apps/api'],
      database: true,
      within: 'apps/api/(?:src|sample)/',
      prepared: true,
    },
    ['api', 'slices'],
    15,
  ),
  jest(
    {
      name: 'api over HTTP',
      projects: ['apps/api'],
      database: true,
      within: 'apps/api/test/',
      prepared: true,
      built: true,
    },
    ['api', 'http'],
    15,
  ),
  jest(
    {
      name: 'dashboard',
      projects: ['apps/dashboard', 'libs/charts', 'libs/contract'],
      prepared: true,
    },
    ['dashboard', 'charts', 'contract', 'unit'],
  ),
  { name: 'schema', words: ['schema'], patience: 5, play: schema },
  { name: 'browser', words: ['browser', 'e2e'], patience: 30, play: browser },
];
