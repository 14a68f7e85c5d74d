import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, Story, type Credentials } from './harness.js';

interface Entry {
  readonly seq: number;
  readonly action: string;
  readonly outcome: string;
  readonly operation: string | null;
  readonly address: string | null;
  readonly by: { readonly name: string; readonly role: string | null };
  readonly subject: { readonly type: string; readonly id: string; readonly label: string } | null;
  readonly changes: readonly {
    readonly op: string;
    readonly fields: readonly {
      readonly name: string;
      readonly before: unknown;
      readonly after: unknown;
    }[];
  }[];
  readonly details: Record<string, unknown> | null;
}
interface Feed {
  readonly items: Entry[];
  readonly next: string | null;
}

const ENTRIES = `query Entries($filter: AuditFilter, $after: String, $limit: Int) {
  auditEntries(filter: $filter, after: $after, limit: $limit) { next items { seq action outcome operation
    address by { name role } subject { type id label } changes { op fields { name before after } } details } } }`;
const CREATE = `mutation Create($input: CreateVendorInput!) { createVendor(input: $input) { id ref rev } }`;

describe('the audit log over HTTP', () => {
  let story: Story;
  let compliance: Credentials;
  let vendor: { id: string; ref: string; rev: number };

  const entries = async (
    variables: Record<string, unknown> = {},
    as: Credentials = compliance,
  ): Promise<Feed> => {
    const reply = await story.gql<{ auditEntries: Feed }>(ENTRIES, { limit: 50, ...variables }, as);
    expect(reply.errors).toEqual([]);
    return reply.data!.auditEntries;
  };

  beforeAll(async () => {
    story = await Story.begin();
    compliance = await story.signIn('COMPLIANCE');
    const reply = await story.gql<{ createVendor: typeof vendor }>(
      CREATE,
      { input: { displayName: '=Acme Mail' } },
      compliance,
    );
    expect(reply.errors).toEqual([]);
    vendor = reply.data!.createVendor;
  });
  afterAll(() => story.end());

  it('tells a change with its record, its field, its person, its request', async () => {
    const filter = { subjectType: 'VENDOR', subjectId: vendor.id };
    const { items } = await entries({ filter });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      action: 'CHANGE',
      outcome: 'SUCCESS',
      operation: 'createVendor',
      by: { name: 'COMPLIANCE of the story', role: 'COMPLIANCE' },
      subject: { type: 'VENDOR', id: vendor.id, label: `${vendor.ref} =Acme Mail` },
      changes: [{ op: 'INSERT' }],
    });
    expect(items[0]?.address).toContain('127.0.0.1');
    const name = items[0]?.changes[0]?.fields.find((field) => field.name === 'display_name');
    expect(name).toEqual({ name: 'display_name', before: null, after: '=Acme Mail' });
  });

  it('is searched, filtered and read in stretches', async () => {
    expect((await entries({ filter: { search: 'ACME m' } })).items).toHaveLength(1);
    expect((await entries({ filter: { search: '%' } })).items).toHaveLength(0);
    expect((await entries({ filter: { outcome: ['FAILURE'] } })).items).toHaveLength(0);
    expect((await entries({ filter: { to: '2020-01-01T00:00:00Z' } })).items).toHaveLength(0);
    const all = await entries();
    const first = await entries({ limit: 1 });
    const second = await entries({ limit: 1, after: first.next });
    expect([first.items[0]?.seq, second.items[0]?.seq]).toEqual(
      all.items.slice(0, 2).map(({ seq }) => seq),
    );
    const wrong = await story.gql(ENTRIES, { after: 'x; drop', limit: 1 }, compliance);
    expect(codesOf(wrong)).toEqual(['INVALID']);
  });

  it('is closed to procurement, and says so in an entry', async () => {
    const procurement = await story.signIn('PROCUREMENT');
    const reply = await story.gql(ENTRIES, { limit: 1 }, procurement);
    expect(codesOf(reply)).toEqual(['FORBIDDEN']);
    for (const path of ['audit.csv']) {
      const file = await fetch(`${story.url}/exports/${path}`, {
        headers: story.headers(procurement),
      });
      expect(file.status).toBe(403);
    }
    const filter = { outcome: ['DENIED'] };
    let denied: Entry[] = [];
    for (let tries = 0; tries < 40 && denied.length < 2; tries += 1) {
      denied = (await entries({ filter })).items;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(denied).toHaveLength(2);
    expect(denied[1]).toMatchObject({
      action: 'ACCESS_DENIED',
      by: { name: 'PROCUREMENT of the story' },
    });
  });

  it('is taken away as a file without formulas, and that is an entry too', async () => {
    const file = await fetch(`${story.url}/exports/audit.csv?search=acme`, {
      headers: story.headers(compliance),
    });
    expect(file.status).toBe(200);
    expect(file.headers.get('content-disposition')).toMatch(/attachment; filename="audit-/);
    const lines = (await file.text()).split('\r\n').filter(Boolean);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Acme Mail');
    const { items } = await entries({ filter: { action: ['EXPORT'] } });
    expect(items[0]?.details).toMatchObject({ file: 'audit.csv' });
  });

  it('says how it stands, and is kept six years at least', async () => {
    const STATUS = '{ auditStatus { entries head retentionYears } }';
    const reply = await story.gql<{
      auditStatus: { entries: number; head: string; retentionYears: number };
    }>(STATUS, {}, compliance);
    expect(reply.data?.auditStatus.retentionYears).toBe(6);
    expect(reply.data?.auditStatus.head).toMatch(/^[0-9a-f]{64}$/);
    const SET = 'mutation { setAuditRetention(years: 5) { retentionYears } }';
    expect(codesOf(await story.gql(SET, {}, compliance))).toEqual(['FORBIDDEN']);
    expect(codesOf(await story.gql(SET, {}, await story.signIn('ADMIN')))).toEqual(['INVALID']);
  });

  it('answers each request with the id under which its entries stand', async () => {
    const reply = await story.gql('{ auditStatus { entries } }', {}, compliance);
    expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('names the records whose keys stand in its fields', async () => {
    const asked = await story.gql<{ viewer: { person: { id: string; name: string } } }>(
      '{ viewer { person { id name } } }',
      {},
      compliance,
    );
    const { id, name } = asked.data!.viewer.person;
    const changed = await story.gql<{ updateVendor: { rev: number } }>(
      'mutation Own($input: UpdateVendorInput!) { updateVendor(input: $input) { rev } }',
      { input: { id: vendor.id, rev: vendor.rev, owner: id } },
      compliance,
    );
    expect(changed.errors).toEqual([]);
    const reply = await story.gql<{ auditEntries: { names: unknown[] } }>(
      '{ auditEntries(limit: 1) { names { id name } } }',
      {},
      compliance,
    );
    expect(reply.data!.auditEntries.names).toContainEqual({ id, name });
  });
});

describe('a server that ends', () => {
  it('leaves a signed checkpoint of its last entry', async () => {
    const story = await Story.begin();
    const [row] = await story.sql<{ seq: number; hash: string }>(
      'select seq::int as seq, hash from audit_entries order by seq desc limit 1',
    );
    await story.server.close();
    const file = join(story.dataDir, 'audit', 'checkpoints.log');
    const last = (await readFile(file, 'utf8')).trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ what: 'CHECKPOINT', seq: row!.seq, head: row!.hash });
    await story.database.drop();
  });
});
