// The built demo as a user meets it: `npm run demo` starts it, it answers for its health and its
// heatmap, Ctrl-C ends it and leaves no process. Run by .ci/run; ends with `N passed, N failed`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/root.ts';
import { until } from '../support/wait.ts';
import { freePort } from '../postgres/postmaster.ts';

let passed = 0;
let failed = 0;

async function check(name: string, work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}: ${(error as Error).message}`);
  }
}

function expect(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}

/** Processes whose command line names the folder. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    });
}

interface Demo {
  readonly output: () => string;
  /** The exit code, or the signal that npm ends itself with after passing it on. */
  readonly ended: Promise<number | string>;
  readonly interrupt: () => void;
}

function startDemo(dataDir: string, port: number): Demo {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), DATABASE_URL: '' };
  const options = { cwd: root, env, detached: true };
  const child = spawn('npm', ['run', 'demo', '--', '--print-token'], options);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
      process.stdout.write(chunk);
    });
  }
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  // a terminal's Ctrl-C reaches the whole group, and so does this
  const interrupt = () => process.kill(-(child.pid ?? 0), 'SIGINT');
  return { output: () => output, ended, interrupt };
}

interface Cell {
  readonly count: number;
}

async function heatmap(url: string, token: string): Promise<void> {
  const query = `{ riskHeatmap(basis: CEILING) {
    cells { likelihood impact count band byBand { band count } }
    notAssessed { count byCeiling { band count } } } }`;
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const text = await reply.text();
  const { data } = JSON.parse(text) as {
    data?: { riskHeatmap?: { cells: readonly Cell[]; notAssessed: Cell } };
  };
  const map = data?.riskHeatmap;
  if (!map) throw new Error(text.slice(0, 500));
  const vendors = map.cells.reduce((sum, { count }) => sum + count, map.notAssessed.count);
  expect(vendors >= 30, `only ${vendors} vendors are on the map`);
}

async function story(dataDir: string): Promise<void> {
  const port = await freePort();
  const demo = startDemo(dataDir, port);
  const url = `http://localhost:${port}`;
  let token = '';
  await check('the demo starts and prints its address, a link and a token', async () => {
    const gone = demo.ended.then((code) => `ended with ${code}`);
    const ready = until(() => /API token: (\S+)/.exec(demo.output())?.[1], 300_000);
    token = (await Promise.race([ready, gone])) ?? '';
    expect(token !== '' && !token.startsWith('ended'), token || 'no token after 300 s');
    expect(demo.output().includes(`\n${url}\n`), 'the address is not on a line of its own');
    expect(demo.output().includes(`${url}/sign-in#t=`), 'no sign-in link');
  });
  for (const path of ['/livez', '/readyz', '/']) {
    await check(`GET ${path} answers 200`, async () => {
      const { status } = await fetch(`${url}${path}`);
      expect(status === 200, `status ${status}`);
    });
  }
  await check('the heatmap holds the sample organisation’s vendors', () => heatmap(url, token));
  await check('the graph refuses who has no token', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ riskHeatmap { notAssessed { count } } }' });
    const reply = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    const text = await reply.text();
    expect(!text.includes('"notAssessed"'), text.slice(0, 200));
  });
  await check('Ctrl-C ends it within 20 s', async () => {
    demo.interrupt();
    const late = new Promise<'late'>((resolve) =>
      setTimeout(() => resolve('late'), 20_000).unref(),
    );
    const code = await Promise.race([demo.ended, late]);
    expect(code === 0 || code === 'SIGINT', `ended with ${code}`);
  });
  await check('no process stays behind', async () => {
    const clean = await until(() => processesOf(dataDir).length === 0, 5_000);
    expect(clean === true, `still there: ${processesOf(dataDir).join(', ')}`);
  });
}

const folder = mkdtempSync(join(tmpdir(), 'chaperone-demo-story-'));
await story(folder);
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
