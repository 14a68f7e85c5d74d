import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, Story } from './harness.js';

describe('limits of the graph', () => {
  let story: Story;
  let script: { token: string };
  beforeAll(async () => {
    story = await Story.begin();
    script = await story.token();
  });
  afterAll(() => story.end());

  const refusals: [string, string, RegExp][] = [
    [
      'sixteen aliases',
      `{ ${Array.from({ length: 16 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
      /15 aliases|10 root fields/,
    ],
    [
      'eleven root fields',
      `{ ${Array.from({ length: 11 }, (_, n) => `a${n}: organisation { name }`).join(' ')} }`,
      /10 root fields/,
    ],
    ['six directives', `{ viewer { ${'role @include(if: true) '.repeat(6)} } }`, /5 directives/],
    ['401 fields', `{ viewer { ${'role '.repeat(401)} } }`, /400 fields/],
    ['fragments that multiply', multiplying(20), /400 fields/],
    ['1,501 tokens', `{ viewer { ${'role '.repeat(1501)} } }`, /token/i],
    ['a page of 101', '{ people(limit: 101) { totalCount } }', /limit/],
    ['a page before the first', '{ people(offset: -1) { totalCount } }', /offset/],
    ['a type of the schema', '{ __type(name: "Viewer") { fields { name } } }', /introspection/i],
    ['the schema itself', '{ __schema { types { name } } }', /introspection/i],
  ];

  it.each(refusals)('refuse %s', async (_name, query, sentence) => {
    const reply = await story.gql(query, {}, script);
    expect(reply.errors[0]?.message).toMatch(sentence);
    expect(codesOf(reply)[0]).toMatch(
      /GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED|BAD_USER_INPUT/,
    );
    expect(reply.data ?? null).toBeNull();
  });

  it('refuse a page that is too long in a variable, whatever came before', async () => {
    const query = 'query ($limit: Int!) { people(limit: $limit) { totalCount } }';
    expect((await story.gql(query, { limit: 100 }, script)).errors).toEqual([]);
    expect((await story.gql(query, { limit: 100 }, script)).errors).toEqual([]);
    expect(codesOf(await story.gql(query, { limit: 101 }, script))).toEqual(['BAD_USER_INPUT']);
  });

  it('say at most five faults of one document and do not guess names for the client', async () => {
    const fields = Array.from({ length: 9 }, (_, n) => `vie${n}wer`).join(' ');
    const reply = await story.gql(`{ ${fields} }`, {}, script);
    expect(reply.errors.length).toBeLessThanOrEqual(6);
    expect(JSON.stringify(reply.errors)).not.toContain('Did you mean');
  });

  it('refuse more than 100 kB, what is no JSON, and a batch, each as JSON with a code', async () => {
    const headers = story.headers(script);
    const large = await story.post(
      { query: `{ viewer { role } } #${'x'.repeat(110_000)}` },
      headers,
    );
    expect([large.status, codesOf(large)]).toEqual([413, ['INVALID']]);
    const broken = await story.post('{', headers);
    expect([broken.status, codesOf(broken)]).toEqual([400, ['INVALID']]);
    const batch = await story.post([{ query: '{ viewer { role } }' }], headers);
    expect([batch.status, codesOf(batch)]).toEqual([400, ['BAD_REQUEST']]);
  });

  it('answer POST only, and no form or text that browsers send unasked', async () => {
    const { token } = script;
    const get = await fetch(`${story.url}/graphql?query={viewer{role}}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const reply = await fetch(`${story.url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        body: '{"query":"{ viewer { role } }"}',
      });
      expect(reply.status).toBe(400);
    }
  });

  it('never show a stack', async () => {
    await story.sql('alter table people rename to people_gone');
    const reply = await story.gql('{ people { items { name } } }', {}, script);
    await story.sql('alter table people_gone rename to people');
    expect(reply.errors[0]).toMatchObject({
      message: 'Something went wrong on our side.',
      extensions: { code: 'INTERNAL' },
    });
    expect(Object.keys(reply.errors[0]?.extensions ?? {}).sort()).toEqual(['code', 'id']);
  });
});

function multiplying(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, n) =>
    n === levels - 1
      ? `fragment F${n} on Viewer { role }`
      : `fragment F${n} on Viewer { ...F${n + 1} ...F${n + 1} }`,
  );
  return `{ viewer { ...F0 } } ${fragments.join(' ')}`;
}
