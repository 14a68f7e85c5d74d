import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codesOf, Story } from './harness.js';
import { CLIENT, OpenIdProvider, type Saying } from './openid-provider.js';
import { known, SsoBrowser } from './sso-browser.js';
import { ADMIN, beginSsoPractice, type SsoPractice } from './sso-practice.js';
import { PASSWORD, Visitor } from './visitor.js';

const SAVE = `mutation ($input: SaveIdentityProviderInput!) {
  saveIdentityProvider(input: $input) { id hasSecret enforced roleMap { value role } }
}`;
const ROLE_MAP = [
  { value: 'grc-admins', role: 'ADMIN' },
  { value: 'grc', role: 'COMPLIANCE' },
  { value: 'auditors', role: 'AUDITOR' },
];

let practice: SsoPractice;
let story: Story;
let provider: OpenIdProvider;
let admin: Visitor;

beforeAll(async () => {
  practice = await beginSsoPractice();
  ({ story, provider, admin } = practice);
});
afterAll(() => practice.end());

const save = (more: Record<string, unknown> = {}) =>
  admin.told(SAVE, { input: practice.input(more) });

class Browser extends SsoBrowser {
  constructor() {
    super(story, provider);
  }
}

describe('single sign-on', () => {
  beforeEach(() => save({ roleClaim: 'groups', roleMap: ROLE_MAP }));

  it('is offered on the sign-in page, and its secret is shown to nobody', async () => {
    const { data } = await story.gql('{ ssoProviders { name startUrl enforced } }');
    expect(data).toEqual({
      ssoProviders: [
        {
          name: 'Our directory',
          startUrl: expect.stringMatching(/^\/sso\/start\?provider=/) as unknown,
          enforced: false,
        },
      ],
    });
    const { identityProvider } = await admin.told<{ identityProvider: object }>(
      '{ identityProvider { hasSecret clientId issuer callbackPath } }',
    );
    expect(identityProvider).toMatchObject({ hasSecret: true, callbackPath: '/sso/callback' });
    const [row] = await story.sql<{ client_secret: string }>(
      'select client_secret from identity_providers',
    );
    expect(row?.client_secret).toMatch(/^v1\./);
  });

  it('sends the browser away with PKCE, state and nonce, and a cookie for ten minutes', async () => {
    await story.sql('delete from rate_limits');
    const reply = await fetch(`${story.url}/sso/start`, { redirect: 'manual' });
    const asked = new URL(reply.headers.get('location') ?? '');
    expect(asked.origin).toBe(provider.issuer);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: CLIENT.id,
      code_challenge_method: 'S256',
      scope: 'openid email profile',
      redirect_uri: `${story.url}/sso/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.searchParams.get(name)?.length).toBeGreaterThan(40);
    const [cookie = ''] = reply.headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-sso-\w{8}=\S+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('makes a person of a mapped role and lets them in, all the way where the provider asked for two factors', async () => {
    const browser = new Browser();
    expect(await browser.signIn(known('grace'), '?to=/vendors?tier=HIGH')).toBe(
      '/vendors?tier=HIGH',
    );
    expect(await browser.viewer()).toEqual({
      role: 'COMPLIANCE',
      stage: 'FULL',
      person: { email: 'grace@example.org' },
    });
    expect([...browser.cookies.keys()].some((name) => name.startsWith('__Host-sso'))).toBe(false);
  });

  it('leads to our own second factor where the provider did not ask for one', async () => {
    const browser = new Browser();
    expect(await browser.signIn(known('pat', { amr: ['pwd'] }))).toBe('/sign-in?to=%2F');
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
    const { data } = await story.gql('{ signInState { step } }', {}, { cookie });
    expect(data).toEqual({ signInState: { step: 'ENROL' } });
    const refused = await story.gql('{ vendors { totalCount } }', {}, { cookie });
    expect(codesOf(refused)).toEqual(['UNAUTHENTICATED']);
  });

  it('counts an old sign-in at the provider as old: a step that asks for a fresh factor is refused', async () => {
    const browser = new Browser();
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    await browser.signIn(known('root', { groups: ['grc-admins'], auth_time: hourAgo }));
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
    const change = await story.gql(SAVE, { input: practice.input() }, { cookie });
    expect(codesOf(change)).toEqual(['STEP_UP_NEEDED']);
    const fresh = known('root', { groups: ['grc-admins'], auth_time: hourAgo + 3600 });
    expect(await browser.signIn(fresh, '?fresh=1')).toBe('/');
    const stale = known('root', { groups: ['grc-admins'], auth_time: hourAgo });
    expect(await browser.signIn(stale, '?fresh=1')).toBe('/sign-in?sso=NOT_VALID');
  });

  it('takes the role from the provider at each sign-in, and ends sessions of the old one', async () => {
    const first = new Browser();
    await first.signIn(known('grace'));
    const second = new Browser();
    await second.signIn(known('grace', { groups: ['other', 'auditors'] }));
    expect(await second.viewer()).toMatchObject({ role: 'AUDITOR' });
    expect(await first.viewer()).toBeNull();
    const third = new Browser();
    expect(await third.signIn(known('grace', { groups: ['other'] }))).toBe('/sign-in?sso=NO_ROLE');
    expect(third.holdsSession).toBe(false);
  });

  it('knows people by issuer and subject: another subject with the same address is somebody else', async () => {
    const browser = new Browser();
    const posing = { ...known('grace'), sub: 'mallory' };
    expect(await browser.signIn(posing)).toBe('/sign-in?sso=LINK_FIRST');
    const moved = known('grace', { email: 'new.name@example.org' });
    await browser.signIn(moved);
    expect(await browser.viewer()).toMatchObject({ person: { email: 'grace@example.org' } });
  });

  it('never takes an address over that the provider has not made sure of', async () => {
    const saying = known('nobody', { email_verified: false });
    expect(await new Browser().signIn(saying)).toBe('/sign-in?sso=EMAIL_NOT_VERIFIED');
    const posing = known('eve', { email: ADMIN, groups: ['grc-admins'] });
    expect(await new Browser().signIn(posing)).toBe('/sign-in?sso=LINK_FIRST');
  });

  it('lets an invited person in under the address of the invitation, once it is theirs', async () => {
    await save({ roleClaim: null });
    const invited = known('ivy', { groups: [] });
    expect(await new Browser().signIn(invited)).toBe('/sign-in?sso=UNKNOWN');
    await admin.told(
      `mutation { invitePerson(input: {email: "Ivy@example.org", name: "Ivy", role: PROCUREMENT}) { link } }`,
    );
    const unsure = known('ivy', { email_verified: 'true' });
    expect(await new Browser().signIn(unsure)).toBe('/sign-in?sso=EMAIL_NOT_VERIFIED');
    const browser = new Browser();
    expect(await browser.signIn(invited)).toBe('/');
    expect(await browser.viewer()).toMatchObject({ role: 'PROCUREMENT', stage: 'FULL' });
    await story.sql(`update people set disabled_at = now() where email = 'ivy@example.org'`);
    expect(await new Browser().signIn(invited)).toBe('/sign-in?sso=DISABLED');
  });

  it('links the account of somebody who is signed in, and of nobody else', async () => {
    await save({ roleClaim: null });
    const browser = new Browser();
    await story.sql('delete from rate_limits');
    expect(await browser.go('/sso/start?link=1')).toBe('/sign-in?sso=LINK_FIRST');
    const [name = '', value = ''] = admin.cookie.split(/=(.*)/s);
    browser.cookies.set(name, value);
    const away = await browser.comeBack('?link=1');
    const auth_time = Math.floor(Date.now() / 1000);
    provider.saying = known('ada-at-work', { email: 'whatever@example.org', auth_time });
    // the browser comes from another site: Strict cookies stay at home
    browser.cookies.delete(name);
    expect(await browser.go(away.href)).toBe('/');
    expect(await browser.viewer()).toMatchObject({ person: { email: ADMIN } });
    // sessions of before have ended; this one goes on
    admin.cookie = [name, browser.cookies.get(name)].join('=');
  });
});

describe('a reply that does not fit', () => {
  beforeEach(() => save({ roleClaim: 'groups', roleMap: ROLE_MAP }));

  it.each<[string, Partial<Saying>]>([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['another audience', { audience: 'another client' }],
    ['another nonce', { nonce: 'x'.repeat(43) }],
    ['no signature', { alg: 'none' }],
    ['a key of somebody else', { strangeKey: true }],
    ['a time that is over', { lasts: -120 }],
  ])('is refused: %s', async (_what, wrong) => {
    const browser = new Browser();
    expect(await browser.signIn({ ...known('grace'), ...wrong })).toBe('/sign-in?sso=NOT_VALID');
    expect(browser.holdsSession).toBe(false);
  });

  it('is refused: a state that was used, even with its cookie', async () => {
    const browser = new Browser();
    provider.saying = known('grace');
    const back = await browser.comeBack();
    const cookies = new Map(browser.cookies);
    await browser.go(back.href);
    expect(browser.holdsSession).toBe(true);
    const again = new Browser();
    again.cookies = cookies;
    expect(await again.go(back.href)).toBe('/sign-in?sso=NOT_VALID');
    expect(again.holdsSession).toBe(false);
  });

  it('is refused: the state of another browser, none at all, and another issuer’s name', async () => {
    provider.saying = known('grace');
    const mine = new Browser();
    const theirs = new Browser();
    const back = await theirs.comeBack();
    await mine.comeBack();
    expect(await mine.go(back.href)).toBe('/sign-in?sso=NOT_VALID');
    expect(await new Browser().go((await new Browser().comeBack()).href)).toBe(
      '/sign-in?sso=NOT_VALID',
    );
    const mixedUp = await theirs.comeBack();
    mixedUp.searchParams.set('iss', 'https://evil.example');
    expect(await theirs.go(mixedUp.href)).toBe('/sign-in?sso=NOT_VALID');
  });

  it('is refused: a cookie that was changed', async () => {
    const browser = new Browser();
    const back = await browser.comeBack();
    const [name = '', value = ''] = [...browser.cookies][0] ?? [];
    const [text = '', mac = ''] = value.split('.');
    const said = JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...said, linkTo: 'x' })).toString('base64url');
    browser.cookies.set(name, `${forged}.${mac}`);
    expect(await browser.go(back.href)).toBe('/sign-in?sso=NOT_VALID');
  });

  it('is told as what it is where the provider says no', async () => {
    const browser = new Browser();
    const back = await browser.comeBack();
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    expect(await browser.go(back.href)).toBe('/sign-in?sso=DENIED');
  });

  it('never leads to another site', async () => {
    for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:x'])
      expect(await new Browser().signIn(known('grace'), `?to=${encodeURIComponent(to)}`)).toMatch(
        /^\/(evil.example)?$/,
      );
  });
});

describe('the record of the provider', () => {
  it('is only taken where the provider answers, and answers as itself', async () => {
    const wrong = async (issuer: string) =>
      codesOf(await admin.ask(SAVE, { input: practice.input({ issuer }) }));
    expect(await wrong('http://127.0.0.1:1')).toEqual(['INVALID']);
    expect(await wrong(provider.issuer.replace('127.0.0.1', 'localhost'))).toEqual(['INVALID']);
    expect(await wrong('http://10.0.0.1')).toEqual(['INVALID']);
    expect(await wrong('https://169.254.169.254/latest')).toEqual(['INVALID']);
    expect(await wrong('https://user:secret@example.org')).toEqual(['INVALID']);
  });

  it('is an administrator’s with a fresh factor, and nobody else’s', async () => {
    const { cookie } = await story.signIn('COMPLIANCE');
    const { token } = await story.token('ADMIN');
    for (const credentials of [{ cookie }, { token }, {}])
      expect(codesOf(await story.gql(SAVE, { input: practice.input() }, credentials))).toHaveLength(
        1,
      );
    const stale = await story.signIn('ADMIN');
    await story.sql(
      `update sessions set factor_at = now() - interval '6 minutes' where person_id = $1`,
      [stale.personId],
    );
    const tooOld = await story.gql(SAVE, { input: practice.input() }, { cookie: stale.cookie });
    expect(codesOf(tooOld)).toEqual(['STEP_UP_NEEDED']);
  });

  it('can make single sign-on the only way, but for one administrator with a factor of their own', async () => {
    const [ada] = await story.sql<{ id: string }>('select id from people where email = $1', [
      ADMIN,
    ]);
    const other = await story.signIn('ADMIN');
    const refusals = [{ enforced: true }, { enforced: true, breakGlassId: other.personId }];
    for (const more of refusals)
      expect(codesOf(await admin.ask(SAVE, { input: practice.input(more) }))).toEqual(['CONFLICT']);
    await story.sql(`insert into people (email, name, role, password_hash)
      select 'pw@example.org', 'P', 'AUDITOR', password_hash from people where email = '${ADMIN}'`);
    const person = new Visitor(story);
    await story.sql('delete from rate_limits');
    expect((await person.signIn('pw@example.org')).step).toBe('ENROL');
    await save({ enforced: true, breakGlassId: ada?.id });
    const later = new Visitor(story);
    const tried = await later.ask(
      'mutation ($input: SignInInput!) { signIn(input: $input) { step } }',
      { input: { email: 'pw@example.org', password: PASSWORD } },
    );
    // the same as for a wrong one: nobody learns here whether a password is right
    expect(codesOf(tried)).toEqual(['UNAUTHENTICATED']);
    const { cookie } = await story.signIn('ADMIN');
    await story.sql(`update sessions set factor_at = now() where factor_at is null`);
    const disable = `mutation ($id: ID!, $rev: Int!) { disablePerson(personId: $id, rev: $rev) { id } }`;
    const [{ rev }] = (await story.sql('select rev from people where email = $1', [ADMIN])) as [
      { rev: number },
    ];
    const variables = { id: ada?.id, rev };
    expect(codesOf(await story.gql(disable, variables, { cookie }))).toEqual(['CONFLICT']);
    await story.sql('delete from rate_limits');
    const breakGlass = new Visitor(story);
    expect((await breakGlass.signIn(ADMIN)).step).toBe('SECOND_FACTOR');
    await save();
  });

  it('can be removed while somebody has another way in', async () => {
    const remove = 'mutation { removeIdentityProvider }';
    expect(await admin.told(remove)).toEqual({ removeIdentityProvider: true });
    expect(await admin.refused(remove)).toEqual(['NOT_FOUND']);
    const { data } = await story.gql('{ ssoProviders { name } }');
    expect(data).toEqual({ ssoProviders: [] });
    await story.sql('delete from rate_limits');
    expect(await new Browser().go('/sso/start')).toBe('/sign-in?sso=UNAVAILABLE');
  });
});
