import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runCommandLine } from '../src/cli.js';
import { Story } from './harness.js';
import { PASSWORD, tokenOf, Visitor } from './visitor.js';

const EMAIL = 'ada@practice.example';
const INVITE =
  'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { link expiresAt mailed person { id status role rev } } }';
const ACCEPT =
  'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { step viewer { role } } }';
const PEOPLE =
  '{ people(filter: { status: [ACTIVE, INVITED, DISABLED] }) { items { id email name role status rev lastSeenAt factors } } }';
const LOOK = 'mutation ($input: LookAtLinkInput!) { lookAtLink(input: $input) { open name } }';
const RESET_PERSON =
  'mutation ($personId: ID!) { resetPerson(personId: $personId) { link expiresAt } }';
const RESET_FACTORS =
  'mutation ($personId: ID!) { resetFactors(personId: $personId) { link person { factors } } }';
const RESET_PASSWORD =
  'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { step factors } }';
const ENROL_ANEW = 'mutation ($input: EnrolAnewInput!) { enrolAnew(input: $input) { step } }';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { step } }';
const CHANGE_ROLE =
  'mutation ($personId: ID!, $role: StaffRole!, $rev: Int!) { changeRole(personId: $personId, role: $role, rev: $rev) { role rev } }';
const DISABLE =
  'mutation ($personId: ID!, $rev: Int!) { disablePerson(personId: $personId, rev: $rev) { status } }';
const ENABLE =
  'mutation ($personId: ID!, $rev: Int!) { enablePerson(personId: $personId, rev: $rev) { status } }';

interface Person {
  readonly id: string;
  readonly email: string;
  readonly status: string;
  readonly role: string;
  readonly rev: number;
}

interface Invited {
  readonly invitePerson: { link: string; expiresAt: string; person: Person };
}

