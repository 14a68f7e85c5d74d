/** What single sign-on must not open, and what it must not shut. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codesOf, Story } from './harness.js';
import { OpenIdProvider } from './openid-provider.js';
import { known, SsoBrowser } from './sso-browser.js';
import { ADMIN, beginSsoPractice, type SsoPractice } from './sso-practice.js';
import { PASSWORD, Visitor } from './visitor.js';

const SAVE = `mutation ($input: SaveIdentityProviderInput!) {
  saveIdentityProvider(input: $input) { id enforced }
}`;

let practice: SsoPractice;
let story: Story;
let provider: OpenIdProvider;
let admin: Visitor;
let adminId: string;

beforeAll(async () => {
  practice = await beginSsoPractice();
  ({ story, provider, admin } = practice);
  adminId = await idOf(ADMIN);
});
afterAll(() => practice.end());

const browser = () => new SsoBrowser(story, provider);
const save = (more: Record<string, unknown> = {}) =>
  admin.told(SAVE, { input: practice.input(more) });
const forgetAttempts = () => story.sql('delete from rate_limits');
const entries = async (): Promise<number> => {
  const [row] = await story.sql<{ n: number }>('select count(*)::int as n from audit_entries');
  return row?.n ?? 0;
};
async function idOf(email: string): Promise<string> {
  const [row] = await story.sql<{ id: string }>('select id from people where email = $1', [email]);
  return row?.id ?? '';
}
/** What a process believes of a session is looked up anew after a second. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 1_100));

/** A browser that holds somebody's session of the dashboard. */
function holding(cookie: string): SsoBrowser {
  const held = browser();
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  held.cookies.set(name, value);
  return held;
}
/** As a browser comes from another site: Strict cookies stay at home. */
function leaveStrictAtHome(from: SsoBrowser): void {
  for (const name of [...from.cookies.keys()])
    if (name.startsWith('__Host-sid')) from.cookies.delete(name);
}
/** A colleague with password and factor. */
async function colleague(email: string, role = 'COMPLIANCE'): Promise<Visitor> {
  await story.sql(
    `insert into people (email, name, role, password_hash)
     select $1, 'Colleague', $2, password_hash from people where email = $3`,
    [email, role, ADMIN],
  );
  await forgetAttempts();
  const visitor = new Visitor(story);
  await visitor.signIn(email);
  await visitor.enrol();
  return visitor;
}

describe('whoever only knocks', () => {
  beforeEach(() => save());

  it('fills no audit log and uses up nobody’s attempts, without a departure of their own', async () => {
    await forgetAttempts();
    const before = await entries();
    for (let i = 0; i < 40; i += 1)
      expect(await browser().go('/sso/callback?code=x&state=y')).toBe('/sign-in?sso=NOT_VALID');
    expect(await entries()).toBe(before);
    expect(await story.sql('select 1 from rate_limits')).toEqual([]);
  });

  it('is not sent to the provider by a page of another site', async () => {
    await forgetAttempts();
    for (const site of ['cross-site', 'same-site'])
      expect(await browser().go('/sso/start', { 'sec-fetch-site': site })).toBe('/sign-in');
    expect(await story.sql('select 1 from rate_limits')).toEqual([]);
    for (const site of ['same-origin', 'none'])
      expect(await browser().go('/sso/start', { 'sec-fetch-site': site })).toMatch(provider.issuer);
  });

  it('leaves one entry in a minute when an address knocks too often, not one a knock', async () => {
    await forgetAttempts();
    const before = await entries();
    const answers: string[] = [];
    for (let i = 0; i < 40; i += 1) answers.push(await browser().go('/sso/start'));
    expect(answers.filter((where) => where === '/sign-in?sso=TOO_MANY')).toHaveLength(10);
    await aMoment();
    expect((await entries()) - before).toBe(1);
  });
});

