// A contender's process seen from outside.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { atEnd } from '../support/lifetime.ts';
import { root } from '../support/root.ts';
import { stop } from '../support/run.ts';
import type { Report } from './self-report.ts';

/** As tools/bootstrap.js starts what runs the product. */
export const productFlags = ['--max-semi-space-size=16', '--max-old-space-size=512'] as const;

export interface Contender {
  readonly port: number;
  /** Asks the process how it stands; `count` and `counted` switch the counting of statements. */
  ask(what: 'figures' | 'count' | 'counted'): Promise<Report>;
  stop(): Promise<void>;
}

/** Starts a program of this folder and waits until it listens. */
export async function start(
  program: 'bare.ts' | 'product.ts' | 'unguarded.ts',
  args: readonly string[],
): Promise<Contender> {
  const child = fork(join(root, 'tools', 'bench', program), [...args], {
    execArgv: [...productFlags],
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', ANY_OPERATION: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const finished = atEnd(program, () => stop(child));
  const next = (): Promise<Report> =>
    new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error(`${program} has ended`));
      child.once('exit', gone);
      child.once('message', (message) => {
        child.off('exit', gone);
        resolve(message as Report);
      });
    });
  const { port = 0 } = await next();
  return {
    port,
    ask: (what) => {
      const answer = next();
      child.send(what);
      return answer;
    },
    stop: async () => {
      await stop(child);
      await finished();
    },
  };
}
