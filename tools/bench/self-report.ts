// What a contender's process tells the bench over its channel: where it listens, what it has used,
// and how many statements it has sent while asked to count.
import pg from 'pg';

/** A figure that a contender reports. */
export interface Report {
  readonly port?: number;
  /** Resident memory, bytes. */
  readonly rss: number;
  /** Processor time of the process since its start, microseconds. */
  readonly cpu: number;
  readonly statements: number;
}

let statements = 0;

/** Counts every statement that any connection of this process sends, until the returned function is called. */
function countStatements(): () => void {
  const prototype = pg.Client.prototype as unknown as Record<
    'query',
    (...args: unknown[]) => unknown
  >;
  const { query } = prototype;
  statements = 0;
  prototype.query = function counted(this: unknown, ...args: unknown[]) {
    statements += 1;
    return query.apply(this, args);
  };
  return () => {
    prototype.query = query;
  };
}

let stopCounting: (() => void) | null = null;

function report(more: { port?: number } = {}): void {
  const { user, system } = process.cpuUsage();
  const figures: Report = {
    ...more,
    rss: process.memoryUsage.rss(),
    cpu: user + system,
    statements,
  };
  process.send?.(figures);
}

/** Says that the contender is ready, and answers every later message with a report. */
export function reportOnRequest(ready: { port: number }): void {
  process.on('message', (message) => {
    if (message === 'count') stopCounting = countStatements();
    if (message === 'counted') {
      stopCounting?.();
      stopCounting = null;
    }
    report();
  });
  report(ready);
}
