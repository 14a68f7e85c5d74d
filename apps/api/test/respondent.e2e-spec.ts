import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPool, scopedRoleOf } from '@chaperone/store';
import { anAssessment, aTemplate, aVendor } from '@chaperone/store/testing';
import { startServer } from '../src/main.js';
import { codesOf, Story, type Credentials } from './harness.js';

const SHEET = `query ($id: ID!) { assessment(id: $id) { id ref status answers { value comment question { key } }
  version { sections { questions { key text options { value label } } } } } }`;
const RECORD = `mutation ($input: RecordAnswersInput!) {
  recordAnswers(input: $input) { id status answers { value comment question { key } } } }`;

describe('a vendor’s respondent', () => {
  let story: Story;
  let respondent: Credentials;
  const own = { id: '', ref: '' };
  const other = { id: '', ref: '' };

  beforeAll(async () => {
    story = await Story.begin();
    await story.database.dataSource.transaction(async (tx) => {
      const { version } = await aTemplate(tx, [{ key: 'encryption' }, { key: 'backups' }]);
      for (const place of [own, other]) {
        const { id: vendorId } = await aVendor(tx);
        const says = { vendorId, versionId: version.id, status: 'SENT' } as const;
        const { id, ref } = await anAssessment(tx, says);
        Object.assign(place, { id, ref });
      }
    });
    respondent = await story.respondent(own.id);
  });
  afterAll(() => story.end());

  it('reads its own assessment, by whichever engine, and no other', async () => {
    for (let round = 0; round < 3; round += 1) {
      const reply = await story.gql(SHEET, { id: own.ref }, respondent);
      expect(codesOf(reply)).toEqual([]);
      expect(reply.data).toMatchObject({ assessment: { id: own.id, status: 'SENT' } });
      expect(JSON.stringify(reply.data)).toContain('backups');
      const foreign = await story.gql(SHEET, { id: other.id }, respondent);
      expect([codesOf(foreign), foreign.data]).toEqual([[], { assessment: null }]);
    }
  });

  it('records answers and comments while it is open, and nothing beyond', async () => {
    const answers = [{ question: 'encryption', value: 'NO', comment: 'Only at rest' }];
    const input = { assessment: own.id, answers };
    const done = await story.gql(RECORD, { input }, respondent);
    expect(codesOf(done)).toEqual([]);
    expect(done.data).toMatchObject({
      recordAnswers: { status: 'IN_PROGRESS', answers: [{ value: 'NO', comment: 'Only at rest' }] },
    });
    const refused = [
      { ...input, assessment: other.id },
      { answers },
      { ...input, accept: true },
      { ...input, status: 'ACCEPTED' },
      { ...input, answers: [{ ...answers[0], reviewState: 'ACCEPTED' }] },
      { ...input, answers: [{ ...answers[0], evidenceLevel: 'ATTESTED' }] },
    ];
    for (const each of refused)
      expect(codesOf(await story.gql(RECORD, { input: each }, respondent))).toEqual(['FORBIDDEN']);
  });

  it('sees no scores, no review, no vendor, no list', async () => {
    const queries = [
      '{ vendors { totalCount } }',
      '{ assessments { totalCount } }',
      '{ templates { totalCount } }',
      '{ people { totalCount } }',
      '{ organisation { name } }',
      '{ overview { asOf } }',
      `{ assessment(id: "${own.id}") { vendor { id } } }`,
      `{ assessment(id: "${own.id}") { acceptedBy { name } } }`,
      `{ assessment(id: "${own.id}") { answers { reviewState } } }`,
      `{ assessment(id: "${own.id}") { answers { effectiveness } } }`,
      `{ assessment(id: "${own.id}") { version { sections { questions { weight } } } } }`,
      `{ assessment(id: "${own.id}") { version { sections { questions { options { score } } } } } }`,
    ];
    for (const query of queries) {
      const reply = await story.gql(query, {}, respondent);
      expect({ query, codes: codesOf(reply), data: reply.data }).toEqual({
        query,
        codes: ['FORBIDDEN'],
        data: null,
      });
    }
  });

  it('is held to its rows by the database too, whatever a statement asks for', async () => {
    const role = await scopedRoleOf(story.database.dataSource.manager);
    const pool = readPool(story.database.url, role, { max: 1 });
    const client = await pool.connect();
    const count = async (table: string): Promise<number> => {
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
      return rows[0]?.n ?? -1;
    };
    try {
      // without a scope: nothing at all
      expect([await count('assessments'), await count('vendors')]).toEqual([0, 0]);
      await client.query('begin');
      await client.query(`select set_config('chaperone.assessment', $1, true)`, [own.id]);
      expect(await count('assessments')).toBe(1);
      expect(await count('answers')).toBe(1);
      expect(await count(`answers where assessment_id <> '${own.id}'`)).toBe(0);
      for (const table of ['vendors', 'agreements', 'people', 'risk_scores', 'vendor_rows'])
        expect(await count(table)).toBe(0);
      const write = `update answers set comment = 'x' where assessment_id = '${other.id}'`;
      expect((await client.query(write)).rowCount).toBe(0);
      await client.query('savepoint s');
      for (const table of ['sessions', 'api_tokens', 'audit_entries', 'factors']) {
        await expect(client.query(`select from ${table}`)).rejects.toMatchObject({ code: '42501' });
        await client.query('rollback to s');
      }
      await client.query('rollback');
    } finally {
      client.release(true);
      await pool.end();
    }
  });

  it('answers nothing any more once the assessment was handed in', async () => {
    const officer = await story.signIn('COMPLIANCE');
    const hand = { assessment: own.id, answers: [], status: 'SUBMITTED' };
    expect(codesOf(await story.gql(RECORD, { input: hand }, officer))).toEqual([]);
    const late = { assessment: own.id, answers: [{ question: 'backups', value: 'YES' }] };
    expect(codesOf(await story.gql(RECORD, { input: late }, respondent))).toEqual(['CONFLICT']);
  });

  it('is not served where row-level security was taken off', async () => {
    await story.sql('alter table answers no force row level security');
    const again = startServer({
      databaseUrl: story.database.url,
      host: '127.0.0.1',
      port: 0,
      dataDir: story.dataDir,
      dashboardDir: null,
      mode: 'start',
    });
    await expect(again).rejects.toThrow(/Row-level security does not hold on answers/);
    await story.sql('alter table answers force row level security');
  });
});

