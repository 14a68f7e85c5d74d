/** What administrators can do to accounts, and what none of them can do alone. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codesOf, Story } from './harness.js';
import { PASSWORD, tokenOf, Visitor } from './visitor.js';

const ADMIN = 'ada@practice.example';
const RESET_PERSON = 'mutation ($personId: ID!) { resetPerson(personId: $personId) { link } }';
const RESET_FACTORS = 'mutation ($personId: ID!) { resetFactors(personId: $personId) { link } }';
const RESET_PASSWORD =
  'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { step } }';
const MAKE_TOKEN =
  'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token } }';
const CHANGE_ROLE =
  'mutation ($personId: ID!, $role: StaffRole!, $rev: Int!) { changeRole(personId: $personId, role: $role, rev: $rev) { rev tokens } }';
const DISABLE =
  'mutation ($personId: ID!, $rev: Int!) { disablePerson(personId: $personId, rev: $rev) { tokens } }';
const INVITE =
  'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { person { id } } }';

let story: Story;
let ada: Visitor;

beforeAll(async () => {
  story = await Story.begin();
  ada = new Visitor(story);
  await ada.setUp(ADMIN);
  await ada.enrol();
});
beforeEach(() => story.sql('delete from rate_limits'));
afterAll(() => story.end());

async function idOf(email: string): Promise<string> {
  const [row] = await story.sql<{ id: string }>('select id from people where email = $1', [email]);
  return row?.id ?? '';
}
/** Somebody with a password and a factor, all the way in. */
async function somebody(email: string, role = 'COMPLIANCE'): Promise<Visitor> {
  await story.sql(
    `insert into people (email, name, role, password_hash)
     select $1, 'Somebody', $2, password_hash from people where email = $3`,
    [email, role, ADMIN],
  );
  const visitor = new Visitor(story);
  await visitor.signIn(email);
  await visitor.enrol();
  return visitor;
}
/** Password first: a link to another one, used by whoever holds it. */
async function chooseFor(personId: string, by: Visitor, password: string): Promise<string> {
  const { resetPerson } = await by.told<{ resetPerson: { link: string } }>(RESET_PERSON, {
    personId,
  });
  const { resetPassword } = await new Visitor(story).told<{ resetPassword: { step: string } }>(
    RESET_PASSWORD,
    { input: { token: tokenOf(resetPerson.link), password } },
  );
  return resetPassword.step;
}

describe('one administrator', () => {
  it('cannot become somebody else where there is another one', async () => {
    await somebody('vic@practice.example');
    const personId = await idOf('vic@practice.example');
    const other = await somebody('olga@practice.example', 'ADMIN');
    const taken = 'eleven paper boats upstream';
    expect(await chooseFor(personId, ada, taken)).toBe('SECOND_FACTOR');
    expect(await ada.refused(RESET_FACTORS, { personId })).toEqual(['CONFLICT']);
    // the second link is another administrator’s to make, and everybody in charge hears of it
    await other.told(RESET_FACTORS, { personId });
    const heard = await story.sql(
      `select details from alerts where person_id = $1 and kind = 'FACTORS_RESET'`,
      [await idOf(ADMIN)],
    );
    expect(heard).toContainEqual({ details: { of: 'Somebody' } });
    await story.sql(`update people set role = 'AUDITOR' where email = 'olga@practice.example'`);
  });

  it('can make both links where there is no other, and after the person has come in by the first', async () => {
    const one = await somebody('una@practice.example');
    const personId = await idOf('una@practice.example');
    await chooseFor(personId, ada, 'a dozen amber windmills');
    const olga = `update people set role = $1 where email = 'olga@practice.example'`;
    await story.sql(olga, ['ADMIN']);
    expect(await ada.refused(RESET_FACTORS, { personId })).toEqual(['CONFLICT']);
    await story.sql(olga, ['AUDITOR']);
    const back = one.elsewhere();
    await story.sql(olga, ['ADMIN']);
    await back.enter('una@practice.example', 'a dozen amber windmills');
    expect(await ada.refused(RESET_FACTORS, { personId })).toEqual([]);
    await story.sql(olga, ['AUDITOR']);
    await somebody('tom@practice.example');
    const tom = await idOf('tom@practice.example');
    await chooseFor(tom, ada, 'a dozen amber windmills');
    expect(await ada.refused(RESET_FACTORS, { personId: tom })).toEqual([]);
  });

  it('who goes, or is none any more, takes the tokens along that they made', async () => {
    for (const [email, end] of [
      ['dan@practice.example', DISABLE],
      ['rita@practice.example', CHANGE_ROLE],
    ] as const) {
      const maker = await somebody(email, 'ADMIN');
      const personId = await idOf(email);
      const wanted = {
        name: email,
        role: 'ADMIN',
        days: 30,
        scopes: ['vendors:read', 'graph:any'],
      };
      const made = await maker.told<{ createApiToken: { token: string } }>(MAKE_TOKEN, {
        input: wanted,
      });
      const token = made.createApiToken.token;
      const asked = '{ vendors { totalCount } }';
      expect(codesOf(await story.gql(asked, {}, { token }))).toEqual([]);
      const { people } = await ada.told<{ people: { items: { id: string; tokens: number }[] } }>(
        '{ people { items { id tokens } } }',
      );
      expect(people.items.find(({ id }) => id === personId)?.tokens).toBe(1);
      const [row] = await story.sql<{ rev: number }>('select rev from people where id = $1', [
        personId,
      ]);
      const reply = await ada.told<Record<string, { tokens: number }>>(end, {
        personId,
        rev: row?.rev,
        ...(end === CHANGE_ROLE && { role: 'AUDITOR' }),
      });
      expect(Object.values(reply)[0]?.tokens).toBe(0);
      expect(codesOf(await story.gql(asked, {}, { token }))).toEqual(['UNAUTHENTICATED']);
      const told = await story.sql(
        `select 1 from audit_entries where content::jsonb ->> 'action' = 'TOKEN_REVOKED'
           and content::jsonb -> 'subject' ->> 'label' = $1`,
        [email],
      );
      expect(told).toHaveLength(1);
    }
  });
});

