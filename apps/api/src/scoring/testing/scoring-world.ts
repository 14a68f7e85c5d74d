/** What specs of the rooms above need: a database, a clock that stands still, and the mill. */
import { readPool } from '@chaperone/store';
import { testDatabase, type TestDatabase } from '@chaperone/store/testing';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../graphql/access.js';
import { Clock } from '../../graphql/clock.js';
import { Database, Work } from '../../graphql/work.js';
import type { Keys } from '../../keys/keys.js';
import { testKeys } from '../../keys/testing/test-keys.js';
import { ScoringService } from '../scoring.service.js';

/** A clock that a spec sets. */
export class StoppedClock extends Clock {
  constructor(private moment = '2026-10-01T12:00:00Z') {
    super();
  }

  override now(): Date {
    return new Date(this.moment);
  }

  set(moment: string): void {
    this.moment = moment;
  }
}

/** Somebody of the compliance team. */
export const officer: Principal = {
  personId: null,
  name: 'Compliance Officer',
  role: 'COMPLIANCE',
  via: 'SESSION',
  stage: 'FULL',
  factorAt: null,
};

/** A database with the mill on it. */
export interface ScoringWorld {
  readonly database: TestDatabase;
  readonly clock: StoppedClock;
  readonly work: Work;
  readonly scoring: ScoringService;
  readonly keys: Keys;
  /** Runs in one transaction under the application's role. */
  change<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>;
  rows<T>(text: string, values?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** Makes a world of its own; close it in `afterAll`. */
export async function scoringWorld(): Promise<ScoringWorld> {
  const database = await testDatabase();
  const reads = readPool(database.url, database.appRole, { max: 2 });
  const work = new Work(new Database(database.dataSource, reads, database.url));
  const clock = new StoppedClock();
  return {
    database,
    clock,
    work,
    scoring: new ScoringService(clock, work),
    keys: testKeys(),
    change: (change) => work.change(change),
    rows: async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
      (await database.dataSource.query(text, values)) as T[],
    close: async () => {
      await reads.end();
      await database.drop();
    },
  };
}
