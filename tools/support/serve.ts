// What `demo` and `start` have in common: build, database, API, two lines for the user.
import { dashboardDir, startApi, type StartedServer } from './api.ts';
import { build } from './build.ts';
import { openEmbedded } from './database.ts';
import { atEnd, isEnding } from './lifetime.ts';
import { address, claimDataDir, givenDatabaseUrl, givenPort } from './settings.ts';
import { step, told } from './steps.ts';

const linkTexts = {
  demo: 'Sign in with this link (it works once):',
  start: 'Set up with this link (it works once and makes the first administrator):',
};

async function openDatabase(dataDir: string): Promise<string> {
  const given = givenDatabaseUrl();
  if (given) return given;
  const { url } = await step('PostgreSQL', () => openEmbedded(dataDir));
  return url;
}

function announce(mode: 'demo' | 'start', server: StartedServer): void {
  console.log(`\n${server.url}`);
  if (server.signInLink) console.log(`${linkTexts[mode]}\n  ${server.signInLink}`);
  if (server.apiToken) console.log(`API token: ${server.apiToken}`);
  console.log('Ctrl-C stops everything.');
}

/** Serves until stopped. */
export async function serve(mode: 'demo' | 'start'): Promise<void> {
  const since = performance.now();
  // said before a folder is made and a database started
  givenPort();
  const dataDir = claimDataDir(mode);
  console.log(`Chaperone ${mode}, data in ${dataDir}`);
  // the database first: a second start is refused before it could rebuild what the first one serves
  const databaseUrl = await openDatabase(dataDir);
  await step('Build', () => build(['api', 'dashboard']));
  const { host, port } = await address();
  if (isEnding()) return;
  const starting = startApi({
    databaseUrl,
    host,
    port,
    dataDir,
    mode,
    dashboardDir,
    printToken: process.argv.includes('--print-token'),
    onStep: told,
  });
  atEnd('the server', async () => {
    const server = await starting.catch(() => undefined);
    console.log('Stopping …');
    await server?.close();
  });
  const server = await starting;
  told('Ready', performance.now() - since);
  announce(mode, server);
}