describe('somebody whose second factor is the provider’s', () => {
  it('does not come in by a link to a password alone', async () => {
    const provider = `insert into identity_providers (name, issuer, client_id)
      values ('Directory', 'https://login.practice.example', 'c')`;
    await story.sql(provider);
    await story.sql(
      `insert into people (email, name, role) values ('ssa@practice.example', 'S', 'COMPLIANCE')`,
    );
    const personId = await idOf('ssa@practice.example');
    await story.sql(
      `insert into provider_accounts (issuer, subject, person_id)
       values ('https://login.practice.example', 'ssa', $1)`,
      [personId],
    );
    const { resetPerson } = await ada.told<{ resetPerson: { link: string } }>(RESET_PERSON, {
      personId,
    });
    const input = { token: tokenOf(resetPerson.link), password: PASSWORD };
    expect(await new Visitor(story).refused(RESET_PASSWORD, { input })).toEqual(['FORBIDDEN']);
    const [row] = await story.sql<{ password_hash: string | null }>(
      'select password_hash from people where id = $1',
      [personId],
    );
    expect(row?.password_hash).toBeNull();
  });

  it('sees the account under their own, takes it away, and never the last way in', async () => {
    const UNLINK = 'mutation ($id: ID!) { unlinkAccount(id: $id) }';
    const MINE = '{ myLinkedAccounts { id provider subject } }';
    interface Mine {
      myLinkedAccounts: { id: string; provider: string }[];
    }
    const lin = await somebody('lin@practice.example');
    const other = lin.elsewhere();
    await other.enter('lin@practice.example');
    const personId = await idOf('lin@practice.example');
    await story.sql(
      `insert into provider_accounts (issuer, subject, person_id)
       values ('https://login.practice.example', 'lin', $1), ('https://old.example', 'lin', $1)`,
      [personId],
    );
    const { myLinkedAccounts: mine } = await lin.told<Mine>(MINE);
    expect(mine.map(({ provider }) => provider).sort()).toEqual([
      'Directory',
      'https://old.example',
    ]);
    const id = mine.find(({ provider }) => provider === 'Directory')?.id;
    expect(await ada.refused(UNLINK, { id })).toEqual(['NOT_FOUND']);
    await story.sql('update people set password_hash = null where id = $1', [personId]);
    expect(await lin.refused(UNLINK, { id })).toEqual(['CONFLICT']);
    await story.sql(
      `update people set password_hash = (select password_hash from people where email = $2)
       where id = $1`,
      [personId, ADMIN],
    );
    await story.sql(
      `update sessions set factor_at = now() - interval '6 minutes' where person_id = $1`,
      [personId],
    );
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await lin.refused(UNLINK, { id })).toEqual(['STEP_UP_NEEDED']);
    await story.sql('update sessions set factor_at = now() where person_id = $1', [personId]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await lin.told(UNLINK, { id })).toEqual({ unlinkAccount: true });
    expect((await lin.told<Mine>(MINE)).myLinkedAccounts).toHaveLength(1);
    expect(await other.told('{ viewer { role } }')).toEqual({ viewer: null });
    expect(await lin.told('{ myAlerts { kind details } }')).toMatchObject({
      myAlerts: expect.arrayContaining([
        { kind: 'FACTOR_REMOVED', details: { name: 'Directory', kind: 'SINGLE_SIGN_ON' } },
      ]) as unknown,
    });
  });

  it('loses linked accounts with the factors, but for whoever comes in by nothing else', async () => {
    const left = (email: string) =>
      story.sql(
        `select 1 from provider_accounts a join people p on p.id = a.person_id where p.email = $1`,
        [email],
      );
    for (const [email, kept] of [
      ['lin@practice.example', 0],
      ['ssa@practice.example', 1],
    ] as const) {
      await ada.told(RESET_FACTORS, { personId: await idOf(email) });
      expect(await left(email)).toHaveLength(kept);
    }
  });
});

describe('people', () => {
  it('are found by address only by whoever may read addresses', async () => {
    const FIND = '{ people(filter: {search: "lin@practice"}) { totalCount items { email } } }';
    const { cookie } = await story.signIn('COMPLIANCE');
    const seen = await story.gql(FIND, {}, { cookie });
    expect(seen.data).toEqual({
      people: { totalCount: 1, items: [{ email: 'lin@practice.example' }] },
    });
    const executive = await story.signIn('EXECUTIVE');
    const withheld = await story.gql(FIND, {}, { cookie: executive.cookie });
    expect(withheld.data).toEqual({ people: { totalCount: 0, items: [] } });
  });

  it('are not invited anew who came in while that waited', async () => {
    const email = 'late@practice.example';
    const input = { email, name: 'Late', role: 'AUDITOR' };
    await ada.told(INVITE, { input });
    const gate = story.database.dataSource.createQueryRunner();
    await gate.startTransaction();
    await gate.query(`update people set invited_at = null, password_hash = 'x' where email = $1`, [
      email,
    ]);
    const again = ada.ask(INVITE, { input: { ...input, role: 'ADMIN' } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await gate.commitTransaction();
    await gate.release();
    expect(codesOf(await again)).toEqual(['CONFLICT']);
    expect(await story.sql('select role from people where email = $1', [email])).toEqual([
      { role: 'AUDITOR' },
    ]);
  });
});
