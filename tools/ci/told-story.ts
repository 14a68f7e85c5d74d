// What the stories of .ci/run share: a command that runs as its user would run it, checks that are
// told one a line, and the last line `N passed, N failed`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/root.ts';
import { until } from '../support/wait.ts';

let passed = 0;
let failed = 0;

/** Does one check and tells how it went; a check that throws has failed. */
export async function check(name: string, work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}: ${(error as Error).message}`);
  }
}

export function expect(condition: boolean, otherwise: string): void {
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

/** A command that was started from a terminal of its own. */
export interface Command {
  /** What it has written so far. */
  readonly output: () => string;
  /** The exit code, or the signal that npm ends itself with after passing it on. */
  readonly ended: Promise<number | string>;
  /** The first match in the output; undefined where it has not come within the milliseconds. */
  readonly says: (what: RegExp, within: number) => Promise<string | undefined>;
  readonly interrupt: () => void;
}

/** `npm run …` on an installation of its own, its output passed on. */
export function npmRun(args: readonly string[], settings: NodeJS.ProcessEnv): Command {
  const env = { ...process.env, DATABASE_URL: '', ...settings };
  const child = spawn('npm', ['run', ...args], { cwd: root, env, detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
      process.stdout.write(chunk);
    });
  }
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  const says = async (what: RegExp, within: number) => {
    const found = until(() => what.exec(output)?.[1] ?? what.exec(output)?.[0], within);
    return Promise.race([found, ended.then(() => undefined)]);
  };
  // a terminal's Ctrl-C reaches the whole group, and so does this
  const interrupt = () => process.kill(-(child.pid ?? 0), 'SIGINT');
  return { output: () => output, ended, says, interrupt };
}

/** Ctrl-C ends the command within the seconds, and nothing that knows its folder stays behind. */
export async function checkEnd(command: Command, folder: string, seconds: number): Promise<void> {
  await check(`Ctrl-C ends it within ${seconds} s`, async () => {
    command.interrupt();
    const late = new Promise<'late'>((resolve) =>
      setTimeout(() => resolve('late'), seconds * 1000).unref(),
    );
    const code = await Promise.race([command.ended, late]);
    expect(code === 0 || code === 'SIGINT', `ended with ${code}`);
  });
  await check('no process stays behind', async () => {
    const clean = await until(() => processesOf(folder).length === 0, 5_000);
    expect(clean === true, `still there: ${processesOf(folder).join(', ')}`);
  });
}

/** Plays a story in a folder of its own, tells the sum and leaves. */
export async function play(story: (folder: string) => Promise<void>): Promise<never> {
  const folder = mkdtempSync(join(tmpdir(), 'chaperone-story-'));
  await story(folder);
  rmSync(folder, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
