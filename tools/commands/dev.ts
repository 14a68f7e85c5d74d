// `npm run dev`: the demo's data in a folder of its own, API and dashboard rebuilt on every change.
// The dashboard's own server (port 4200) passes what is not its own on to the API (port 3000).
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build, nxEnvironment } from '../support/build.ts';
import { openEmbedded } from '../support/database.ts';
import { atEnd, isEnding, live } from '../support/lifetime.ts';
import { root } from '../support/root.ts';
import { stop, tool } from '../support/run.ts';
import { claimDataDir, givenDatabaseUrl } from '../support/settings.ts';

const watched = ['apps/api/src', 'libs/store/src', 'libs/risk-model/src'];
/** Where apps/dashboard/proxy.conf.json looks for the API. */
const apiPort = '3000';
/** An editor writes several files at once; wait until it is quiet. */
const quiet = 300;

function startApi(environment: NodeJS.ProcessEnv): ChildProcess {
  const program = join(root, 'apps', 'api', 'dist', 'main.js');
  return spawn(process.execPath, ['--enable-source-maps', program, '--demo'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: environment,
  });
}

function startDashboard(): void {
  const child = spawn(tool('nx'), ['serve', 'dashboard'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // PORT would move the dashboard's server too
    env: { ...process.env, ...nxEnvironment, PORT: undefined },
  });
  atEnd('the dashboard', () => stop(child));
}

/** Calls `changed` when sources have changed and are quiet again; never twice at once. */
function onChange(changed: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  for (const folder of watched.filter((path) => existsSync(join(root, path)))) {
    const watcher = watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => (running = running.then(changed)), quiet);
    });
    atEnd(folder, () => watcher.close());
  }
}

await live(async () => {
  const dataDir = claimDataDir('dev');
  const databaseUrl = givenDatabaseUrl() ?? (await openEmbedded(dataDir)).url;
  const environment = {
    ...process.env,
    PORT: apiPort,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    // documents may be tried before an application is built with them
    ANY_OPERATION: process.env['ANY_OPERATION'] ?? '1',
  };
  await build(['api']);
  let api = startApi(environment);
  atEnd('the API', () => stop(api));
  onChange(async () => {
    try {
      const built = await build(['api']);
      if (built.length === 0 || isEnding()) return;
      await stop(api);
      api = startApi(environment);
    } catch (error) {
      console.error((error as Error).message);
    }
  });
  startDashboard();
}, 0);
