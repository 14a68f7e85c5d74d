import { Inject, Injectable } from '@nestjs/common';
import { Cron, Timeout } from '@nestjs/schedule';
import { LOCKS } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { Clock } from '../graphql/clock.js';
import { LOG, type Logger } from '../graphql/log.js';
import { Today } from '../graphql/today.js';
import { systemPrincipal, Work } from '../graphql/work.js';
import { ScoringService } from '../scoring/scoring.service.js';

const NAME = 'nightly';
/** After a start the night's work waits until the first pages have been answered. */
const AFTER_START_MS = 20_000;

/** A statement of the sweep may take this long. */
const SWEEPING_MS = 60_000;

const SWEEPING = [
  'delete from sessions where expires_at < $1',
  'delete from challenges where expires_at < $1',
  "delete from factors where confirmed_at is null and created_at < $1::timestamptz - interval '1 day'",
  "delete from known_places where last_seen_at < $1::timestamptz - interval '90 days'",
  "delete from alerts where at < $1::timestamptz - interval '1 year'",
  "delete from sign_in_links where expires_at < $1::timestamptz - interval '7 days'",
  'delete from rate_limits where expire < (extract(epoch from $1::timestamptz) * 1000)::bigint',
];

/** The night's work: scores fade and agreements end by themselves, so every day looks at all of them. */
@Injectable()
export class NightlyService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly today: Today,
    private readonly scoring: ScoringService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Every hour, so that a machine which slept at midnight catches up; done once a day. */
  @Cron('7 * * * *', { name: NAME })
  @Timeout(AFTER_START_MS)
  async tick(): Promise<void> {
    try {
      if (await this.runOnce()) this.log.info('Nightly work done');
    } catch (fault) {
      this.log.error({ err: fault }, 'Nightly work failed; it is tried again within the hour');
    }
  }

  /** Does the day's work unless it is done or being done. Returns whether it did. */
  runOnce(): Promise<boolean> {
    return this.work.change(
      async (tx) => {
        if (!(await this.isDue(tx))) return false;
        await this.sweep();
        await this.scoring.rescoreAll('NIGHTLY', systemPrincipal);
        await this.scoring.recheckCompliance(systemPrincipal);
        await tx.query('insert into jobs_done (name, day) values ($1, $2)', [
          NAME,
          this.today.current(),
        ]);
        return true;
      },
      { statementTimeoutMs: 0 },
    );
  }

  /** In a transaction of its own: whoever signs in waits for a counter that is being removed. */
  private async sweep(): Promise<void> {
    await this.work.change(
      async (tx) => {
        for (const statement of SWEEPING) await tx.query(statement, [this.clock.now()]);
      },
      { statementTimeoutMs: SWEEPING_MS },
    );
  }

  /** The lock goes with the transaction: a process that dies in the night does not block the next. */
  private async isDue(tx: EntityManager): Promise<boolean> {
    const [row] = (await tx.query(
      `select pg_try_advisory_xact_lock($1) as free,
        exists (select 1 from jobs_done where name = $2 and day = $3) as done`,
      [LOCKS.NIGHTLY, NAME, this.today.current()],
    )) as { free: boolean; done: boolean }[];
    return row !== undefined && row.free && !row.done;
  }
}
