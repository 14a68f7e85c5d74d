import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readPool } from '@chaperone/store';
import { aPerson, anOrganisation, testDatabase, type TestDatabase } from '@chaperone/store/testing';
import type { Pool } from 'pg';
import { Audit } from '../audit/audit.js';
import { loadConfig, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { Today } from '../graphql/today.js';
import { Database, Work } from '../graphql/work.js';
import type { ApiTokensService } from '../identity/api-tokens.service.js';
import type { PeopleService } from '../identity/people.service.js';
import type { SessionsService } from '../identity/sessions.service.js';
import { testKeys } from '../keys/testing/test-keys.js';
import { Mailer } from '../mail/mailer.js';
import { DecideAccess } from './decide-access.service.js';
import { ReviewDue } from './review-due.service.js';
import { ReviewReminder } from './review-reminder.service.js';
import { ReviewsService } from './reviews.service.js';

class SetClock extends Clock {
  moment = new Date();
  override now(): Date {
    return this.moment;
  }
}

const MAIL = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'risk@example.org' };

describe('access reviews', () => {
  let database: TestDatabase;
  let reads: Pool;
  let work: Work;
  let admin: string;
  const clock = new SetClock();
  const today = new Today(clock);

  const rows = <Row>(text: string): Promise<Row[]> => database.dataSource.query(text);
  const config = (settings: Record<string, string> = {}): Config => loadConfig(settings);
  const reminder = (settings: Record<string, string> = MAIL): ReviewReminder => {
    const made = config(settings);
    const due = new ReviewDue(work, made);
    return new ReviewReminder(work, today, due, new Mailer(testKeys(), clock, made));
  };
  const recipients = async (): Promise<string[]> =>
    (
      await rows<{ recipient: string }>(
        `select recipient from mails where kind = 'REVIEW_DUE' order by created_at, recipient`,
      )
    ).map(({ recipient }) => recipient);
  const reviews = (): ReviewsService => new ReviewsService(work, clock, new Audit(work), config());
  const itemOf = async (personId: string): Promise<{ id: string; review_id: string }> => {
    const [item] = await rows<{ id: string; review_id: string }>(
      `select id, review_id from access_review_items where person_id = '${personId}'`,
    );
    return item!;
  };

  beforeAll(async () => {
    database = await testDatabase();
    reads = readPool(database.url, database.appRole);
    work = new Work(new Database(database.dataSource, reads, database.url));
    await work.change(async (tx) => {
      if ((await tx.query<unknown[]>('select from organisation')).length === 0)
        await anOrganisation(tx);
      admin = (await aPerson(tx, { role: 'ADMIN', email: 'ada@example.org' })).id;
      await aPerson(tx, { role: 'ADMIN', email: 'bea@example.org' });
      await aPerson(tx, { role: 'ADMIN', email: 'new@example.org', invitedAt: new Date() });
      await aPerson(tx, { role: 'ADMIN', email: 'gone@example.org', disabledAt: new Date() });
      await aPerson(tx, { role: 'AUDITOR', email: 'carl@example.org' });
    });
  });
  beforeEach(() => {
    clock.moment = new Date();
    today.useTimeZone('UTC');
  });
  afterAll(async () => {
    await reads.end();
    await database.drop();
  });

  const inDays = (days: number): void => {
    clock.moment = new Date(Date.now() + days * 86_400_000);
    today.useTimeZone('UTC');
  };

  it('are due a quarter after the installation was made, or as often as is set', async () => {
    const day = (days: number): string =>
      new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    expect(await new ReviewDue(work, config()).day()).toBe(day(90));
    const monthly = config({ ACCESS_REVIEW_DAYS: '30' });
    expect(await new ReviewDue(work, monthly).day()).toBe(day(30));
    expect(() => config({ ACCESS_REVIEW_DAYS: '0' })).toThrow(/ACCESS_REVIEW_DAYS/);
  });

  it('remind nobody before the day, or where no mail server is set', async () => {
    inDays(89);
    expect(await reminder().remind()).toBe(0);
    inDays(90);
    expect(await reminder({}).remind()).toBe(0);
    expect(await recipients()).toEqual([]);
  });

  it('remind each administrator once for a due day, however many processes ask', async () => {
    inDays(90);
    const written = await Promise.all([1, 2, 3].map(() => reminder().remind()));
    expect(written.reduce((sum, each) => sum + each, 0)).toBe(2);
    expect(await recipients()).toEqual(['ada@example.org', 'bea@example.org']);
    inDays(91);
    expect(await reminder().remind()).toBe(0);
    // the mail's own trace is swept after ninety days; the reminder is not sent again for that
    await rows('delete from mails');
    inDays(200);
    expect(await reminder().remind()).toBe(0);
    await rows(`update people set invited_at = null where email = 'new@example.org'`);
    expect(await reminder().remind()).toBe(1);
    expect(await recipients()).toEqual(['new@example.org']);
  });

  it('leave person, session and review as they were where a revocation fails', async () => {
    await reviews().start(admin, () => Promise.resolve());
    const [carl] = await rows<{ id: string }>(
      `select id from people where email = 'carl@example.org'`,
    );
    const item = await itemOf(carl!.id);
    const before = await rows('select p.*, i.* from people p, access_review_items i order by 1');
    const sessions = { change: (each: never) => work.change(each) } as unknown as SessionsService;
    const people = {
      oneAtATime: () => Promise.resolve(),
      shutOut: async (tx: { query(text: string): Promise<unknown> }) => {
        await tx.query(`update people set disabled_at = now() where email = 'carl@example.org'`);
        throw new Error('cut off');
      },
    } as unknown as PeopleService;
    const decisions = new DecideAccess(
      clock,
      new Audit(work),
      sessions,
      people,
      {} as ApiTokensService,
    );
    const input = { reviewId: item.review_id, itemId: item.id, verdict: 'REVOKE' as const };
    await expect(decisions.decide(input, admin, () => Promise.resolve())).rejects.toThrow(
      'cut off',
    );
    expect(await rows('select p.*, i.* from people p, access_review_items i order by 1')).toEqual(
      before,
    );
    expect(await rows(`select 1 from audit_entries where action = 'ACCESS_REVIEWED'`)).toEqual([]);
  });

  it('are due again a quarter after one was completed, and remind anew then', async () => {
    const [open] = await rows<{ id: string }>('select id from access_reviews');
    await work.change((tx) =>
      tx.query(
        `update access_review_items set verdict = 'KEEP', outcome = 'KEPT', decided_by = $1,
           decided_at = now(), decided_role = role`,
        [admin],
      ),
    );
    inDays(100);
    await reviews().complete(open!.id, admin, () => Promise.resolve());
    await rows('delete from mails');
    inDays(189);
    expect(await reminder().remind()).toBe(0);
    inDays(190);
    expect(await reminder().remind()).toBe(3);
    expect(await recipients()).toHaveLength(3);
  });
});
