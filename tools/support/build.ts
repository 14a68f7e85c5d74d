// Builds what has changed. In: the sources. Out: apps/api/dist and apps/dashboard/dist, each with a
// stamp of the sources it was made from, so that a second start builds nothing.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from './lifetime.ts';
import { root } from './root.ts';
import { run, tool } from './run.ts';

export type App = 'api' | 'dashboard';

const common = ['.swcrc', 'tsconfig.base.json', 'package-lock.json'];
const sources: Record<App, readonly string[]> = {
  api: ['apps/api/src', 'libs/risk-model/src', 'libs/store/src', ...common],
  dashboard: [
    'apps/dashboard',
    'libs/charts',
    'libs/contract',
    'libs/risk-model/src',
    'docs/method.md',
    ...common,
  ],
};
const results: Record<App, string> = {
  api: 'apps/api/dist/main.js',
  dashboard: 'apps/dashboard/dist/browser/index.html',
};
/** Texts of the dashboard's operations, by the ids that stand in its bundle; the server reads them. */
const manifestFile = join(root, 'apps', 'dashboard', 'dist', 'operations.json');
const skipped = /(^|\/)(dist|node_modules|generated|testing|\.angular)$|\.spec\.ts$/;

function* filesOf(path: string): Generator<string> {
  const full = join(root, path);
  if (skipped.test(path) || !existsSync(full)) return;
  if (statSync(full).isFile()) yield path;
  else for (const name of readdirSync(full).sort()) yield* filesOf(`${path}/${name}`);
}

function fingerprint(app: App): string {
  const hash = createHash('sha256');
  for (const source of sources[app]) {
    for (const file of filesOf(source))
      hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function stampFile(app: App): string {
  return join(root, 'apps', app, 'dist', '.stamp');
}

function isFresh(app: App, print: string): boolean {
  const file = stampFile(app);
  if (!existsSync(join(root, results[app])) || !existsSync(file)) return false;
  if (app === 'dashboard' && !existsSync(manifestFile)) return false;
  return readFileSync(file, 'utf8') === print;
}

/** Nx without its daemon, its screen and its cloud: plain lines, and nothing stays behind. */
export const nxEnvironment = {
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  NG_CLI_ANALYTICS: 'false',
};

/** One list, as JSON, of what code generation left in each room; empty before its first run. */
function operations(): string {
  const generated = join(root, 'libs', 'contract', 'src', 'generated');
  const rooms = existsSync(generated) ? readdirSync(generated) : [];
  const texts = rooms
    .map((room) => join(generated, room, 'persisted-documents.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  return JSON.stringify(Object.assign({}, ...texts));
}

/** Generates the dashboard's operations from their documents; whether any of them changed. */
export async function generateOperations(): Promise<boolean> {
  const before = operations();
  const { code, output } = await run(
    tool('nx'),
    ['run', 'contract:codegen', '--outputStyle=static'],
    {
      quiet: true,
      timeout: 5 * 60_000,
      env: { ...process.env, ...nxEnvironment },
    },
  );
  if (code !== 0) throw new Stop(`${output}\nThe operations could not be generated.`, 1);
  return operations() !== before;
}

/** Builds the named apps where their sources have changed; gives back which were built. */
export async function build(apps: readonly App[], loud = false): Promise<readonly App[]> {
  const prints = new Map(apps.map((app) => [app, fingerprint(app)]));
  const stale = apps.filter((app) => !isFresh(app, prints.get(app) ?? ''));
  if (stale.length === 0) return [];
  const args = ['run-many', '-t', 'build', '-p', stale.join(','), '--outputStyle=static'];
  const { code, output } = await run(tool('nx'), args, {
    quiet: !loud,
    timeout: 15 * 60_000,
    env: { ...process.env, ...nxEnvironment },
  });
  if (code !== 0) throw new Stop(`${output}\nThe build failed.`, 1);
  if (stale.includes('dashboard')) writeFileSync(manifestFile, operations());
  for (const app of stale) writeFileSync(stampFile(app), prints.get(app) ?? '');
  return stale;
}
