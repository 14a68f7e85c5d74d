import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, Story, type Credentials, type GraphReply } from './harness.js';

const COUNTS = 'id ref completedAt total decided kept revoked gone';
const ITEMS = `items(limit: 100) { id subject personId tokenId name email role invited factors scopes madeBy
  lastSeenAt dormant standing currentRole verdict note outcome decidedRole decidedBy { name } }`;
const START = `mutation { startAccessReview { ${COUNTS} due startedBy { name } ${ITEMS} } }`;
const READ = `query ($id: ID!) { accessReview(id: $id) { ${COUNTS} ${ITEMS} } }`;
const DECIDE = `mutation ($input: ReviewAccessInput!) { reviewAccess(input: $input) { ${COUNTS} } }`;
const ATTEST = `mutation ($input: AttestAccessInput!) { attestAccess(input: $input) { ${COUNTS} } }`;
const COMPLETE = `mutation ($id: ID!) { completeAccessReview(id: $id) { ${COUNTS} completedBy { name } } }`;

interface Item {
  readonly id: string;
  readonly subject: string;
  readonly personId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly role: string;
  readonly standing: string;
  readonly currentRole: string | null;
  readonly verdict: string | null;
  readonly outcome: string | null;
  readonly [more: string]: unknown;
}
interface Review {
  readonly id: string;
  readonly ref: string;
  readonly total: number;
  readonly decided: number;
  readonly items: Item[];
}