describe('scoped tokens', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const CREATE = `mutation ($input: CreateApiTokenInput!) {
    createApiToken(input: $input) { token apiToken { id name role scopes createdBy { name } } } }`;
  const input = {
    name: 'Nightly',
    role: 'AUDITOR',
    days: 7,
    scopes: ['graph:any', 'vendors:read'],
  };

  it('are made and ended by an administrator with a fresh factor, shown once, kept as a hash', async () => {
    const admin = await story.signIn('ADMIN');
    const made = await story.gql<{
      createApiToken: { token: string; apiToken: { id: string; scopes: string[] } };
    }>(CREATE, { input }, admin);
    expect(codesOf(made)).toEqual([]);
    const { token, apiToken } = made.data?.createApiToken ?? { token: '', apiToken: { id: '' } };
    expect(token).toMatch(/^chp_[\w-]{43}$/);
    const rows = await story.sql<{ all: string }>(
      `select string_agg(t::text, '') as all from api_tokens t`,
    );
    expect(rows[0]?.all).not.toContain(token.slice(4));
    const script = { token };
    expect((await story.gql('{ vendors { totalCount } }', {}, script)).data).toEqual({
      vendors: { totalCount: 0 },
    });
    for (const query of ['{ agreements { totalCount } }', '{ people { totalCount } }'])
      expect(codesOf(await story.gql(query, {}, script))).toEqual(['FORBIDDEN']);
    await story.gql('mutation ($id: ID!) { revokeApiToken(id: $id) { id } }', apiToken, admin);
    expect(codesOf(await story.gql('{ viewer { role } }', {}, script))).toEqual([
      'UNAUTHENTICATED',
    ]);
  });

  it('cannot be made by others, with unknown scopes, for ever, or by a token', async () => {
    const make = (says: object, who: Credentials) =>
      story.gql(CREATE, { input: { ...input, ...says } }, who);
    const admin = await story.signIn('ADMIN');
    const officer = await story.signIn('COMPLIANCE');
    expect(codesOf(await make({}, officer))[0]).toBe('FORBIDDEN');
    expect(codesOf(await make({}, await story.token()))[0]).toBe('FORBIDDEN');
    expect(codesOf(await make({ scopes: ['people:write'] }, admin))).toEqual(['INVALID']);
    expect(codesOf(await make({ scopes: [] }, admin))).toEqual(['INVALID']);
    expect(codesOf(await make({ days: 1000 }, admin))).toEqual(['INVALID']);
    expect(codesOf(await make({ role: 'RESPONDENT' }, admin))).toEqual(['BAD_USER_INPUT']);
    await story.sql(`update sessions set factor_at = now() - interval '1 hour'`);
    expect(codesOf(await make({}, await story.signIn('ADMIN')))).toEqual([]);
  });
});
