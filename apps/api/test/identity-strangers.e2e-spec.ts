/** Strangers who keep knocking: what it costs us, what it costs those whose door it is, what it leaves. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codesOf, Story } from './harness.js';
import { PASSWORD, Visitor } from './visitor.js';

const ADMIN = 'ada@practice.example';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { step } }';
const SET_UP = 'mutation ($input: SetUpInput!) { setUp(input: $input) { step } }';
const ENROL_ANEW = 'mutation ($input: EnrolAnewInput!) { enrolAnew(input: $input) { step } }';

let story: Story;
let ada: Visitor;

beforeAll(async () => {
  story = await Story.begin({
    settings: { TRUST_PROXY: '127.0.0.1' },
  });
});
beforeEach(() => story.sql('delete from rate_limits'));
afterAll(() => story.end());

/** A browser at an address of its own. */
const at = (address: string): Visitor => new Visitor(story, { 'x-forwarded-for': address });
const failures = (by: string) =>
  story.sql(
    `select 1 from audit_entries where content::jsonb ->> 'action' = 'SIGN_IN'
       and content::jsonb ->> 'outcome' = 'FAILURE' and content::jsonb -> 'details' ->> 'by' = $1`,
    [by],
  );

describe('before anybody is here', () => {
  it('a password is only rated for whoever holds the link', async () => {
    const input = { token: 'guessed', name: 'X', email: 'x@y.example', organisationName: 'O' };
    const weak = { input: { ...input, password: 'aaaaaaaaaaaaaaaaaa' } };
    expect(await at('203.0.113.1').refused(SET_UP, weak)).toEqual(['UNAUTHENTICATED']);
  });
});

describe('a stranger who keeps failing', () => {
  beforeAll(async () => {
    ada = at('203.0.113.9');
    await ada.setUp(ADMIN);
    await ada.enrol();
  });

  const wrong = { input: { email: ADMIN, password: 'wrong' } };

  it('waits, and does not keep the owner waiting where the owner came in before', async () => {
    const answers: string[] = [];
    for (let i = 0; i < 8; i += 1)
      answers.push(...(await at(`198.51.100.${i}`).refused(SIGN_IN, wrong)));
    expect(answers).toContain('TOO_MANY_ATTEMPTS');
    const right = { input: { email: ADMIN, password: PASSWORD } };
    expect(await at('198.51.100.99').refused(SIGN_IN, right)).toEqual(['TOO_MANY_ATTEMPTS']);
    const owner = ada.elsewhere();
    expect((await owner.signIn(ADMIN)).step).toBe('SECOND_FACTOR');
    // and the same at the second step
    const verify = 'mutation ($code: String!) { verifyTotp(code: $code) { step } }';
    const stranger = at('198.51.100.1');
    stranger.cookie = owner.cookie;
    const codes: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      codes.push(...(await stranger.refused(verify, { code: '000000' })));
    }
    expect(codes).toContain('TOO_MANY_ATTEMPTS');
    await owner.halfAMinuteLater();
    expect((await owner.verify()).step).toBe('DONE');
  });

  it('is one asker with all the addresses of one IPv6 network', async () => {
    const answers: string[] = [];
    const nobody = (i: number) => ({ input: { email: `x${i}@y.example`, password: 'wrong' } });
    for (let i = 1; i <= 31; i += 1)
      answers.push(...(await at(`2001:db8:0:7::${i.toString(16)}`).refused(SIGN_IN, nobody(i))));
    expect(answers.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(1);
    expect(await at('2001:db8:0:8::1').refused(SIGN_IN, nobody(0))).toEqual(['UNAUTHENTICATED']);
  }, 60_000);

  it('is counted and written down with links and passkeys that are none', async () => {
    const input = { token: 'guessed', password: PASSWORD };
    const answers: string[] = [];
    for (let i = 0; i < 31; i += 1)
      answers.push(...(await at('203.0.113.77').refused(ENROL_ANEW, { input })));
    expect(answers.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(1);
    expect(await failures('LINK')).toHaveLength(30);
    const passkey =
      'mutation ($response: JSON!) { signInWithPasskey(response: $response) { step } }';
    expect(await at('203.0.113.78').refused(passkey, { response: { id: 'x' } })).toEqual([
      'INVALID',
    ]);
    expect(await failures('PASSKEY')).toHaveLength(1);
  });
});

describe('a key that is none', () => {
  it.each([
    'mutation { revokeSession(id: "x") }',
    'mutation { changeRole(personId: "x", rev: 1, role: AUDITOR) { id } }',
    'mutation { removeFactor(id: "x") }',
    'mutation { unlinkAccount(id: "x") }',
    'mutation { resetPerson(personId: "x") { expiresAt } }',
  ])('is the key of nothing: %s', async (mutation) => {
    await story.sql('update sessions set factor_at = now()');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(codesOf(await ada.ask(mutation))).toEqual(['NOT_FOUND']);
  });
});
