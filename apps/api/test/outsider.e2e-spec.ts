import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, Story, type Credentials } from './harness.js';

/** Texts that have broken programs: quotes, markup, formulas, directions, marks without a letter, half of a pair. */
const TEXTS = [
  `'; drop table vendors; --`,
  `" or 1=1 /* \\ */ $1 :x %s %n {{7*7}} \${7*7}`,
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '=cmd|"/c calc"!A0',
  '‮txet desrever‬ \u200b\u2060\ufeff end',
  'Ω≈ç√∫˜µ≤≥÷ 社會科學院語學研究所 ثم نفس سقطت',
  'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮',
  '👩‍👩‍👧‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 👾',
  'null undefined NaN true 1e1000 -0 0x0',
  'one\nline\nand\tanother',
  '../../etc/passwd C:\\con\\con file:///etc/passwd',
  '$(touch /tmp/x) `id` | cat ; exit',
  'İıſß ǅ ﬁ',
];

let story: Story;
let officer: Credentials & { personId: string };
beforeAll(async () => {
  story = await Story.begin();
  officer = await story.signIn('COMPLIANCE');
});
afterAll(() => story.end());

describe('text of any kind', () => {
  it('comes back as it was written, from every field that takes words', async () => {
    for (const text of TEXTS) {
      const input = {
        displayName: text,
        description: text,
        tags: [text],
        contacts: [{ name: text }],
      };
      const made = await story.gql<{ createVendor: { id: string } }>(
        'mutation ($input: CreateVendorInput!) { createVendor(input: $input) { id displayName description tags contacts { name } } }',
        { input },
        officer,
      );
      const { id, ...told } = made.data?.createVendor ?? { id: '' };
      expect([text, codesOf(made), told]).toEqual([
        text,
        [],
        { ...input, displayName: text.trim() },
      ]);
      const note = await story.gql(
        'mutation ($input: RecordAgreementInput!) { recordAgreement(input: $input) { note } }',
        { input: { vendor: id, kind: 'NDA', status: 'DRAFT', note: text } },
        officer,
      );
      expect([text, note.data]).toEqual([text, { recordAgreement: { note: text } }]);
    }
  });
});

describe('whoever plays with headers', () => {
  const QUERY = { query: '{ people { totalCount } }' };

  it('is not let in, and is nobody else, by headers that proxies set', async () => {
    const spoofed = {
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-original-url': '/livez',
      'x-rewrite-url': '/livez',
      'x-http-method-override': 'GET',
      'x-user': 'admin',
      'x-remote-user': 'admin@story.test',
    };
    const reply = await story.post(QUERY, { ...story.headers(), ...spoofed });
    expect([codesOf(reply), reply.data ?? null]).toEqual([['UNAUTHENTICATED'], null]);
    await story.post('{ broken', { ...story.headers(officer), ...spoofed });
    const entries = await story.sql<{ n: number }>(
      `select count(*)::int as n from audit_entries where content like '%evil.example%'`,
    );
    expect(entries).toEqual([{ n: 0 }]);
  });

  it('is refused with a cookie and a token together, and with cookies of another installation', async () => {
    const both = await story.post(QUERY, {
      ...story.headers(officer),
      ...story.headers(await story.token()),
    });
    expect([both.status, codesOf(both)]).toEqual([400, ['INVALID']]);
    const other = {
      cookie: (officer.cookie ?? '').replace(/__Host-sid-\w+/, '__Host-sid-00000000'),
    };
    expect(codesOf(await story.gql(QUERY.query, {}, other))).toEqual(['UNAUTHENTICATED']);
  });
});

describe('a role that is taken away', () => {
  it('is gone with its sessions for all that comes after it, while requests are under way', async () => {
    const call =
      'mutation { createVendor(input: { displayName: "Late", status: APPROVED }) { id } }';
    const running = Array.from({ length: 10 }, () => story.gql(call, {}, officer));
    const changed = await story.gql(
      'mutation ($id: ID!) { changeRole(personId: $id, rev: 1, role: AUDITOR) { role } }',
      { id: officer.personId },
      await story.signIn('ADMIN'),
    );
    expect(codesOf(changed)).toEqual([]);
    await Promise.all(running);
    const [before] = await story.sql<{ n: number }>('select count(*)::int as n from vendors');
    for (let n = 0; n < 5; n += 1)
      expect(codesOf(await story.gql(call, {}, officer))).toEqual(['UNAUTHENTICATED']);
    expect(await story.sql('select count(*)::int as n from vendors')).toEqual([before]);
  });
});
