import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '../src/config.js';
import { codesOf, Story } from './harness.js';
import { PASSWORD, tokenOf, Visitor } from './visitor.js';

const NOTE = 'canary of a note that is sealed';
const CLIENT_SECRET = 'canary-of-a-client-secret';
const UNKNOWN_TOKEN = 'chp_canaryOfATokenThatIsNotKnown';
const RECORD = 'mutation ($input: RecordAgreementInput!) { recordAgreement(input: $input) { id } }';
const SAVE =
  'mutation ($input: SaveIdentityProviderInput!) { saveIdentityProvider(input: $input) { id } }';

describe('secrets', () => {
  let story: Story;
  let written = '';

  beforeAll(async () => {
    const real = fs.writeSync.bind(fs) as (...args: unknown[]) => number;
    jest.spyOn(fs, 'writeSync').mockImplementation(((
      fd: number,
      data: unknown,
      ...rest: unknown[]
    ) => {
      if (fd !== 2) return real(fd, data, ...rest);
      written += String(data);
      return Buffer.byteLength(String(data));
    }) as typeof fs.writeSync);
    const config = loadConfig({ LOG_LEVEL: 'trace', NODE_ENV: 'test', ANY_OPERATION: '1' });
    story = await Story.begin({ config });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await story.end();
  });

  it('stand in no line of the log, whatever is asked and whatever goes wrong', async () => {
    const ada = new Visitor(story);
    await ada.setUp('ada@story.test');
    const first = ada.cookie;
    await ada.enrol();
    await ada.halfAMinuteLater();
    const other = ada.elsewhere();
    await other.signIn('ada@story.test');
    await other.told('mutation ($code: String!) { verifyRecoveryCode(code: $code) { step } }', {
      code: ada.recoveryCodes[0],
    });
    const { token } = await story.token();
    const input = { kind: 'NDA', status: 'DRAFT', note: NOTE };
    await ada.told('mutation { createVendor(input: { displayName: "Acme" }) { id } }');
    await ada.ask(SAVE, {
      input: {
        name: 'Theirs',
        issuer: 'https://127.0.0.1:1',
        clientId: 'x',
        clientSecret: CLIENT_SECRET,
      },
    });
    const [vendor] = await story.sql<{ id: string }>('select id from vendors');
    // the statements behind these fail, with their values in hand
    for (const table of ['agreements', 'people']) {
      await story.sql(`alter table ${table} rename to elsewhere`);
      const failed = await story.gql(
        RECORD,
        { input: { ...input, vendor: vendor?.id } },
        { token },
      );
      const denied = await new Visitor(story).refused(
        'mutation ($input: SignInInput!) { signIn(input: $input) { step } }',
        { input: { email: 'ada@story.test', password: PASSWORD } },
      );
      await story.sql(`alter table elsewhere rename to ${table}`);
      expect([...codesOf(failed), ...denied]).toContain('INTERNAL');
    }
    await story.gql('{ viewer { role } }', {}, { token: UNKNOWN_TOKEN });
    await story.post(
      `{"variables":{"password":"${PASSWORD}"`,
      story.headers({ cookie: ada.cookie }),
    );

    const canaries = [
      PASSWORD,
      NOTE,
      CLIENT_SECRET,
      UNKNOWN_TOKEN,
      token,
      ada.secret,
      ...ada.recoveryCodes,
    ];
    canaries.push(
      tokenOf(story.server.signInLink),
      ...[first, ada.cookie, other.cookie].map((cookie) => cookie.split('=')[1] ?? ''),
    );
    expect(canaries.filter((secret) => secret.length < 10)).toEqual([]);
    expect(written.split('\n').length).toBeGreaterThan(3);
    expect(canaries.filter((secret) => written.includes(secret))).toEqual([]);
  });
});

describe('a sign-in that fails', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
    await new Visitor(story).setUp('ada@story.test');
  });
  afterAll(() => story.end());

  const tried = async (email: string, password: string) => {
    await story.sql('delete from rate_limits');
    const began = performance.now();
    const reply = await story.gql(
      'mutation ($input: SignInInput!) { signIn(input: $input) { step } }',
      { input: { email, password } },
    );
    return {
      ms: performance.now() - began,
      told: reply.errors.map(({ message, extensions }) => [extensions.code, message]),
    };
  };
  const median = (all: readonly number[]): number =>
    [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

  it('says the same and takes as long for people who are here and who are not', async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    const told = new Set<string>();
    for (let n = 0; n < 15; n += 1)
      for (const [email, times] of [
        ['ada@story.test', known],
        [`nobody${n}@story.test`, unknown],
      ] as const) {
        const reply = await tried(email, 'not the password of anybody');
        times.push(reply.ms);
        told.add(JSON.stringify(reply.told));
      }
    expect(told.size).toBe(1);
    const ratio = median(known) / median(unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('is no fault of ours, whatever the password is made of', async () => {
    const wrong = (await tried('ada@story.test', 'x'.repeat(20))).told;
    for (const password of [
      '',
      'x'.repeat(65),
      'x'.repeat(5_000),
      'pässwörd mit ümlauten',
      '🔑'.repeat(40),
      'with\u0000a nul',
    ])
      expect([password.slice(0, 10), (await tried('ada@story.test', password)).told]).toEqual([
        password.slice(0, 10),
        wrong,
      ]);
  });
});
