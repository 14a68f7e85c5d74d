import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, Story, type GraphReply } from './harness.js';
import { PASSWORD, Visitor } from './visitor.js';

const EMAIL = 'ada@practice.example';
const VERIFY = 'mutation ($code: String!) { verifyTotp(code: $code) { step } }';
const RECOVER = 'mutation ($code: String!) { verifyRecoveryCode(code: $code) { step } }';
const STEP_UP = 'mutation ($code: String!) { stepUpTotp(code: $code) { until } }';
const RENEW = 'mutation { renewRecoveryCodes }';
const START = 'mutation { startTotp { secret uri qrSvg } }';
const CONFIRM =
  'mutation ($code: String!, $name: String!) { confirmTotp(code: $code, name: $name) { recoveryCodes step } }';
const FACTORS = '{ myFactors { id kind name lastUsedAt backedUp } recoveryCodesLeft }';
const ALERTS = '{ myAlerts { kind seen address details } }';

const succeeded = (replies: readonly GraphReply[]) =>
  replies.filter((reply) => reply.errors.length === 0);

describe('a second factor', () => {
  let story: Story;
  let ada: Visitor;

  beforeAll(async () => {
    story = await Story.begin();
    ada = new Visitor(story);
    await ada.setUp(EMAIL);
  });
  afterAll(() => story.end());

  const forgetAttempts = () => story.sql('delete from rate_limits');
  /** As if the last factor had been shown a while ago. */
  const stale = () => story.sql(`update sessions set factor_at = now() - interval '6 minutes'`);

  it('is enrolled with a picture for the app, and ten codes for paper', async () => {
    const { startTotp } = await ada.told<{ startTotp: Record<string, string> }>(START);
    expect(startTotp['uri']).toContain('otpauth://totp/Chaperone:ada%40practice.example?secret=');
    expect(startTotp['qrSvg']).toMatch(/^<svg[^]*<\/svg>\s*$/);
    ada.secret = startTotp['secret'] ?? '';
    const wrong = await ada.ask(CONFIRM, { code: '000000', name: 'Phone' });
    expect(wrong.errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'code' });
    const before = ada.cookie;
    const { confirmTotp } = await ada.told<{ confirmTotp: { recoveryCodes: string[] } }>(CONFIRM, {
      code: ada.nextCode(),
      name: 'Phone',
    });
    ada.recoveryCodes = confirmTotp.recoveryCodes;
    expect(new Set(ada.recoveryCodes).size).toBe(10);
    for (const code of ada.recoveryCodes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(ada.cookie).not.toBe(before);
    expect((await story.gql('{ signInState { step } }', {}, { cookie: before })).data).toEqual({
      signInState: null,
    });
    expect(await ada.told(FACTORS)).toMatchObject({
      myFactors: [{ kind: 'TOTP', name: 'Phone' }],
      recoveryCodesLeft: 10,
    });
  });

  it('keeps its seed sealed', async () => {
    const [row] = await story.sql<{ seed: string }>('select seed from factors');
    expect(row?.seed).toMatch(/^v1\./);
    expect(row?.seed).not.toContain(ada.secret);
  });

  it('changes the cookie when it is shown, and the half-way one is worth nothing any more', async () => {
    const other = ada.elsewhere();
    await other.signIn(EMAIL);
    const half = other.cookie;
    expect(await other.refused('{ vendors { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    expect(await other.refused(START)).toEqual(['UNAUTHENTICATED']);
    expect(await other.refused(STEP_UP, { code: other.code() })).toEqual(['UNAUTHENTICATED']);
    await other.verify();
    expect(other.cookie).not.toBe(half);
    expect((await story.gql('{ signInState { step } }', {}, { cookie: half })).data).toEqual({
      signInState: null,
    });
    expect(await other.told('{ vendors { totalCount } }')).toEqual({ vendors: { totalCount: 0 } });
    expect(await other.refused(VERIFY, { code: other.code() })).toEqual(['FORBIDDEN']);
  });

  it('ends a sign-in that does not come further within ten minutes', async () => {
    const other = ada.elsewhere();
    await other.signIn(EMAIL);
    const [row] = await story.sql<{ minutes: number }>(
      `select extract(epoch from expires_at - created_at)::int / 60 as minutes from sessions
       where stage = 'SECOND_FACTOR'`,
    );
    expect(row?.minutes).toBe(10);
    await story.sql(`update sessions set expires_at = now() where stage = 'SECOND_FACTOR'`);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await other.refused(VERIFY, { code: other.code() })).toEqual(['UNAUTHENTICATED']);
  });

  it('takes a code once, and no earlier one after it', async () => {
    await ada.halfAMinuteLater();
    const code = ada.code(1);
    const first = ada.elsewhere();
    await first.signIn(EMAIL);
    await first.verify(code);
    for (const used of [code, ada.code(0), ada.code(-1)]) {
      const other = ada.elsewhere();
      await other.signIn(EMAIL);
      const reply = await other.ask(VERIFY, { code: used });
      expect(reply.errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'code' });
    }
  });

  it('lets one of twenty in that show the same code at once', async () => {
    await ada.halfAMinuteLater();
    const others = [];
    for (let n = 0; n < 20; n += 1) {
      await forgetAttempts();
      const other = ada.elsewhere();
      await other.signIn(EMAIL);
      others.push(other);
    }
    await forgetAttempts();
    const before = await full();
    const code = ada.code();
    const replies = await Promise.all(others.map((other) => other.ask(VERIFY, { code })));
    expect(succeeded(replies)).toHaveLength(1);
    expect(await full()).toBe(before + 1);
  });

  it('lets one of twenty in that show the same recovery code at once', async () => {
    const others = [];
    for (let n = 0; n < 20; n += 1) {
      await forgetAttempts();
      const other = ada.elsewhere();
      await other.signIn(EMAIL);
      others.push(other);
    }
    await forgetAttempts();
    const code = (ada.recoveryCodes[0] ?? '').toLowerCase().replaceAll('-', ' ');
    const replies = await Promise.all(others.map((other) => other.ask(RECOVER, { code })));
    expect(succeeded(replies)).toHaveLength(1);
    await forgetAttempts();
    expect(await ada.told('{ recoveryCodesLeft }')).toEqual({ recoveryCodesLeft: 9 });
  });

  it('is tried once a request, and makes whoever guesses wait', async () => {
    await forgetAttempts();
    const other = ada.elsewhere();
    await other.signIn(EMAIL);
    const aliases = Array.from(
      { length: 10 },
      (_, n) => `a${n}: verifyTotp(code: "00000${n}") { step }`,
    );
    const many = await other.ask(`mutation { ${aliases.join(' ')} }`);
    expect(codesOf(many)[0]).toBe('INVALID');
    const counted = await story.sql<{ points: number }>(
      `select points from rate_limits where key like 'failures:%' and points < 100`,
    );
    expect(counted.map(({ points }) => points)).toEqual([1]);
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1)
      codes.push(...(await other.refused(n % 2 ? VERIFY : RECOVER, { code: '000000' })));
    expect(codes.slice(0, 3)).toEqual(['INVALID', 'INVALID', 'INVALID']);
    expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS');
    await ada.halfAMinuteLater();
    expect(await other.refused(VERIFY, { code: ada.code() })).toEqual(['TOO_MANY_ATTEMPTS']);
    await forgetAttempts();
    const { myAlerts } = await ada.told<{ myAlerts: { kind: string }[] }>(ALERTS);
    expect(myAlerts.map(({ kind }) => kind)).toContain('FAILED_ATTEMPTS');
  });

  it('must be fresh for what touches factors; showing it again changes the cookie', async () => {
    await forgetAttempts();
    await ada.halfAMinuteLater();
    await stale();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    for (const asked of [RENEW, START, 'mutation { passkeyRegistration }'])
      expect(await ada.refused(asked)).toEqual(['STEP_UP_NEEDED']);
    const before = ada.cookie;
    expect(await ada.refused(STEP_UP, { code: '000000' })).toEqual(['INVALID']);
    const { stepUpTotp } = await ada.told<{ stepUpTotp: { until: string } }>(STEP_UP, {
      code: ada.nextCode(),
    });
    expect(Date.parse(stepUpTotp.until) - Date.now()).toBeGreaterThan(4.9 * 60_000);
    expect(ada.cookie).not.toBe(before);
    expect((await story.gql('{ viewer { role } }', {}, { cookie: before })).data).toEqual({
      viewer: null,
    });
    const { renewRecoveryCodes } = await ada.told<{ renewRecoveryCodes: string[] }>(RENEW);
    expect(renewRecoveryCodes).toHaveLength(10);
    const other = ada.elsewhere();
    await other.signIn(EMAIL);
    expect(await other.refused(RECOVER, { code: ada.recoveryCodes[1] })).toEqual(['INVALID']);
    ada.recoveryCodes = renewRecoveryCodes;
  });

  it('is refused to tokens, which have none', async () => {
    const script = await story.token('ADMIN');
    for (const asked of [RENEW, '{ myFactors { id } }', '{ mySessions { id } }'])
      expect(codesOf(await story.gql(asked, {}, script))).toEqual(['FORBIDDEN']);
  });

  it('is never the last one that is taken away; other sessions end, one’s own goes on', async () => {
    await forgetAttempts();
    const other = ada.elsewhere();
    await other.signIn(EMAIL);
    await other.told(RECOVER, { code: ada.recoveryCodes[0] });
    const phone = await onlyFactor();
    const REMOVE = 'mutation ($id: ID!) { removeFactor(id: $id) }';
    expect(await ada.refused(REMOVE, { id: phone })).toEqual(['CONFLICT']);
    await ada.enrol('Tablet');
    expect(await other.told('{ viewer { role } }')).toEqual({ viewer: null });
    const before = ada.cookie;
    expect(await ada.told(REMOVE, { id: phone })).toEqual({ removeFactor: true });
    expect(ada.cookie).not.toBe(before);
    expect(await ada.told(FACTORS)).toMatchObject({ myFactors: [{ name: 'Tablet' }] });
    expect(await ada.refused(REMOVE, { id: phone })).toEqual(['NOT_FOUND']);
  });

  it('is told about in alerts', async () => {
    const { myAlerts } = await ada.told<{ myAlerts: { kind: string; seen: boolean }[] }>(ALERTS);
    expect(new Set(myAlerts.map(({ kind }) => kind))).toEqual(
      new Set([
        'FACTOR_ADDED',
        'FACTOR_REMOVED',
        'RECOVERY_CODE_USED',
        'RECOVERY_CODES_RENEWED',
        'FAILED_ATTEMPTS',
      ]),
    );
    expect(await ada.told('mutation { seeAlerts }')).toEqual({ seeAlerts: true });
    const after = await ada.told<{ myAlerts: { seen: boolean }[] }>(ALERTS);
    expect(after.myAlerts.every(({ seen }) => seen)).toBe(true);
  });

  it('is asked for in a browser that was not seen before, which the person is told', async () => {
    await forgetAttempts();
    await ada.halfAMinuteLater();
    const other = ada.elsewhere({ 'user-agent': 'Another Browser 12.1 on a boat' });
    await other.enter(EMAIL);
    const { myAlerts } = await ada.told<{ myAlerts: { kind: string; address: string }[] }>(ALERTS);
    expect(myAlerts[0]).toMatchObject({ kind: 'NEW_SIGN_IN', address: '127.0.0.1' });
    await ada.halfAMinuteLater();
    await ada.elsewhere({ 'user-agent': 'Another Browser 12.2 on a boat' }).enter(EMAIL);
    const later = await ada.told<{ myAlerts: { kind: string }[] }>(ALERTS);
    expect(later.myAlerts.filter(({ kind }) => kind === 'NEW_SIGN_IN')).toHaveLength(1);
  });

  it('outlives a change of password, which ends every other session', async () => {
    const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }';
    const next = 'eleven rivers without any bridge';
    await forgetAttempts();
    await ada.halfAMinuteLater();
    const other = ada.elsewhere();
    await other.enter(EMAIL);
    const wrong = await ada.ask(CHANGE, { input: { current: 'x', next } });
    expect(wrong.errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'current' });
    const weak = await ada.ask(CHANGE, { input: { current: PASSWORD, next: 'QuietPractice2026' } });
    expect(weak.errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'next' });
    await ada.told(CHANGE, { input: { current: PASSWORD, next } });
    expect(await ada.told('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
    expect(await other.told('{ viewer { role } }')).toEqual({ viewer: null });
    const again = ada.elsewhere();
    expect(
      await again.refused(
        `mutation { signIn(input: { email: "${EMAIL}", password: "${PASSWORD}" }) { step } }`,
      ),
    ).toEqual(['UNAUTHENTICATED']);
    expect(await again.signIn(EMAIL, next)).toMatchObject({ step: 'SECOND_FACTOR' });
  });

  it('lists one’s sessions and ends them', async () => {
    const SESSIONS =
      '{ mySessions { id current createdAt lastUsedAt expiresAt userAgent address } }';
    await forgetAttempts();
    await ada.halfAMinuteLater();
    const other = ada.elsewhere({ 'user-agent': 'A train' });
    await other.enter(EMAIL, 'eleven rivers without any bridge');
    const { mySessions } = await ada.told<{
      mySessions: { id: string; current: boolean; userAgent: string }[];
    }>(SESSIONS);
    expect(mySessions).toHaveLength(2);
    const train = mySessions.find(({ userAgent }) => userAgent === 'A train');
    expect(train?.current).toBe(false);
    const REVOKE = 'mutation ($id: ID!) { revokeSession(id: $id) }';
    const stranger = await story.signIn('AUDITOR');
    expect(codesOf(await story.gql(REVOKE, { id: train?.id }, stranger))).toEqual(['NOT_FOUND']);
    await ada.told(REVOKE, { id: train?.id });
    expect(await other.refused('{ vendors { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    await ada.halfAMinuteLater();
    await other.enter(EMAIL, 'eleven rivers without any bridge');
    // the one that has come half-way since the story before counts too
    expect(await ada.told('mutation { revokeOtherSessions }')).toEqual({ revokeOtherSessions: 2 });
    expect(await other.told('{ viewer { role } }')).toEqual({ viewer: null });
    expect(await ada.told(SESSIONS)).toMatchObject({ mySessions: [{ current: true }] });
  });

  async function full(): Promise<number> {
    const [row] = await story.sql<{ full: number }>(
      `select count(*)::int as full from sessions where stage = 'FULL'`,
    );
    return row?.full ?? 0;
  }

  async function onlyFactor(): Promise<string> {
    const { myFactors } = await ada.told<{ myFactors: { id: string }[] }>(FACTORS);
    expect(myFactors).toHaveLength(1);
    return myFactors[0]?.id ?? '';
  }
});