describe('a sign-in at the provider', () => {
  beforeEach(() =>
    save({ roleClaim: 'groups', roleMap: [{ value: 'grc-admins', role: 'ADMIN' }] }),
  );

  it('that does not say when it was is no fresh factor', async () => {
    const came = browser();
    expect(await came.signIn(known('root', { groups: ['grc-admins'] }))).toBe('/');
    expect(await came.viewer()).toMatchObject({ role: 'ADMIN', stage: 'FULL' });
    const cookie = [...came.cookies].map((pair) => pair.join('=')).join('; ');
    const change = await story.gql(SAVE, { input: practice.input() }, { cookie });
    expect(codesOf(change)).toEqual(['STEP_UP_NEEDED']);
  });

  it('ends the session that the browser left with', async () => {
    const came = browser();
    await came.signIn(known('root', { groups: ['grc-admins'] }));
    const before = new Map(came.cookies);
    const auth_time = Math.floor(Date.now() / 1000);
    const fresh = known('root', { groups: ['grc-admins'], auth_time });
    expect(await came.signIn(fresh, '?fresh=1')).toBe('/');
    expect(await came.viewer()).toMatchObject({ role: 'ADMIN' });
    const old = browser();
    old.cookies = before;
    expect(await old.viewer()).toBeNull();
  });

  it('leaves one administrator, of two whom the provider demotes at once', async () => {
    await story.sql(`update people set role = 'AUDITOR' where role = 'ADMIN' and email <> $1`, [
      ADMIN,
    ]);
    const both = [
      known('one', { groups: ['grc-admins'] }),
      known('two', { groups: ['grc-admins'] }),
    ];
    for (const saying of both) await browser().signIn(saying);
    // nobody else could get in any more
    await story.sql(`update people set role = 'AUDITOR' where email = $1`, [ADMIN]);
    const [first, second] = [browser(), browser()];
    await story.sql(
      `update identity_providers set role_map = '[{"value":"grc-admins","role":"ADMIN"},{"value":"grc","role":"COMPLIANCE"}]'`,
    );
    provider.sayings = [known('one'), known('two')];
    const backs = [await first.comeBack(), await second.comeBack()];
    // both have decided before either has ended
    const gate = story.database.dataSource.createQueryRunner();
    await gate.startTransaction();
    await gate.query('lock table alerts in exclusive mode');
    const coming = Promise.all([first.go(backs[0]?.href ?? ''), second.go(backs[1]?.href ?? '')]);
    await aMoment();
    await gate.rollbackTransaction();
    await gate.release();
    await coming;
    provider.sayings = [];
    expect(await story.sql(`select 1 from people where role = 'ADMIN'`)).toHaveLength(1);
    await story.sql(`update people set role = 'ADMIN' where email = $1`, [ADMIN]);
    await story.sql(`update people set role = 'AUDITOR' where role = 'ADMIN' and email <> $1`, [
      ADMIN,
    ]);
  });
});

describe('an account that is linked', () => {
  beforeEach(() => save());

  it('is told like a factor, and ends the other sessions', async () => {
    const lea = await colleague('lea@example.org');
    const other = lea.elsewhere();
    await forgetAttempts();
    await other.enter('lea@example.org');
    const held = holding(lea.cookie);
    const back = await held.comeBack('?link=1');
    provider.saying = known('lea-at-work');
    leaveStrictAtHome(held);
    expect(await held.go(back.href)).toBe('/');
    expect(await held.viewer()).toMatchObject({ person: { email: 'lea@example.org' } });
    expect(await other.told('{ viewer { role } }')).toEqual({ viewer: null });
    expect(await lea.told('{ viewer { role } }')).toEqual({ viewer: null });
    const alerts = await story.sql(
      `select details from alerts where person_id = $1 and kind = 'FACTOR_ADDED' order by at desc`,
      [await idOf('lea@example.org')],
    );
    expect(alerts[0]).toEqual({ details: { name: 'Our directory', kind: 'SINGLE_SIGN_ON' } });
  });

  it('is none once the session that asked has ended, or its factor is not fresh any more', async () => {
    const spoil = [
      (id: string) => story.sql('delete from sessions where person_id = $1', [id]),
      (id: string) =>
        story.sql(
          `update sessions set factor_at = now() - interval '6 minutes' where person_id = $1`,
          [id],
        ),
      (id: string) =>
        story.sql(
          `update sessions set last_used_at = now() - interval '1 hour' where person_id = $1`,
          [id],
        ),
    ];
    for (const [index, end] of spoil.entries()) {
      const email = `late${index}@example.org`;
      const late = await colleague(email);
      const held = holding(late.cookie);
      const back = await held.comeBack('?link=1');
      await end(await idOf(email));
      provider.saying = known(`late-${index}`);
      leaveStrictAtHome(held);
      expect(await held.go(back.href)).toBe('/sign-in?sso=LINK_FIRST');
      expect(held.holdsSession).toBe(false);
    }
    expect(await story.sql(`select 1 from provider_accounts where subject like 'late-%'`)).toEqual(
      [],
    );
  });
});