describe('an access review', () => {
  let story: Story;
  let admin: Credentials & { personId: string };
  let officer: Credentials & { personId: string };
  let review: Review;

  const person = async (email: string, role: string, more = ''): Promise<string> => {
    const [row] = await story.sql<{ id: string }>(
      `insert into people (email, name, role) values ($1, $2, $3) returning id`,
      [email, email.split('@')[0], role],
    );
    if (more) await story.sql(`update people set ${more} where id = $1`, [row?.id]);
    return row?.id ?? '';
  };
  const items = async (): Promise<Map<string, Item>> => {
    const reply = await story.gql<{ accessReview: Review }>(READ, { id: review.id }, admin);
    expect(reply.errors).toEqual([]);
    return new Map(reply.data?.accessReview.items.map((item) => [item.name, item]));
  };
  const idOf = (name: string): string => review.items.find((item) => item.name === name)?.id ?? '';
  const decide = (
    name: string,
    verdict: string,
    more: Record<string, unknown> = {},
    as: Credentials = admin,
  ): Promise<GraphReply<{ reviewAccess: Review }>> => {
    const input = { reviewId: review.id, itemId: idOf(name), verdict, ...more };
    return story.gql(DECIDE, { input }, as);
  };
  const attest = (names: string[], more = {}) =>
    story.gql(ATTEST, { input: { reviewId: review.id, itemIds: names.map(idOf), ...more } }, admin);

  beforeAll(async () => {
    story = await Story.begin();
    admin = await story.signIn('ADMIN');
    officer = await story.signIn('COMPLIANCE');
    await person('ben@story.test', 'PROCUREMENT', `last_seen_at = now() - interval '91 days'`);
    await person('cat@story.test', 'AUDITOR', 'last_seen_at = now()');
    await person('dan@story.test', 'EXECUTIVE', 'invited_at = now()');
    await person('eve@story.test', 'AUDITOR', 'disabled_at = now()');
    await person('=fay@story.test', 'AUDITOR');
    const tokens = [
      `('nightly script', 'AUDITOR', now() + interval '9 days', null)`,
      `('over', 'AUDITOR', now() - interval '1 day', null)`,
      `('ended', 'AUDITOR', now() + interval '9 days', now())`,
    ];
    for (const [n, values] of tokens.entries())
      await story.sql(`insert into api_tokens (name, role, expires_at, revoked_at, token_hash, scopes, created_by)
        values ${values.slice(0, -1)}, '${String(n).repeat(64)}', '{vendors:read}', '${admin.personId}')`);
  });
  afterAll(() => story.end());

  it('is read by administrators, officers and auditors, and held by administrators alone', async () => {
    for (const role of ['PROCUREMENT', 'EXECUTIVE'] as const) {
      const other = await story.signIn(role);
      expect(codesOf(await story.gql('{ accessReviewDue }', {}, other))).toEqual(['FORBIDDEN']);
      await story.sql('update people set disabled_at = now() where id = $1', [other.personId]);
    }
    for (const query of [START, COMPLETE])
      expect(codesOf(await story.gql(query, { id: 'x' }, officer))).toEqual(['FORBIDDEN']);
    const token = await story.token('ADMIN');
    expect(codesOf(await story.gql(START, {}, token))).toEqual(['FORBIDDEN']);
    await story.sql(`delete from api_tokens where name = 'story'`);
    const read = await story.gql('{ accessReviews { totalCount } accessReviewDue }', {}, officer);
    expect(read.data).toMatchObject({ accessReviews: { totalCount: 0 } });
  });

  it('begins with a frozen list of who has what, and one is open at a time', async () => {
    const replies = await Promise.all(
      [1, 2, 3].map(() => story.gql<{ startAccessReview: Review }>(START, {}, admin)),
    );
    const good = replies.filter(({ errors }) => errors.length === 0);
    expect(good).toHaveLength(1);
    expect(replies.flatMap(codesOf)).toEqual(['CONFLICT', 'CONFLICT']);
    review = good[0]?.data?.startAccessReview as Review;
    expect(review).toMatchObject({
      decided: 0,
      total: 7,
      startedBy: { name: 'ADMIN of the story' },
    });
    expect(review.items.map(({ subject, name }) => `${subject} ${name}`)).toEqual([
      'PERSON =fay',
      'PERSON ADMIN of the story',
      'PERSON ben',
      'PERSON cat',
      'PERSON COMPLIANCE of the story',
      'PERSON dan',
      'TOKEN nightly script',
    ]);
    const found = await items();
    expect(found.get('ben')).toMatchObject({ dormant: true, role: 'PROCUREMENT', verdict: null });
    expect(found.get('cat')).toMatchObject({ dormant: false, email: 'cat@story.test' });
    expect(found.get('dan')).toMatchObject({ invited: true, lastSeenAt: null, dormant: false });
    expect(found.get('nightly script')).toMatchObject({
      scopes: ['vendors:read'],
      madeBy: 'ADMIN of the story',
      email: null,
    });
  });

  it('keeps some by one press, and each line is decided once', async () => {
    const wrong = await attest(['cat', 'ben'], { note: 'x'.repeat(1_001) });
    expect(codesOf(wrong)).toEqual(['INVALID']);
    const replies = await Promise.all([
      attest(['cat', 'COMPLIANCE of the story'], { note: 'Still on the team.' }),
      attest(['COMPLIANCE of the story', 'cat']),
    ]);
    expect(replies.flatMap(codesOf)).toEqual(['CONFLICT']);
    const again = await decide('cat', 'REVOKE');
    expect(again.errors[0]?.message).toContain('cat is decided already, by ADMIN of the story');
    expect((await items()).get('cat')).toMatchObject({ outcome: 'KEPT', decidedRole: 'AUDITOR' });
    // all or none: cat is decided, so ben is not
    expect(codesOf(await attest(['ben', 'cat']))).toEqual(['CONFLICT']);
    expect((await items()).get('ben')).toMatchObject({ verdict: null });
  });

  it('shows what changed since, and keeps nobody as what was not seen', async () => {
    await story.sql(
      `update people set role = 'ADMIN', password_hash = 'x' where email = '=fay@story.test'`,
    );
    expect((await items()).get('=fay')).toMatchObject({
      role: 'AUDITOR',
      standing: 'ROLE_CHANGED',
      currentRole: 'ADMIN',
    });
    expect(codesOf(await attest(['=fay']))).toEqual(['CONFLICT']);
    expect((await decide('=fay', 'KEEP')).errors[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      role: 'ADMIN',
    });
    await story.sql(`update people set disabled_at = now() where email = 'dan@story.test'`);
    expect((await items()).get('dan')).toMatchObject({ standing: 'SHUT_OUT', currentRole: null });
    expect(codesOf(await decide('dan', 'KEEP'))).toEqual(['CONFLICT']);
    expect((await decide('dan', 'REVOKE')).data?.reviewAccess).toMatchObject({
      gone: 1,
      revoked: 0,
    });
  });

  it('lets nobody decide on themselves while somebody else can, nor shut the last one out', async () => {
    const own = 'ADMIN of the story';
    const kept = await decide(own, 'KEEP');
    expect(kept.errors[0]?.message).toBe(
      'Your own access is for another administrator to decide. Ask =fay.',
    );
    expect(codesOf(await attest([own]))).toEqual(['CONFLICT']);
    const shut = await decide(own, 'REVOKE');
    expect(shut.errors[0]?.message).toContain('Nobody shuts themselves out.');
    expect((await items()).get(own)).toMatchObject({ verdict: null, standing: 'AS_LISTED' });
    expect(codesOf(await decide('=fay', 'KEEP', { role: 'ADMIN', note: 'Promoted.' }))).toEqual([]);
    expect((await items()).get('=fay')).toMatchObject({ decidedRole: 'ADMIN', note: 'Promoted.' });
    // who has no way in could not decide either
    await story.sql(`update people set password_hash = null where email = '=fay@story.test'`);
    expect(codesOf(await decide(own, 'KEEP'))).toEqual([]);
  });

  it('shuts out at once whom it revokes, with a second factor shown just now', async () => {
    const [ben] = await story.sql<{ id: string }>(`select id from people where name = 'ben'`);
    await story.sql(
      `insert into sessions (token_hash, person_id, expires_at, stage, factor_at)
       values (repeat('b', 64), $1, now() + interval '1 hour', 'FULL', now())`,
      [ben?.id],
    );
    await story.sql(`update sessions set factor_at = now() - interval '6 minutes'`);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(codesOf(await decide('ben', 'REVOKE'))).toEqual(['STEP_UP_NEEDED']);
    await story.sql('update sessions set factor_at = now()');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const replies = await Promise.all([1, 2].map(() => decide('ben', 'REVOKE', { note: 'Left.' })));
    expect(replies.flatMap(codesOf)).toEqual(['CONFLICT']);
    const [now] = await story.sql(
      `select disabled_at is not null as out, (select count(*)::int from sessions s
         where s.person_id = p.id) as sessions from people p where id = $1`,
      [ben?.id],
    );
    expect(now).toEqual({ out: true, sessions: 0 });
    expect((await items()).get('ben')).toMatchObject({ outcome: 'REVOKED', standing: 'SHUT_OUT' });
  });

  it('is completed when all of it is decided, and then stays', async () => {
    const early = await story.gql(COMPLETE, { id: review.id }, admin);
    expect(early.errors[0]).toMatchObject({
      message: '1 of 7 is still to be decided.',
      extensions: { code: 'CONFLICT', undecided: 1 },
    });
    expect(codesOf(await decide('nightly script', 'REVOKE'))).toEqual([]);
    const [token] = await story.sql<{ ended: boolean }>(
      `select revoked_at is not null as ended from api_tokens where name = 'nightly script'`,
    );
    expect(token?.ended).toBe(true);
    const done = await story.gql(COMPLETE, { id: review.id }, admin);
    expect(done.data).toMatchObject({
      completeAccessReview: {
        total: 7,
        decided: 7,
        kept: 4,
        revoked: 2,
        gone: 1,
        completedBy: { name: 'ADMIN of the story' },
      },
    });
    expect(codesOf(await story.gql(COMPLETE, { id: review.id }, admin))).toEqual(['CONFLICT']);
    expect(codesOf(await decide('cat', 'REVOKE'))).toEqual(['CONFLICT']);
    expect(codesOf(await decide('nobody', 'KEEP'))).toEqual(['CONFLICT']);
    const due = await story.gql<{ accessReviewDue: string }>('{ accessReviewDue }', {}, admin);
    const days = (Date.parse(due.data?.accessReviewDue ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(88.9);
    expect(days).toBeLessThan(90.1);
  });

  it('is written down: the start, each verdict with what it did, the end', async () => {
    const rows = await story.sql<{ entry: Record<string, unknown> & { action: string } }>(
      `select content::jsonb as entry from audit_entries where action ~ 'REVIEW|DISABLED|TOKEN' order by seq`,
    );
    const told = rows.map(({ entry }) => {
      const { label } = entry['subject'] as { label: string };
      const { outcome = '' } = (entry['details'] ?? {}) as { outcome?: string };
      return `${entry.action} ${label} ${outcome}`.trim();
    });
    expect(told).toEqual([
      `ACCESS_REVIEW_STARTED ${review.ref}`,
      ...[expect.stringMatching(/^ACCESS_REVIEWED .* KEPT$/)],
      ...[expect.stringMatching(/^ACCESS_REVIEWED .* KEPT$/)],
      'ACCESS_REVIEWED dan GONE',
      'ACCESS_REVIEWED =fay KEPT',
      'ACCESS_REVIEWED ADMIN of the story KEPT',
      'ACCESS_REVIEWED ben REVOKED',
      'PERSON_DISABLED ben',
      'ACCESS_REVIEWED nightly script REVOKED',
      'TOKEN_REVOKED nightly script',
      `ACCESS_REVIEW_COMPLETED ${review.ref}`,
    ]);
    const ben = rows.find(({ entry }) => JSON.stringify(entry).includes('"Left."'))?.entry;
    expect(ben).toMatchObject({ why: 'Left.', by: { name: 'ADMIN of the story' } });
    expect(JSON.stringify(ben?.['changes'])).toContain('disabled_at');
  });

  it('is taken away as a file without formulas, by whoever may read it', async () => {
    const get = (as: Credentials, id = review.ref) =>
      fetch(`${story.url}/exports/access-review.csv?id=${id}`, { headers: story.headers(as) });
    const file = await get(officer);
    expect(file.headers.get('content-disposition')).toContain(`access-review-${review.ref}.csv`);
    const text = await file.text();
    expect(text.split('\r\n')).toHaveLength(9);
    expect(text).toContain(`,PERSON,'=fay,'=fay@story.test,AUDITOR`);
    expect(text).toMatch(/ben@story\.test.*REVOKE,REVOKED,PROCUREMENT,Left\./);
    const narrow = await story.token('ADMIN', ['reviews:read', 'graph:any']);
    const less = await (await get(narrow)).text();
    expect(less).not.toContain('@story.test');
    expect(less).not.toContain('Left.');
    const asked = await story.gql<{ accessReview: Review }>(
      `query ($id: ID!) { accessReview(id: $id) { items { name email note } } }`,
      { id: review.ref },
      narrow,
    );
    expect(asked.data?.accessReview.items[2]).toEqual({ name: 'ben', email: null, note: '' });
    expect((await get(await story.signIn('EXECUTIVE'))).status).toBe(401);
    expect((await get(await story.token('AUDITOR', ['vendors:read']))).status).toBe(403);
    expect((await get(officer, 'REV-999')).status).toBe(404);
    const [row] = await story.sql<{ n: number }>(
      `select count(*)::int as n from audit_entries where action = 'EXPORT' and content ~ 'access-review'`,
    );
    expect(row?.n).toBe(2);
  });

  it('is paged in the database', async () => {
    const reply = await story.gql<{ accessReview: Review }>(
      `query ($id: ID!) { accessReview(id: $id) { items(offset: 2, limit: 2) { name } } }`,
      { id: review.id },
      officer,
    );
    expect(reply.data?.accessReview.items).toEqual([{ name: 'ben' }, { name: 'cat' }]);
  });
});
