import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, Story } from './harness.js';
import { SoftwarePasskey, type Quirks } from './software-passkey.js';
import { Visitor } from './visitor.js';

const EMAIL = 'ada@practice.example';
const REGISTER =
  'mutation ($response: JSON!, $name: String!) { registerPasskey(response: $response, name: $name) { step recoveryCodes viewer { role } } }';
const VERIFY = 'mutation ($response: JSON!) { verifyPasskey(response: $response) { step } }';
const SIGN_IN =
  'mutation ($response: JSON!) { signInWithPasskey(response: $response) { step viewer { person { email } } } }';
const STEP_UP = 'mutation ($response: JSON!) { stepUpPasskey(response: $response) { until } }';
const FACTORS = '{ myFactors { id kind name backedUp lastUsedAt } }';

interface Options {
  readonly challenge: string;
  readonly [option: string]: unknown;
}

describe('passkeys', () => {
  let story: Story;
  let ada: Visitor;
  let phone: SoftwarePasskey;

  beforeAll(async () => {
    story = await Story.begin();
    ada = new Visitor(story);
    await ada.setUp(EMAIL);
    phone = new SoftwarePasskey(story.url);
  });
  afterAll(() => story.end());

  const options = async (visitor: Visitor, field: string): Promise<Options> => {
    const data = await visitor.told<Record<string, Options>>(`mutation { ${field} }`);
    return data[field] as Options;
  };
  const forgetAttempts = () => story.sql('delete from rate_limits');

  it('are asked for with a challenge of 256 bits, the owner shown, under the name localhost', async () => {
    const asked = await options(ada, 'passkeyRegistration');
    expect(Buffer.from(asked.challenge, 'base64url')).toHaveLength(32);
    expect(asked).toMatchObject({
      rp: { id: 'localhost', name: 'Chaperone' },
      attestation: 'none',
      timeout: 300_000,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });

  it.each<[string, Quirks]>([
    ['made on another page', { origin: 'https://evil.example' }],
    ['made for another name', { rpId: 'evil.example' }],
    ['made without showing its owner', { verified: false }],
    ['that answers another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['that answers another question', { type: 'webauthn.get' }],
  ])('one %s is not taken', async (_what, quirks) => {
    const asked = await options(ada, 'passkeyRegistration');
    const response = phone.register(asked, quirks);
    expect(await ada.refused(REGISTER, { response, name: 'Phone' })).toEqual(['INVALID']);
  });

  it('may be the first second factor, and bring recovery codes', async () => {
    const response = phone.register(await options(ada, 'passkeyRegistration'));
    const { registerPasskey } = await ada.told<{ registerPasskey: { recoveryCodes: string[] } }>(
      REGISTER,
      { response, name: 'Phone' },
    );
    expect(registerPasskey).toMatchObject({ step: 'DONE', viewer: { role: 'ADMIN' } });
    expect(registerPasskey.recoveryCodes).toHaveLength(10);
    expect(await ada.refused(REGISTER, { response, name: 'Again' })).toEqual(['INVALID']);
  });

  it('may be several, are named, and say whether they are copied', async () => {
    const copied = new SoftwarePasskey(story.url, true);
    const asked = await options(ada, 'passkeyRegistration');
    expect(asked['excludeCredentials']).toHaveLength(1);
    const result = await ada.told(REGISTER, { response: copied.register(asked), name: 'Cloud' });
    expect(result).toMatchObject({ registerPasskey: { recoveryCodes: null } });
    const { myFactors } = await ada.told<{ myFactors: { id: string }[] }>(FACTORS);
    expect(myFactors).toMatchObject([
      { kind: 'PASSKEY', name: 'Phone', backedUp: false },
      { kind: 'PASSKEY', name: 'Cloud', backedUp: true },
    ]);
    const id = myFactors[1]?.id;
    expect(
      await ada.told('mutation ($id: ID!) { renameFactor(id: $id, name: "Home") { name } }', {
        id,
      }),
    ).toEqual({ renameFactor: { name: 'Home' } });
    await ada.told('mutation ($id: ID!) { removeFactor(id: $id) }', { id });
    expect(
      await ada.refused('mutation ($id: ID!) { removeFactor(id: $id) }', { id: myFactors[0]?.id }),
    ).toEqual(['CONFLICT']);
    const gone = copied.sign(await options(new Visitor(story), 'passkeySignInRequest'));
    expect(await new Visitor(story).refused(SIGN_IN, { response: gone })).toEqual(['INVALID']);
  });

  it('are the second step after a password', async () => {
    const other = new Visitor(story);
    expect(await other.signIn(EMAIL)).toMatchObject({ factors: ['RECOVERY_CODE', 'PASSKEY'] });
    const asked = await options(other, 'passkeyRequest');
    expect(asked).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(asked['allowCredentials']).toHaveLength(1);
    expect(await other.told(VERIFY, { response: phone.sign(asked) })).toEqual({
      verifyPasskey: { step: 'DONE' },
    });
  });

  it.each<[string, Quirks]>([
    ['from another page', { origin: 'http://localhost:1' }],
    ['for another name', { rpId: 'localhost.evil.example' }],
    ['without its owner', { verified: false }],
    ['to another challenge', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
    ['with a count that went back', { counter: 1 }],
    ['by another key', { foreignKey: true }],
    ['for another person', { userHandle: Buffer.from('somebody').toString('base64url') }],
    ['to another question', { type: 'webauthn.create' }],
  ])('answer %s in vain', async (_what, quirks) => {
    await forgetAttempts();
    const other = new Visitor(story);
    await other.signIn(EMAIL);
    const response = phone.sign(await options(other, 'passkeyRequest'), quirks);
    expect(await other.refused(VERIFY, { response })).toEqual(['INVALID']);
    const alone = phone.sign(await options(new Visitor(story), 'passkeySignInRequest'), quirks);
    expect(await new Visitor(story).refused(SIGN_IN, { response: alone })).toEqual(['INVALID']);
  });

  it('sign in alone, without address and password, all the way', async () => {
    await forgetAttempts();
    const other = new Visitor(story);
    const asked = await options(other, 'passkeySignInRequest');
    expect(asked['allowCredentials']).toBeUndefined();
    expect(await other.told(SIGN_IN, { response: phone.sign(asked) })).toEqual({
      signInWithPasskey: { step: 'DONE', viewer: { person: { email: EMAIL } } },
    });
    expect(await other.told('{ vendors { totalCount } }')).toEqual({ vendors: { totalCount: 0 } });
  });

  it('answer a challenge once: of twenty that send the same answer one gets in', async () => {
    await forgetAttempts();
    const response = phone.sign(await options(new Visitor(story), 'passkeySignInRequest'));
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => new Visitor(story).ask(SIGN_IN, { response })),
    );
    expect(replies.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });

  it('answer within five minutes, what they were asked for, in the session that asked', async () => {
    await forgetAttempts();
    const late = phone.sign(await options(new Visitor(story), 'passkeySignInRequest'));
    await story.sql(`update challenges set expires_at = now()`);
    expect(await new Visitor(story).refused(SIGN_IN, { response: late })).toEqual(['INVALID']);

    const one = new Visitor(story);
    const two = new Visitor(story);
    await one.signIn(EMAIL);
    await two.signIn(EMAIL);
    const ofOne = phone.sign(await options(one, 'passkeyRequest'));
    expect(await two.refused(VERIFY, { response: ofOne })).toEqual(['INVALID']);
    const toSignIn = phone.sign(await options(one, 'passkeySignInRequest'));
    expect(await one.refused(VERIFY, { response: toSignIn })).toEqual(['INVALID']);
  });

  it('step up, under a new cookie', async () => {
    await forgetAttempts();
    await story.sql(`update sessions set factor_at = now() - interval '6 minutes'`);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await ada.refused('mutation { renewRecoveryCodes }')).toEqual(['STEP_UP_NEEDED']);
    const before = ada.cookie;
    const response = phone.sign(await options(ada, 'stepUpRequest'));
    await ada.told(STEP_UP, { response });
    expect(ada.cookie).not.toBe(before);
    expect(await ada.refused('mutation { renewRecoveryCodes }')).toEqual([]);
  });

  it('are refused in whatever shape is no answer, without a fault of ours', async () => {
    for (const response of [
      null,
      1,
      [],
      {},
      { id: 'x' },
      { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: '!' } },
    ]) {
      await forgetAttempts();
      const reply = await new Visitor(story).ask(SIGN_IN, { response });
      expect(codesOf(reply)).toEqual([response === null ? 'BAD_USER_INPUT' : 'INVALID']);
    }
  });
});