describe('single sign-on as the only way', () => {
  it('ends what began another way, but not the administrator for emergencies nor who decided it', async () => {
    await save();
    const other = await colleague('local@example.org');
    const second = await colleague('second-admin@example.org', 'ADMIN');
    const halfway = other.elsewhere();
    const enrolling = new Visitor(story);
    await story.sql(
      `insert into people (email, name, role, password_hash)
       select 'new@example.org', 'New', 'AUDITOR', password_hash from people where email = $1`,
      [ADMIN],
    );
    await forgetAttempts();
    await enrolling.signIn('new@example.org');
    await halfway.signIn('local@example.org');
    await second.told(SAVE, { input: practice.input({ enforced: true, breakGlassId: adminId }) });
    const asked = '{ signInState { step } }';
    expect(await other.told('{ viewer { role } }')).toEqual({ viewer: null });
    expect(await halfway.told(asked)).toEqual({ signInState: null });
    expect(await enrolling.told(asked)).toEqual({ signInState: null });
    expect(await second.told('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
    expect(await admin.told('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
    await save();
  });

  it('is the only way for sign-ins that were under way, and for links to new factors', async () => {
    await save();
    const under = await colleague('under-way@example.org');
    const id = await idOf('under-way@example.org');
    const halfway = under.elsewhere();
    await forgetAttempts();
    await halfway.signIn('under-way@example.org');
    const enforce = (on: boolean) =>
      story.sql('update identity_providers set enforced = $1, break_glass_id = $2', [on, adminId]);
    await enforce(true);
    const verify = 'mutation ($code: String!) { verifyTotp(code: $code) { step } }';
    expect(await halfway.refused(verify, { code: halfway.nextCode() })).toEqual(['FORBIDDEN']);
    await enforce(false);
    const { resetFactors } = await admin.told<{ resetFactors: { link: string } }>(
      'mutation ($id: ID!) { resetFactors(personId: $id) { link } }',
      { id },
    );
    const anew = { token: resetFactors.link.split('#t=')[1], password: PASSWORD };
    const enrolAnew = 'mutation ($input: EnrolAnewInput!) { enrolAnew(input: $input) { step } }';
    await enforce(true);
    await forgetAttempts();
    expect(await new Visitor(story).refused(enrolAnew, { input: anew })).toEqual(['FORBIDDEN']);
    await enforce(false);
    const enrolling = new Visitor(story);
    await enrolling.told(enrolAnew, { input: anew });
    await enforce(true);
    expect(await enrolling.refused('mutation { startTotp { secret } }')).toEqual(['FORBIDDEN']);
    await enforce(false);
  });

  it('keeps the ways of its administrator: the last factor by which they come in stays', async () => {
    const glass = await colleague('glass@example.org', 'ADMIN');
    const id = await idOf('glass@example.org');
    await story.sql('update people set password_hash = null where id = $1', [id]);
    const [passkey] = await story.sql<{ id: string }>(
      `insert into factors (person_id, kind, name, confirmed_at, credential_id, public_key)
       values ($1, 'PASSKEY', 'Key', now(), 'a-credential', 'a-key') returning id`,
      [id],
    );
    await save({ enforced: true, breakGlassId: id });
    const remove = 'mutation ($id: ID!) { removeFactor(id: $id) }';
    expect(await glass.refused(remove, { id: passkey?.id })).toEqual(['CONFLICT']);
    await save();
  });
});

describe('the record of the provider', () => {
  it('is not changed so that no administrator could get in any more', async () => {
    await save({ roleClaim: 'groups', roleMap: [{ value: 'grc-admins', role: 'ADMIN' }] });
    const auth_time = Math.floor(Date.now() / 1000);
    const came = browser();
    await came.signIn(known('only-sso', { groups: ['grc-admins'], auth_time }));
    const cookie = [...came.cookies].map((pair) => pair.join('=')).join('; ');
    await story.sql(`update people set role = 'AUDITOR' where email <> 'only-sso@example.org'`);
    await aMoment();
    const tried = (more: Record<string, unknown>) =>
      story.gql(SAVE, { input: practice.input(more) }, { cookie }).then(codesOf);
    expect(await tried({ roleClaim: 'groups', roleMap: [] })).toEqual(['CONFLICT']);
    expect(await tried({ clientId: 'another name', roleClaim: null })).toEqual([]);
    await story.sql(`update people set role = 'ADMIN' where email = $1`, [ADMIN]);
    await aMoment();
  });

  it('does not tell the stored secret to another address', async () => {
    await save();
    const elsewhere = await OpenIdProvider.begin();
    const moved = { issuer: elsewhere.issuer, clientSecret: null };
    const refused = await admin.ask(SAVE, { input: practice.input(moved) });
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'clientSecret' });
    await admin.told(SAVE, { input: practice.input({ clientSecret: null }) });
    await admin.told(SAVE, { input: practice.input({ ...moved, clientSecret: 'said anew' }) });
    await elsewhere.end();
  });
});
