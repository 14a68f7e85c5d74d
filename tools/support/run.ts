import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { atEnd } from './lifetime.ts';
import { root } from './root.ts';

/** The program `name` of node_modules/.bin. */
export function tool(name: string): string {
  return join(root, 'node_modules', '.bin', name);
}

export interface Outcome {
  readonly code: number;
  /** What it wrote, where it was captured. */
  readonly output: string;
  readonly timedOut: boolean;
}

export interface RunOptions extends SpawnOptions {
  /** Milliseconds after which the program is stopped. */
  readonly timeout?: number;
  /** Keeps the output instead of showing it. */
  readonly quiet?: boolean;
}

/** Stops a child and waits until it has gone; kills it when it will not. */
export async function stop(child: ChildProcess, within = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), within);
  await gone;
  clearTimeout(timer);
}

/** Runs a program to its end in the checkout, and stops it when the command itself is stopped. */
export function run(command: string, args: readonly string[], options: RunOptions = {}) {
  const { timeout, quiet, ...rest } = options;
  return new Promise<Outcome>((resolve, reject) => {
    const piped = quiet ? 'pipe' : 'inherit';
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', piped, piped], ...rest });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const finished = atEnd(command, () => stop(child));
    let timedOut = false;
    const timer = timeout
      ? setTimeout(() => {
          timedOut = true;
          void stop(child);
        }, timeout)
      : undefined;
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      void finished();
      const output = Buffer.concat(chunks).toString('utf8');
      resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGTERM'], output, timedOut });
    });
  });
}
