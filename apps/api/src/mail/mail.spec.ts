import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readPool } from '@chaperone/store';
import { testDatabase, type TestDatabase } from '@chaperone/store/testing';
import type { Pool } from 'pg';
import { pino } from 'pino';
import type { SMTPServerOptions } from 'smtp-server';
import { loadConfig, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { Database, Work } from '../graphql/work.js';
import { testKeys } from '../keys/testing/test-keys.js';
import { testCertificate } from '../testing/certificate.js';
import { beginMailServer, type MailServer, type ReceivedMail } from '../testing/mail-server.js';
import { delayAfter, MailSender } from './mail-sender.js';
import { Mailer, type NewMail } from './mailer.js';
import { smtpTransport } from './smtp.js';

class SetClock extends Clock {
  moment = new Date();
  override now(): Date {
    return this.moment;
  }
  pass(minutes: number): void {
    this.moment = new Date(this.moment.getTime() + minutes * 60_000);
  }
}

interface MailRow {
  attempts: number;
  content: string | null;
  sent_at: Date | null;
  given_up_at: Date | null;
  fault: string | null;
}

const ALERT: NewMail = {
  kind: 'ALERT',
  to: 'ada@example.org',
  event: 'alert:1',
  facts: { what: 'Your password was changed.', at: new Date('2026-11-24T18:55:00Z') },
};

describe('mails', () => {
  let database: TestDatabase;
  let reads: Pool;
  let work: Work;
  let server: MailServer | null = null;
  let received: ReceivedMail[] = [];
  const clock = new SetClock();
  const keys = testKeys();

  const mailServer = async (options: SMTPServerOptions = {}): Promise<number> => {
    server = await beginMailServer((mail) => received.push(mail), options);
    return server.port;
  };

  const configOf = (url?: string): Config =>
    loadConfig(url ? { SMTP_URL: url, MAIL_FROM: 'risk@example.org' } : {});
  const at = (port: number): Config => configOf(`smtp://127.0.0.1:${port}`);
  const sender = (config: Config): MailSender =>
    new MailSender(work, keys, clock, config, pino({ level: 'silent' }));
  const post = (config: Config, mail: NewMail = ALERT): Promise<boolean> =>
    work.change((tx) => new Mailer(keys, clock, config).send(tx, mail));
  const rows = (): Promise<MailRow[]> =>
    database.dataSource.query(
      'select attempts, content, sent_at, given_up_at, fault from mails order by event',
    );

  beforeAll(async () => {
    database = await testDatabase();
    reads = readPool(database.url, database.appRole);
    work = new Work(new Database(database.dataSource, reads, database.url));
    await database.dataSource.query(
      `insert into organisation (name) values ('Quiet Room') on conflict do nothing`,
    );
  });
  beforeEach(async () => {
    received = [];
    clock.moment = new Date();
    await database.dataSource.query('delete from mails');
  });
  afterEach(async () => {
    const closing = server;
    server = null;
    await closing?.end();
  });
  afterAll(async () => {
    await reads.end();
    await database.drop();
  });

  it('are not even written where no mail server is set', async () => {
    const mailer = new Mailer(keys, clock, configOf());
    expect(mailer.enabled).toBe(false);
    expect(await post(configOf())).toBe(false);
    expect(await rows()).toEqual([]);
  });

  it('go out once for an event, and their words are forgotten', async () => {
    const config = at(await mailServer());
    expect([await post(config), await post(config)]).toEqual([true, false]);
    const [waiting] = await rows();
    expect(waiting?.content).toMatch(/^v1\./);
    expect(await sender(config).deliverDue()).toBe(1);
    expect(await sender(config).deliverDue()).toBe(0);
    expect(received).toHaveLength(1);
    expect(received[0]?.to).toEqual(['ada@example.org']);
    expect(received[0]?.text).toContain('Subject: About your account: Your password was changed.');
    expect(received[0]?.text).toContain('Chaperone of Quiet Room');
    expect(received[0]?.text).toContain('From: risk@example.org');
    const [sent] = await rows();
    expect(sent).toMatchObject({ content: null, attempts: 1, given_up_at: null });
    expect(sent?.sent_at).toBeInstanceOf(Date);
  });

  it('are undone with the change that they tell of', async () => {
    const config = at(await mailServer());
    const change = work.change(async (tx) => {
      await new Mailer(keys, clock, config).send(tx, ALERT);
      throw new Error('no');
    });
    await expect(change).rejects.toThrow('no');
    expect(await rows()).toEqual([]);
  });

  it('wait while the server is down, longer each time, and arrive when it is back', async () => {
    const port = await mailServer();
    await server?.end();
    const config = at(port);
    await post(config);
    expect(await sender(config).deliverDue()).toBe(0);
    const [failed] = await rows();
    expect(failed?.fault).toMatch(/ECONNREFUSED/);
    expect(await sender(config).deliverDue()).toBe(0);
    expect((await rows())[0]?.attempts).toBe(1);
    clock.pass(1);
    expect(await sender(config).deliverDue()).toBe(0);
    expect((await rows())[0]?.attempts).toBe(2);
    clock.pass(2);
    expect(await sender(at(await mailServer())).deliverDue()).toBe(1);
    expect(received).toHaveLength(1);
    expect([1, 2, 3, 20].map(delayAfter)).toEqual([30_000, 60_000, 120_000, 21_600_000]);
  });

  it('are tried again after a "not now", and given up after a "never"', async () => {
    const config = at(
      await mailServer({
        onRcptTo({ address }, _session, done) {
          const code = address.startsWith('never') ? 550 : 451;
          done(Object.assign(new Error('refused'), { responseCode: code }));
        },
      }),
    );
    await post(config);
    await post(config, { ...ALERT, event: 'alert:2', to: 'never@example.org' });
    expect(await sender(config).deliverDue()).toBe(0);
    const [notNow, never] = await rows();
    expect(notNow).toMatchObject({ given_up_at: null });
    expect(notNow?.content).not.toBeNull();
    expect(never).toMatchObject({ content: null, sent_at: null });
    expect(never?.given_up_at).toBeInstanceOf(Date);
  });

  it('do not wait for a server that says nothing', async () => {
    const port = await mailServer({ onConnect: () => undefined });
    const transport = smtpTransport(`smtp://127.0.0.1:${port}`, { connectMs: 300 });
    const since = performance.now();
    const mail = { from: 'a@example.org', to: 'b@example.org', text: 'x' };
    await expect(transport.sendMail(mail)).rejects.toThrow(/[Gg]reeting/);
    expect(performance.now() - since).toBeLessThan(5_000);
  });

  it('of a sender that died with them in hand are taken up by the next, and not before', async () => {
    const config = at(await mailServer());
    await post(config);
    await database.dataSource.query(
      `update mails set attempts = 1, next_at = $1::timestamptz + interval '2 minutes'`,
      [clock.now()],
    );
    expect(await sender(config).deliverDue()).toBe(0);
    clock.pass(3);
    const both = await Promise.all([sender(config).deliverDue(), sender(config).deliverDue()]);
    expect(both.reduce((sum, count) => sum + count)).toBe(1);
    expect(received).toHaveLength(1);
  });

  it('whose link is over are not sent any more', async () => {
    const config = at(await mailServer());
    const expiresAt = new Date(clock.now().getTime() + 60_000);
    const facts = { link: 'http://localhost/reset#t=secret', expiresAt };
    await post(config, { kind: 'RESET_LINK', to: 'a@b.example', event: 'r:1', expiresAt, facts });
    clock.pass(2);
    expect(await sender(config).deliverDue()).toBe(0);
    expect(received).toEqual([]);
    expect((await rows())[0]).toMatchObject({ content: null, sent_at: null });
  });

  describe('over TLS', () => {
    const own = testCertificate();
    const mail = { from: 'a@example.org', to: 'b@example.org', text: 'x' };

    it('are sent where the certificate holds, and not where it does not', async () => {
      const port = await mailServer({ disabledCommands: [], ...own });
      const url = `smtp://localhost:${port}`;
      await smtpTransport(url, { ca: own.cert }).sendMail(mail);
      expect(received.map(({ secure }) => secure)).toEqual([true]);
      const stranger = smtpTransport(url, { ca: testCertificate().cert });
      await expect(stranger.sendMail(mail)).rejects.toThrow(/certificate|signed/);
      expect(received).toHaveLength(1);
    });

    it('are kept back from a server that does not offer it', async () => {
      const port = await mailServer();
      const transport = smtpTransport(`smtp://localhost:${port}`, { ca: own.cert });
      await expect(transport.sendMail(mail)).rejects.toMatchObject({ code: 'ETLS' });
      expect(received).toEqual([]);
    });

    it('speak it from the first byte where the address says smtps', async () => {
      const port = await mailServer({ secure: true, ...own });
      await smtpTransport(`smtps://localhost:${port}`, { ca: own.cert }).sendMail(mail);
      expect(received.map(({ secure }) => secure)).toEqual([true]);
    });
  });
});
