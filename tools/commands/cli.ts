// `npm run import|rescore|token -- …`: the API's command line, on the same database as `npm start`
// (or the demo's with --demo, or where only that one exists). A running server's PostgreSQL is
// used; else one is started for as long as the command takes.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../support/build.ts';
import { openEmbedded } from '../support/database.ts';
import { live } from '../support/lifetime.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';
import {
  callerFolder,
  claimDataDir,
  dataDirOf,
  givenDatabaseUrl,
  markOf,
} from '../support/settings.ts';

const demoFlag = '--demo';

/** Which installation is meant, and where its data are. */
function chooseData(demo: boolean): { mode: 'demo' | 'start'; dataDir: string } {
  if (process.env['DATA_DIR']) {
    const mode = demo || markOf(dataDirOf('start')) === 'demo' ? 'demo' : 'start';
    return { mode, dataDir: claimDataDir(mode) };
  }
  const onlyDemo = existsSync(dataDirOf('demo')) && !existsSync(dataDirOf('start'));
  const mode = demo || onlyDemo ? 'demo' : 'start';
  return { mode, dataDir: claimDataDir(mode) };
}

await live(async () => {
  const args = process.argv.slice(2);
  const { mode, dataDir } = chooseData(args.includes(demoFlag));
  const built = await build(['api']);
  if (built.length > 0) console.error('Built the command line anew.');
  const given = givenDatabaseUrl();
  const databaseUrl = given ?? (await openEmbedded(dataDir, 'join')).url;
  if (!given && process.stderr.isTTY) console.error(`Data of \`npm run ${mode}\` in ${dataDir}`);
  const program = join(root, 'apps', 'api', 'dist', 'cli.js');
  const { code } = await run(
    process.execPath,
    [program, ...args.filter((arg) => arg !== demoFlag)],
    {
      cwd: callerFolder(),
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, CHAPERONE_MODE: mode },
    },
  );
  return code;
});
