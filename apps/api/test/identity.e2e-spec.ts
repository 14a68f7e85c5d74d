import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, Story } from './harness.js';
import { PASSWORD, tokenOf, Visitor } from './visitor.js';

const SET_UP = `mutation SetUp($input: SetUpInput!) {
  setUp(input: $input) { step factors viewer { role } }
}`;
const SIGN_IN = `mutation SignIn($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { step factors viewer { can } }
}`;
const VIEWER = '{ viewer { role person { email } } }';

const cookieOf = (headers: Headers): string => headers.getSetCookie()[0]?.split(';')[0] ?? '';

describe('getting in', () => {
  let story: Story;
  let ada: Visitor;

  beforeAll(async () => {
    story = await Story.begin();
    ada = new Visitor(story);
  });
  afterAll(() => story.end());

  const setUp = (input: object) => story.gql(SET_UP, { input });
  const input = {
    name: 'Ada Admin',
    email: 'Ada@Practice.Example',
    password: PASSWORD,
    organisationName: 'Quiet Practice',
  };

  it('prints a set-up link whose token stands in the fragment', () => {
    expect(story.server.signInLink).toMatch(/^http:\/\/localhost:\d+\/set-up#t=[\w-]{43}$/);
  });

  it('brings the built-in questionnaire, published', async () => {
    const templates = await story.gql(
      '{ templates { items { key latest { status } } } }',
      {},
      await story.token('AUDITOR'),
    );
    expect(templates.data).toEqual({
      templates: { items: [{ key: 'telehealth-vendor', latest: { status: 'PUBLISHED' } }] },
    });
  });

  it('tells nobody anything before', async () => {
    expect((await story.gql(VIEWER)).data).toEqual({ viewer: null });
    // thrice: the first is run by graphql-js, the others compiled
    for (let round = 0; round < 3; round += 1) {
      const people = await story.gql('{ people { totalCount } }');
      expect(codesOf(people)).toEqual(['UNAUTHENTICATED']);
      expect(people.data).toBeNull();
    }
  });

  it('refuses a weak password and a made-up token, and says which field to mend', async () => {
    const token = tokenOf(story.server.signInLink);
    const short = await setUp({ ...input, token, password: 'too short' });
    expect(short.errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'password' });
    const ours = await setUp({ ...input, token, password: 'QuietPractice2026!' });
    expect(ours.errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'password' });
    const address = await setUp({ ...input, token, email: 'nobody' });
    expect(address.errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'email' });
    expect(codesOf(await setUp({ ...input, token: 'made-up' }))).toEqual(['UNAUTHENTICATED']);
  });

  it('makes the first administrator once, of many at the same time', async () => {
    const token = tokenOf(story.server.signInLink);
    const replies = await Promise.all([1, 2, 3, 4].map(() => setUp({ ...input, token })));
    const done = replies.filter((reply) => reply.errors.length === 0);
    expect(done).toHaveLength(1);
    expect(done[0]?.data).toEqual({ setUp: { step: 'ENROL', factors: [], viewer: null } });
    const set = done[0]?.headers.getSetCookie()[0] ?? '';
    expect(set).toMatch(
      /^__Host-sid-[0-9a-f]{8}=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    ada.cookie = cookieOf(done[0]?.headers ?? new Headers());
    expect(await ada.told(VIEWER)).toEqual({ viewer: null });
  });

  it('lets nobody in before a second factor is enrolled', async () => {
    expect(await ada.refused('{ people { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    expect(await ada.refused('{ vendors { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    expect(await ada.refused('{ mySessions { id } }')).toEqual(['UNAUTHENTICATED']);
    expect(await ada.told('{ signInState { step factors viewer { role } } }')).toEqual({
      signInState: { step: 'ENROL', factors: [], viewer: null },
    });
    await ada.enrol();
    expect(
      await ada.told(
        '{ viewer { role mode stage setUpNeeded idleMinutes demoRoles person { name email } organisation { name } } }',
      ),
    ).toEqual({
      viewer: {
        role: 'ADMIN',
        mode: 'OWN',
        stage: 'FULL',
        setUpNeeded: true,
        idleMinutes: 15,
        demoRoles: [],
        person: { name: 'Ada Admin', email: 'ada@practice.example' },
        organisation: { name: 'Quiet Practice' },
      },
    });
  });

  it('keeps no secret that could be used: only hashes', async () => {
    const rows = await story.sql<{ all: string }>(
      `select coalesce(string_agg(r, ' '), '') as all from (
        select people::text r from people union all select sessions::text from sessions
        union all select sign_in_links::text from sign_in_links union all select factors::text from factors
        union all select recovery_codes::text from recovery_codes) x`,
    );
    for (const secret of [PASSWORD, ada.cookie.split('=')[1], ada.secret, ...ada.recoveryCodes])
      expect(rows[0]?.all).not.toContain(secret);
    expect(rows[0]?.all).toContain('$argon2id$v=19$m=47104,t=1,p=1$');
  });

  it('signs out: the cookie is worth nothing any more', async () => {
    const { cookie } = ada;
    const out = await ada.ask('mutation { signOut }');
    expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await story.gql(VIEWER, {}, { cookie })).data).toEqual({ viewer: null });
    expect(codesOf(await story.gql('{ people { totalCount } }', {}, { cookie }))).toEqual([
      'UNAUTHENTICATED',
    ]);
  });

  it('signs in by password, whatever the capitals of the address', async () => {
    expect(await ada.signIn('ADA@practice.example')).toEqual({
      step: 'SECOND_FACTOR',
      factors: ['TOTP', 'RECOVERY_CODE'],
      viewer: null,
    });
    expect(await ada.told(VIEWER)).toEqual({ viewer: null });
    expect(await ada.verify()).toMatchObject({
      step: 'DONE',
      factors: [],
      viewer: { role: 'ADMIN' },
    });
    expect(await ada.told(VIEWER)).toMatchObject({ viewer: { role: 'ADMIN' } });
  });

  it('answers the same for a wrong password and for somebody unknown', async () => {
    const wrong = await story.gql(SIGN_IN, { email: 'ada@practice.example', password: 'x' });
    const unknown = await story.gql(SIGN_IN, { email: 'nobody@practice.example', password: 'x' });
    expect(wrong.errors).toEqual(unknown.errors);
    expect(codesOf(wrong)).toEqual(['UNAUTHENTICATED']);
  });

  it('lets a request try once, however many aliases it has', async () => {
    const aliases = Array.from(
      { length: 10 },
      (_, n) => `a${n}: signIn(input: { email: "ada@practice.example", password: "x" }) { step }`,
    );
    const reply = await story.gql(`mutation { ${aliases.join(' ')} }`);
    expect(codesOf(reply)).toEqual(['UNAUTHENTICATED']);
    const counted = await story.sql<{ points: number }>(
      `select points from rate_limits where key like 'failures:%' order by points desc`,
    );
    expect(counted[0]?.points).toBe(2);
  });

  it('makes somebody who keeps failing wait, and forgets it when the wait is over', async () => {
    const attempt = (password: string) =>
      story.gql(SIGN_IN, { email: 'ada@practice.example', password });
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1) codes.push(...codesOf(await attempt('wrong')));
    expect(codes.slice(0, 2)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS');
    const waiting = await attempt(PASSWORD);
    expect(waiting.errors[0]?.extensions['retryAfter']).toBeGreaterThan(0);
    await story.sql('update rate_limits set expire = 0');
    expect((await attempt(PASSWORD)).errors).toEqual([]);
  });

  it('ends a session that was idle, one that is over, and those of a disabled person', async () => {
    const ends = [
      `update sessions set last_used_at = now() - interval '16 minutes'`,
      `update sessions set expires_at = now() - interval '1 second'`,
      `update people set disabled_at = now() where role = 'AUDITOR'`,
    ];
    for (const end of ends) {
      const auditor = await story.signIn('AUDITOR');
      await story.sql(end);
      expect((await story.gql(VIEWER, {}, auditor)).data).toEqual({ viewer: null });
    }
  });
});

describe('who may what', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const UPDATE = `mutation ($rev: Int!, $name: String) {
    updateOrganisation(input: { rev: $rev, name: $name, roles: [COVERED_ENTITY], timeZone: "America/Chicago",
      appetite: [{ tier: CRITICAL, highestResidual: 35 }] }) { name rev timeZone appetite { tier highestResidual } }
  }`;

  it('lets an auditor read and refuses a change', async () => {
    const auditor = await story.signIn('AUDITOR');
    const read = await story.gql(
      '{ organisation { name rev } people { items { role } } }',
      {},
      auditor,
    );
    expect(read.errors).toEqual([]);
    expect(codesOf(await story.gql(UPDATE, { rev: 1 }, auditor))).toEqual(['FORBIDDEN']);
  });

  it('lets an administrator change the organisation, and refuses a change of what is old', async () => {
    const admin = await story.signIn('ADMIN');
    const done = await story.gql(UPDATE, { rev: 1, name: 'Clinic' }, admin);
    expect(done.errors).toEqual([]);
    expect(done.data).toMatchObject({
      updateOrganisation: { name: 'Clinic', rev: 2, timeZone: 'America/Chicago' },
    });
    const stale = await story.gql(UPDATE, { rev: 1, name: 'Other' }, admin);
    expect(stale.errors[0]?.extensions).toEqual({ code: 'STALE', rev: 2 });
  });

  it('lets scripts in by token, and knows when a token is over or revoked', async () => {
    const script = await story.token('EXECUTIVE');
    const reply = await story.gql('{ viewer { role person { id } } }', {}, script);
    expect(reply.data).toEqual({ viewer: { role: 'EXECUTIVE', person: null } });
    await story.sql('update api_tokens set revoked_at = now()');
    const revoked = await story.gql(VIEWER, {}, script);
    expect(revoked.status).toBe(401);
    expect(codesOf(revoked)).toEqual(['UNAUTHENTICATED']);
  });

  it('refuses token and cookie together', async () => {
    const { cookie } = await story.signIn('ADMIN');
    const both = await story.gql(VIEWER, {}, { ...(await story.token()), cookie });
    expect(both.status).toBe(403);
    const own = await story.post(
      { query: VIEWER },
      { ...story.headers({ cookie, ...(await story.token()) }), origin: story.url },
    );
    expect(own.status).toBe(400);
  });

  it('refuses changes that another site or nobody asks for', async () => {
    const { cookie } = await story.signIn('ADMIN');
    const json = { 'content-type': 'application/json', cookie };
    const foreign = [
      { ...json, origin: 'https://evil.example' },
      { ...json, origin: 'null' },
      { ...json, origin: 'http://localhost:1' },
      { ...json, 'sec-fetch-site': 'cross-site' },
      { ...json, 'sec-fetch-site': 'same-site' },
      json,
    ];
    for (const headers of foreign) {
      const reply = await story.post({ query: VIEWER }, headers);
      expect([reply.status, codesOf(reply)]).toEqual([403, ['FORBIDDEN']]);
    }
    const own = await story.post({ query: VIEWER }, { ...json, 'sec-fetch-site': 'same-origin' });
    expect(own.status).toBe(200);
  });
});