describe('people', () => {
  let story: Story;
  let ada: Visitor;
  let ben: Visitor;

  beforeAll(async () => {
    story = await Story.begin();
    ada = new Visitor(story);
    await ada.setUp(EMAIL);
    await ada.enrol();
  });
  afterAll(() => story.end());

  const forgetAttempts = () => story.sql('delete from rate_limits');
  const invite = (email: string, role = 'COMPLIANCE') =>
    ada.told<Invited>(INVITE, { input: { email, name: 'Ben Colleague', role } });
  const accept = (link: string, visitor: Visitor, password = PASSWORD) =>
    visitor.ask(ACCEPT, { input: { token: tokenOf(link), name: 'Ben C.', password } });
  const person = async (email: string): Promise<Person> => {
    const { people } = await ada.told<{ people: { items: Person[] } }>(PEOPLE);
    const found = people.items.find((one) => one.email === email);
    if (!found) throw new Error(`${email} is not there`);
    return found;
  };
  const ofBen = () => person('ben@practice.example');

  it('are invited by an administrator only, who showed a second factor just now', async () => {
    const officer = await story.signIn('COMPLIANCE');
    const input = { email: 'x@practice.example', name: 'X', role: 'AUDITOR' };
    const byOfficer = await story.gql(INVITE, { input }, officer);
    expect(byOfficer.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const byToken = await story.gql(INVITE, { input }, await story.token('ADMIN'));
    expect(byToken.errors[0]?.extensions.code).toBe('FORBIDDEN');
    await story.sql(`update sessions set factor_at = now() - interval '6 minutes'`);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await ada.refused(INVITE, { input })).toEqual(['STEP_UP_NEEDED']);
    await story.sql('update sessions set factor_at = now()');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  });

  it('are invited by a link that is good for a week and opened by one', async () => {
    const { invitePerson } = await invite('Ben@Practice.Example');
    expect(invitePerson.link).toMatch(/^http:\/\/localhost:\d+\/invitation#t=[\w-]{43}$/);
    const days = (Date.parse(invitePerson.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 1);
    expect(invitePerson.person).toMatchObject({ status: 'INVITED', role: 'COMPLIANCE' });
    const early = { email: 'ben@practice.example', password: PASSWORD };
    expect(await new Visitor(story).refused(SIGN_IN, { input: early })).toEqual([
      'UNAUTHENTICATED',
    ]);
    const again = await invite('ben@practice.example');
    expect((await accept(invitePerson.link, new Visitor(story))).errors[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
    const weak = await accept(again.invitePerson.link, new Visitor(story), 'ben-practice-2026');
    expect(weak.errors[0]?.extensions).toMatchObject({ code: 'INVALID', field: 'password' });
    ben = new Visitor(story);
    expect((await accept(again.invitePerson.link, ben)).data).toEqual({
      acceptInvitation: { step: 'ENROL', viewer: null },
    });
    expect(await ben.refused('{ vendors { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    await ben.enrol();
    expect(await ben.told('{ viewer { role person { name } } }')).toEqual({
      viewer: { role: 'COMPLIANCE', person: { name: 'Ben C.' } },
    });
    expect(await ofBen()).toMatchObject({ status: 'ACTIVE', factors: ['TOTP'] });
    expect(
      await ada.refused(INVITE, {
        input: { email: 'ben@practice.example', name: 'B', role: 'ADMIN' },
      }),
    ).toEqual(['CONFLICT']);
  });

  it('may look at a link without using it up, and learn nothing of one that is not open', async () => {
    const { invitePerson } = await invite('fay@practice.example', 'AUDITOR');
    const look = (token: string, page: string) =>
      new Visitor(story).told<{ lookAtLink: object }>(LOOK, { input: { token, page } });
    const token = tokenOf(invitePerson.link);
    const open = { lookAtLink: { open: true, name: 'Ben Colleague' } };
    expect(await look(token, 'INVITATION')).toEqual(open);
    expect(await look(token, 'INVITATION')).toEqual(open);
    const closed = { lookAtLink: { open: false, name: null } };
    for (const page of ['SET_UP', 'RESET', 'ENROL'])
      expect(await look(token, page)).toEqual(closed);
    expect(await look('unknown', 'INVITATION')).toEqual(closed);
    expect((await accept(invitePerson.link, new Visitor(story))).errors).toEqual([]);
    expect(await look(token, 'INVITATION')).toEqual(closed);
    await forgetAttempts();
  });

  it('come in once by a link, of fifty who open it at the same time', async () => {
    const { invitePerson } = await invite('eve@practice.example', 'AUDITOR');
    // thirty a minute from one address are looked at; here it is the link that counts
    const limits = setInterval(() => void forgetAttempts(), 20);
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => accept(invitePerson.link, new Visitor(story))),
    );
    clearInterval(limits);
    expect(replies.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const [row] = await story.sql<{ sessions: number }>(
      `select count(*)::int as sessions from sessions s join people p on p.id = s.person_id
       where p.email = 'eve@practice.example'`,
    );
    expect(row?.sessions).toBe(1);
    await forgetAttempts();
  });

  it('cannot come any more when the invitation is taken back, over, or for another address', async () => {
    const ends: ((id: string) => Promise<unknown>)[] = [
      (id) =>
        ada.told('mutation ($id: ID!) { revokeInvitation(personId: $id) { status } }', { id }),
      () => story.sql(`update sign_in_links set expires_at = now()`),
      (id) => story.sql(`update people set email = 'other@practice.example' where id = $1`, [id]),
    ];
    for (const end of ends) {
      const { invitePerson } = await invite('zoe@practice.example');
      await end(invitePerson.person.id);
      const late = await accept(invitePerson.link, new Visitor(story));
      expect(late.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  it('who forgot the password get a link, and no way past the second factor', async () => {
    const { id } = await ofBen();
    const { resetPerson } = await ada.told<{ resetPerson: { link: string } }>(RESET_PERSON, {
      personId: id,
    });
    expect(resetPerson.link).toMatch(/\/reset#t=[\w-]{43}$/);
    // nothing has changed yet
    expect(await ben.told('{ viewer { role } }')).toEqual({ viewer: { role: 'COMPLIANCE' } });
    const next = 'nine kites above a silent quarry';
    const input = { token: tokenOf(resetPerson.link), password: next };
    const other = ben.elsewhere();
    expect(await other.told(RESET_PASSWORD, { input })).toEqual({
      resetPassword: { step: 'SECOND_FACTOR', factors: ['TOTP', 'RECOVERY_CODE'] },
    });
    expect(await other.refused('{ vendors { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    expect(await ben.told('{ viewer { role } }')).toEqual({ viewer: null });
    expect(await new Visitor(story).refused(RESET_PASSWORD, { input })).toEqual([
      'UNAUTHENTICATED',
    ]);
    await other.verify();
    ben = other;
    const { myAlerts } = await ben.told<{ myAlerts: { kind: string }[] }>('{ myAlerts { kind } }');
    expect(myAlerts.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['RESET_STARTED', 'PASSWORD_CHANGED']),
    );
    await ben.told('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }', {
      input: { current: next, next: PASSWORD },
    });
  });

  it('who lost the phone come back by a recovery code on their own', async () => {
    await forgetAttempts();
    await ben.halfAMinuteLater();
    const other = ben.elsewhere();
    await other.signIn('ben@practice.example');
    await other.told('mutation ($code: String!) { verifyRecoveryCode(code: $code) { step } }', {
      code: other.recoveryCodes[3],
    });
    const { myFactors } = await other.told<{ myFactors: { id: string }[] }>('{ myFactors { id } }');
    await other.enrol('New phone');
    await other.told('mutation ($id: ID!) { removeFactor(id: $id) }', { id: myFactors[0]?.id });
    expect(await ben.told('{ viewer { role } }')).toEqual({ viewer: null });
    ben = other;
  });

  it('who lost all factors come back by password and an administrator’s link, by neither alone', async () => {
    await forgetAttempts();
    const { id } = await ofBen();
    const { resetFactors } = await ada.told<{ resetFactors: { link: string } }>(RESET_FACTORS, {
      personId: id,
    });
    expect(resetFactors).toMatchObject({ person: { factors: [] } });
    expect(await ben.told('{ viewer { role } }')).toEqual({ viewer: null });
    const credentials = { email: 'ben@practice.example', password: PASSWORD };
    const alone = await new Visitor(story).ask(SIGN_IN, { input: credentials });
    expect(alone.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const token = tokenOf(resetFactors.link);
    const other = new Visitor(story);
    expect(await other.refused(ENROL_ANEW, { input: { token, password: 'wrong' } })).toEqual([
      'INVALID',
    ]);
    expect(await other.refused(RESET_PASSWORD, { input: { token, password: PASSWORD } })).toEqual([
      'UNAUTHENTICATED',
    ]);
    expect(await other.told(ENROL_ANEW, { input: { token, password: PASSWORD } })).toEqual({
      enrolAnew: { step: 'ENROL' },
    });
    await other.enrol('Newest phone');
    expect(other.recoveryCodes).toHaveLength(10);
    ben = other.elsewhere();
    await ben.signIn('ben@practice.example');
    await ben.verify();
    expect(await ben.told('{ viewer { role } }')).toEqual({ viewer: { role: 'COMPLIANCE' } });
  });

  it('have another role from their very next request on', async () => {
    const { id, rev } = await ofBen();
    const changed = await ada.told(CHANGE_ROLE, { personId: id, role: 'AUDITOR', rev });
    expect(changed).toEqual({ changeRole: { role: 'AUDITOR', rev: rev + 1 } });
    expect(await ben.told('{ viewer { role } }')).toEqual({ viewer: null });
    expect(await ada.refused(CHANGE_ROLE, { personId: id, role: 'ADMIN', rev })).toEqual(['STALE']);
    await forgetAttempts();
    await ben.halfAMinuteLater();
    await ben.enter('ben@practice.example');
    expect(await ben.told('{ viewer { role } }')).toEqual({ viewer: { role: 'AUDITOR' } });
  });

  it('are kept out at once when they are disabled, and come back with what they had', async () => {
    const { id, rev } = await ofBen();
    expect(await ada.told(DISABLE, { personId: id, rev })).toEqual({
      disablePerson: { status: 'DISABLED' },
    });
    expect(await ben.refused('{ vendors { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    await forgetAttempts();
    const input = { email: 'ben@practice.example', password: PASSWORD };
    expect(await ben.refused(SIGN_IN, { input })).toEqual(['UNAUTHENTICATED']);
    await ada.told(ENABLE, { personId: id, rev: rev + 1 });
    await ben.halfAMinuteLater();
    await ben.enter('ben@practice.example');
  });

  it('are never without an administrator, even where two remove each other at once', async () => {
    const me = await person(EMAIL);
    expect(
      await ada.refused(CHANGE_ROLE, { personId: me.id, role: 'AUDITOR', rev: me.rev }),
    ).toEqual(['CONFLICT']);
    expect(await ada.refused(DISABLE, { personId: me.id, rev: me.rev })).toEqual(['CONFLICT']);
    const second = await ofBen();
    await ada.told(CHANGE_ROLE, { personId: second.id, role: 'ADMIN', rev: second.rev });
    await forgetAttempts();
    await ben.halfAMinuteLater();
    await ben.enter('ben@practice.example');
    const replies = await Promise.all([
      ada.ask(CHANGE_ROLE, { personId: second.id, role: 'AUDITOR', rev: second.rev + 1 }),
      ben.ask(CHANGE_ROLE, { personId: me.id, role: 'AUDITOR', rev: me.rev }),
    ]);
    expect(replies.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const [row] = await story.sql<{ admins: number }>(
      `select count(*)::int as admins from people where role = 'ADMIN' and password_hash is not null`,
    );
    expect(row?.admins).toBe(1);
  });
});

describe('what is written down', () => {
  it('is every step of getting in, and whatever is done to accounts, by whom', async () => {
    const story = await Story.begin();
    try {
      const ada = new Visitor(story);
      await ada.setUp(EMAIL);
      await ada.enrol();
      await ada.told('mutation { signOut }');
      const other = ada.elsewhere();
      const wrong = { email: EMAIL, password: 'wrong' };
      expect(await other.refused(SIGN_IN, { input: wrong })).toEqual(['UNAUTHENTICATED']);
      const nobody = { email: 'nobody@practice.example', password: 'wrong' };
      expect(await other.refused(SIGN_IN, { input: nobody })).toEqual(['UNAUTHENTICATED']);
      await other.signIn(EMAIL);
      const VERIFY = 'mutation ($code: String!) { verifyTotp(code: $code) { step } }';
      expect(await other.refused(VERIFY, { code: '000000' })).toEqual(['INVALID']);
      await other.verify();
      const { invitePerson } = await other.told<Invited>(INVITE, {
        input: { email: 'ben@practice.example', name: 'Ben', role: 'AUDITOR' },
      });
      const { id: personId, rev } = invitePerson.person;
      await other.told(CHANGE_ROLE, { personId, rev, role: 'EXECUTIVE' });
      const rows = await story.sql<{
        entry: {
          action: string;
          outcome: string;
          by: { name: string };
          subject?: { label: string };
        };
      }>(`select content::jsonb as entry from audit_entries order by seq`);
      const told = rows
        .map(
          ({ entry }) =>
            `${entry.action} ${entry.outcome} ${entry.by.name} > ${entry.subject?.label ?? ''}`,
        )
        .filter((line) => !line.startsWith('CHANGE'));
      expect(told).toEqual([
        'SET_UP SUCCESS Ada Admin > Ada Admin',
        'SIGN_IN SUCCESS Ada Admin > Ada Admin',
        'ENROL_FACTOR SUCCESS Ada Admin > Ada Admin',
        'SIGN_IN SUCCESS Ada Admin > Ada Admin',
        'SIGN_OUT SUCCESS Ada Admin > Ada Admin',
        'SIGN_IN FAILURE  > ada@practice.example',
        'SIGN_IN FAILURE  > nobody@practice.example',
        'SIGN_IN SUCCESS Ada Admin > Ada Admin',
        'SECOND_FACTOR FAILURE Ada Admin > ',
        'SIGN_IN SUCCESS Ada Admin > Ada Admin',
        'INVITE SUCCESS Ada Admin > Ben',
        'ROLE_CHANGED SUCCESS Ada Admin > Ben',
      ]);
      const all = JSON.stringify(rows);
      for (const secret of [PASSWORD, ada.secret, tokenOf(invitePerson.link), ...ada.recoveryCodes])
        expect(all).not.toContain(secret);
    } finally {
      await story.end();
    }
  });
});

describe('an administrator who has nothing left', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  /** Runs a command on the story's installation and returns what it printed. */
  async function command(...args: string[]): Promise<{ code: number; printed: string }> {
    const printed: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
    const quiet = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    Object.assign(process.env, { DATABASE_URL: story.database.url, DATA_DIR: story.dataDir });
    try {
      return { code: await runCommandLine(args), printed: printed.join('').trim() };
    } finally {
      write.mockRestore();
      quiet.mockRestore();
      delete process.env['DATABASE_URL'];
      delete process.env['DATA_DIR'];
    }
  }

  it('is let in again by a command on the server, which everybody in charge is told', async () => {
    const ada = new Visitor(story);
    await ada.setUp(EMAIL);
    await ada.enrol();
    const other = await story.signIn('ADMIN');
    expect(await command('recover', '--email', 'nobody@practice.example')).toEqual({
      code: 1,
      printed: '',
    });
    const { code, printed } = await command('recover', '--email', EMAIL, '--url', story.url);
    expect(code).toBe(0);
    expect(printed).toMatch(/^http:\/\/localhost:\d+\/reset#t=[\w-]{43}$/);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await ada.told('{ viewer { role } }')).toEqual({ viewer: null });
    const input = { email: EMAIL, password: PASSWORD };
    expect(await new Visitor(story).refused(SIGN_IN, { input })).toEqual(['FORBIDDEN']);
    const again = new Visitor(story);
    const reset = { token: tokenOf(printed), password: 'four bells beneath the orchard' };
    expect(await again.told(RESET_PASSWORD, { input: reset })).toEqual({
      resetPassword: { step: 'ENROL', factors: [] },
    });
    await again.enrol();
    expect(await again.told('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
    const told = await story.gql('{ myAlerts { kind details } }', {}, other);
    expect(told.data).toEqual({
      myAlerts: [{ kind: 'FACTORS_RESET', details: { of: 'Ada Admin' } }],
    });
  });
});

describe('the demo and what is not the demo', () => {
  const SWITCH =
    'mutation ($role: StaffRole!) { switchDemoRole(role: $role) { step viewer { role } } }';
  const REDEEM =
    'mutation ($input: RedeemLinkInput!) { redeemLink(input: $input) { step viewer { role demoRoles } } }';

  it('lets a link in without a second factor, as whoever one wants to see it as', async () => {
    const story = await Story.begin({ mode: 'demo' });
    try {
      const input = { token: tokenOf(story.server.signInLink) };
      const visitor = new Visitor(story);
      expect(await visitor.told(REDEEM, { input })).toEqual({
        redeemLink: {
          step: 'DONE',
          viewer: {
            role: 'ADMIN',
            demoRoles: ['ADMIN', 'COMPLIANCE', 'PROCUREMENT', 'EXECUTIVE', 'AUDITOR'],
          },
        },
      });
      const before = visitor.cookie;
      expect(await visitor.told(SWITCH, { role: 'AUDITOR' })).toEqual({
        switchDemoRole: { step: 'DONE', viewer: { role: 'AUDITOR' } },
      });
      expect(visitor.cookie).not.toBe(before);
      expect(await visitor.refused('mutation { removeSampleData }')).toEqual(['FORBIDDEN']);
      await visitor.told(SWITCH, { role: 'ADMIN' });
      // there is no factor to show, so nothing asks for one
      const invited = { email: 'guest@practice.example', name: 'Guest', role: 'AUDITOR' };
      expect(await visitor.refused(INVITE, { input: invited })).toEqual([]);
      const replies = await Promise.all(
        Array.from({ length: 10 }, () => new Visitor(story).ask(REDEEM, { input })),
      );
      expect(replies.filter(({ errors }) => errors.length === 0)).toHaveLength(0);
    } finally {
      await story.end();
    }
    // the sample is loaded first
  }, 180_000);

  it('has neither way on a normal start, whatever stands in the database', async () => {
    const story = await Story.begin();
    try {
      const visitor = new Visitor(story);
      await visitor.setUp(EMAIL);
      await visitor.enrol();
      const { createHash } = await import('node:crypto');
      await story.sql(
        `insert into sign_in_links (token_hash, purpose, role, expires_at) values ($1, 'DEMO_SIGN_IN', 'ADMIN', now() + interval '1 day')`,
        [createHash('sha256').update('a-token').digest('hex')],
      );
      const forged = new Visitor(story);
      expect(await forged.refused(REDEEM, { input: { token: 'a-token' } })).toEqual([
        'UNAUTHENTICATED',
      ]);
      const setUpLink = { token: tokenOf(story.server.signInLink) };
      expect(await forged.refused(REDEEM, { input: setUpLink })).toEqual(['UNAUTHENTICATED']);
      expect(await visitor.refused(SWITCH, { role: 'AUDITOR' })).toEqual(['FORBIDDEN']);
      expect(await visitor.told('{ viewer { demoRoles } }')).toEqual({ viewer: { demoRoles: [] } });
      // a session that says it is the demo's is none here
      await story.sql(`update sessions set began_by = 'DEMO'`);
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      expect(await visitor.told('{ viewer { role } }')).toEqual({ viewer: null });
    } finally {
      await story.end();
    }
  });
});
