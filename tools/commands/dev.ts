// `npm run dev`: the demo's data in a folder of its own, API and dashboard rebuilt on every change.
// The dashboard's own server (port 4200, or the next free one) passes what is not a page on to the API.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build, generateOperations, nxEnvironment } from '../support/build.ts';
import { openEmbedded } from '../support/database.ts';
import { atEnd, isEnding, live } from '../support/lifetime.ts';
import { root } from '../support/root.ts';
import { stop, tool } from '../support/run.ts';
import {
  address,
  claimDataDir,
  firstFreePort,
  givenDatabaseUrl,
  type Address,
} from '../support/settings.ts';
import { step } from '../support/steps.ts';

const watched = [
  'apps/api/src',
  'libs/store/src',
  'libs/risk-model/src',
  'libs/contract/operations',
  'libs/contract/schema.graphql',
];
const dashboardHost = '127.0.0.1';
const firstDashboardPort = 4200;
/** Milliseconds. An editor writes several files at once; wait until it is quiet. */
const quiet = 300;

/** Starts the API; its links are shown with the dashboard's address, which is the one to open. */
function startApi(environment: NodeJS.ProcessEnv, { port }: Address, shown: number): ChildProcess {
  const program = join(root, 'apps', 'api', 'dist', 'main.js');
  const args = ['--enable-source-maps', program, '--demo', '--api-only', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    process.stdout.write(String(chunk).replaceAll(`localhost:${port}`, `localhost:${shown}`));
  });
  return child;
}

function startDashboard(port: number, { port: apiPort }: Address): void {
  const child = spawn(tool('nx'), ['serve', 'dashboard', `--port=${port}`], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // PORT would move the dashboard's server too
    env: { ...process.env, ...nxEnvironment, PORT: undefined, API_PORT: String(apiPort) },
  });
  atEnd('the dashboard', () => stop(child));
}

/** Calls `changed` when sources have changed and are quiet again; never twice at once. */
function onChange(changed: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  for (const place of watched.filter((path) => existsSync(join(root, path)))) {
    const watcher = watch(join(root, place), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => (running = running.then(changed)), quiet);
    });
    atEnd(place, () => watcher.close());
  }
}

/** Whether anything that the API runs is new: its own sources, or the documents it knows by id. */
async function renew(): Promise<boolean> {
  const documents = await generateOperations();
  const built = await build(['api']);
  return documents || built.length > 0;
}

await live(async () => {
  const dataDir = claimDataDir('dev');
  const databaseUrl = givenDatabaseUrl() ?? (await openEmbedded(dataDir)).url;
  const api = await address();
  const port = await firstFreePort(firstDashboardPort, dashboardHost);
  const environment = {
    ...process.env,
    PORT: String(api.port),
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    // documents may be tried before an application is built with them
    ANY_OPERATION: process.env['ANY_OPERATION'] ?? '1',
  };
  await step('Build', renew);
  let child = startApi(environment, api, port);
  atEnd('the API', () => stop(child));
  onChange(async () => {
    try {
      if (!(await renew()) || isEnding()) return;
      await stop(child);
      child = startApi(environment, api, port);
    } catch (error) {
      console.error((error as Error).message);
    }
  });
  startDashboard(port, api);
}, 0);
