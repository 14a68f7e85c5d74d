import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Story, type Credentials } from './harness.js';

/** Words that are written through the API and must stand nowhere in the database. */
const MARKERS = {
  contact: 'Marla Contact-Marker',
  email: 'marla.marker@example.org',
  note: 'Note-Marker "quoted"\nsecond line',
  narrative: 'Narrative-Marker of the lost laptop',
  comment: 'Comment-Marker ✓ 😀',
  value: 'Value-Marker told in \\ words',
};

const READ = `query ($vendor: ID!) {
  vendor(id: $vendor) {
    contacts { name email role }
    agreements { note }
    breachMatches { breach { description } }
    assessments { answers { value comment question { key } } }
  }
  agreements { items { note } }
  breaches { items { title description } }
  assessments { items { answers { value comment } } }
}`;

/** Every row of every table as text, and pg_dump's own file where there is one that knows the server. */
async function dump(story: Story): Promise<string> {
  const tables = await story.sql<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) =>
      story.sql<{ text: string }>(
        `select coalesce(string_agg(t::text, e'\\n'), '') as text from ${name} t`,
      ),
    ),
  );
  return (
    texts
      .flat()
      .map(({ text }) => text)
      .join('\n') + pgDump(story.database.url)
  );
}

function pgDump(url: string): string {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? readdirSync(home) : [];
  for (const version of versions)
    try {
      return execFileSync(`${home}/${version}/bin/pg_dump`, ['--enable-row-security', url], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch {
      // older than the server, or not installed
      continue;
    }
  return '';
}

describe('what is sealed', () => {
  let story: Story;
  let officer: Credentials;
  let vendor: string;

  const ask = async <T>(query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const reply = await story.gql<T>(query, variables, officer);
    expect(reply.errors).toEqual([]);
    return reply.data as T;
  };

  beforeAll(async () => {
    story = await Story.begin();
    officer = await story.signIn('COMPLIANCE');
    const made = await ask<{ createVendor: { id: string; contacts: object[] } }>(
      `mutation ($name: String!, $email: String!) { createVendor(input: { displayName: "Quiet Rooms",
         contacts: [{ name: $name, email: $email }] }) { id contacts { name email } } }`,
      { name: MARKERS.contact, email: MARKERS.email },
    );
    vendor = made.createVendor.id;
    expect(made.createVendor.contacts).toEqual([{ name: MARKERS.contact, email: MARKERS.email }]);
  });

  afterAll(() => story.end());

  it('comes back with the reply to the change that wrote it', async () => {
    const agreement = await ask<{ recordAgreement: { note: string } }>(
      `mutation ($vendor: ID!, $note: String!) { recordAgreement(input: { vendor: $vendor, kind: BAA, note: $note }) { note } }`,
      { vendor, note: MARKERS.note },
    );
    expect(agreement.recordAgreement.note).toBe(MARKERS.note);
    const breach = await ask<{ recordBreach: { description: string } }>(
      `mutation ($vendor: ID!, $text: String!) { recordBreach(input: { vendor: $vendor, title: "Lost laptop",
         discoveredOn: "2026-03-01", description: $text }) { description } }`,
      { vendor, text: MARKERS.narrative },
    );
    expect(breach.recordBreach.description).toBe(MARKERS.narrative);
    const answers = await ask<{ recordAnswers: { answers: object[] } }>(
      `mutation ($vendor: ID!, $value: JSON!, $comment: String!) { recordAnswers(input: { vendor: $vendor, template: "telehealth-vendor",
         answers: [{ question: "own-purposes-which", value: $value, comment: $comment }] }) { answers { value comment } } }`,
      { vendor, value: MARKERS.value, comment: MARKERS.comment },
    );
    expect(answers.recordAnswers.answers).toEqual([
      { value: MARKERS.value, comment: MARKERS.comment },
    ]);
  });

  it('is read the same by every engine', async () => {
    const expected = {
      vendor: {
        contacts: [{ name: MARKERS.contact, email: MARKERS.email, role: null }],
        agreements: [{ note: MARKERS.note }],
        breachMatches: [{ breach: { description: MARKERS.narrative } }],
        assessments: [
          {
            answers: [
              {
                value: MARKERS.value,
                comment: MARKERS.comment,
                question: { key: 'own-purposes-which' },
              },
            ],
          },
        ],
      },
      agreements: { items: [{ note: MARKERS.note }] },
      breaches: { items: [{ title: 'Lost laptop', description: MARKERS.narrative }] },
      assessments: { items: [{ answers: [{ value: MARKERS.value, comment: MARKERS.comment }] }] },
    };
    // the first time by graphql-js, then compiled, then as text where that is possible
    for (let round = 0; round < 3; round += 1)
      expect(await ask(READ, { vendor })).toEqual(expected);
  });

  it('stands in no dump in clear text', async () => {
    const text = await dump(story);
    expect(text).toContain('Quiet Rooms');
    for (const marker of Object.values(MARKERS))
      for (const word of [marker, marker.split(/[\s"\\]+/)[0] ?? marker])
        expect(text.toLowerCase()).not.toContain(word.toLowerCase());
  });

  it('is not found by the search, while its title is', async () => {
    const found = (search: string) =>
      ask<{ breaches: { totalCount: number } }>(
        'query ($search: String!) { breaches(filter: { search: $search }) { totalCount } }',
        { search },
      );
    expect(await found('laptop')).toMatchObject({ breaches: { totalCount: 1 } });
    expect(await found('Narrative-Marker')).toMatchObject({ breaches: { totalCount: 0 } });
  });

  it('fails for the row that was tampered with, and says nothing of keys', async () => {
    await story.sql(
      `update agreements set note = overlay(note placing 'AAAA' from length(note) - 3)`,
    );
    const reply = await story.gql('{ agreements { items { note } } }', {}, officer);
    expect(reply.data).toBeFalsy();
    expect(JSON.stringify(reply.errors)).not.toMatch(/agreements-1|v1\./);
    await story.sql(`delete from agreements`);
  });
});
