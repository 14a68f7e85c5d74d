// The mark "a server is running on this data": a session's advisory lock in database `postgres`.
// It goes with its session, so a killed server leaves none.
import pg from 'pg';
import { lives } from '../support/lives.ts';
import { until } from '../support/wait.ts';

/** Another Chaperone serves this data; `pid` is its process. Commands end with exit code 2. */
export class AlreadyRunning extends Error {
  readonly pid: number;

  constructor(pid: number) {
    super(`already running, pid ${pid}`);
    this.pid = pid;
  }
}

// any two numbers; they only have to stay the same
const lockKey = [1_667_789_168, 1];
const namePrefix = 'chaperone pid ';

/** The name under which our sessions are seen in pg_stat_activity. */
export const sessionName = `${namePrefix}${process.pid}`;

async function holder(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.classid = $1 and l.objid = $2`,
    lockKey,
  );
  return Number(rows[0]?.name.slice(namePrefix.length) ?? 0);
}

/** Takes the lock for the life of this session; throws AlreadyRunning when another process has it. */
export async function takeLock(client: pg.Client): Promise<void> {
  let other = 0;
  const taken = await until(async () => {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1, $2) as taken',
      lockKey,
    );
    if (rows[0]?.taken) return 'taken';
    other = await holder(client);
    // a killed process's session ends within moments: wait for it, but not for a living one
    return other > 0 && lives(other) ? 'refused' : undefined;
  }, 5_000);
  if (taken !== 'taken') throw new AlreadyRunning(other);
}
