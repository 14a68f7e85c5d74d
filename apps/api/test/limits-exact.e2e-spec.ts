import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Lexer, Source, TokenKind } from 'graphql';
import { codesOf, Story, type Credentials } from './harness.js';

const times = (count: number, part: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');

/** Tokens of a document as a lexer counts them. */
function tokensOf(text: string): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  return count;
}

function ofTokens(count: number): string {
  const text = (words: number): string =>
    `{ vendors(filter: { tag: [${times(words, () => '"a"')}] }) { totalCount } }`;
  return text(count - tokensOf(text(0)));
}

/** A page of a hundred times 49 fields costs 4,901; one object's fields make up the rest. */
const ofCost = (cost: number): string =>
  `{ vendors(limit: 100) { items { ${times(49, () => 'id')} } } viewer { ${times(cost - 4902, () => 'role')} } }`;

const nested = (depth: number): string =>
  `{ vendors(limit: 1) { items { ${'parent { '.repeat(depth - 3)} id ${'} '.repeat(depth)}`;

/** The largest document that passes, one that is larger by one, and what is said of it. */
const LIMITS: [string, (size: number) => string, number, RegExp][] = [
  ['depth', nested, 8, /nested deeper than 8/],
  [
    'root fields',
    (n) => `{ ${times(n, (at) => `a${at}: viewer { role }`)} }`,
    10,
    /10 root fields/,
  ],
  [
    'aliases',
    (n) => `{ viewer { ${times(n, (at) => `a${at}: ${at % 2 ? 'role' : '__typename'}`)} } }`,
    15,
    /15 aliases/,
  ],
  [
    'directives',
    (n) =>
      `{ viewer { ${times(n, (at) => `${at % 2 ? 'role @include(if: true)' : '... @skip(if: false) { role }'}`)} } }`,
    5,
    /5 directives/,
  ],
  ['fields', (n) => `{ viewer { ${times(n - 1, () => 'role')} } }`, 400, /400 fields/],
  [
    'fields by fragments',
    (n) =>
      `{ viewer { ${times((n - 1) / 3, () => '...F')} } } fragment F on Viewer { role mode can }`,
    400,
    /400 fields/,
  ],
  ['tokens', ofTokens, 1500, /1500 tokens/],
  ['cost', ofCost, 5000, /costs 500\d; at most 5000/],
];

describe.each(['a session', 'a token'])('the limits of a document, for %s', (who) => {
  let story: Story;
  let by: Credentials;
  beforeAll(async () => {
    story = await Story.begin();
    by = who === 'a token' ? await story.token() : await story.signIn('ADMIN');
  });
  afterAll(() => story.end());

  it.each(LIMITS)(
    '%s: as many as allowed pass, one more is refused',
    async (name, build, most, says) => {
      const passed = await story.gql(build(most), {}, by);
      expect([passed.status, codesOf(passed)]).toEqual([200, []]);
      const step = name === 'fields by fragments' ? 3 : 1;
      const refused = await story.gql(build(most + step), {}, by);
      expect(refused.data ?? null).toBeNull();
      expect(codesOf(refused)[0]).toMatch(
        /^(GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED|BAD_USER_INPUT)$/,
      );
      expect(refused.errors[0]?.message).toMatch(says);
    },
  );

  it('fragments that lead back to themselves are refused', async () => {
    const reply = await story.gql('{ viewer { ...F } } fragment F on Viewer { role ...F }', {}, by);
    expect(codesOf(reply)[0]).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('a hundred faults are told as five', async () => {
    const reply = await story.gql(
      `{ ${times(100, (n) => `none${n}`)} }`.replace(/none/g, 'zz'),
      {},
      by,
    );
    expect(reply.errors.length).toBeLessThanOrEqual(6);
    expect(codesOf(reply)[0]).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('a body of 100 kB passes, one byte more does not', async () => {
    const body = (bytes: number): string => {
      const text = (filler: number): string =>
        JSON.stringify({ query: `{ viewer { role } } #${'x'.repeat(filler)}` });
      return text(bytes - text(0).length);
    };
    const passed = await story.post(body(102_400), story.headers(by));
    expect([passed.status, codesOf(passed)]).toEqual([200, []]);
    const refused = await story.post(body(102_401), story.headers(by));
    expect([refused.status, codesOf(refused)]).toEqual([413, ['INVALID']]);
  });

  it('batches, descriptions of the schema and other methods are refused', async () => {
    const batch = await story.post([{ query: '{ viewer { role } }' }], story.headers(by));
    expect([batch.status, codesOf(batch)]).toEqual([400, ['BAD_REQUEST']]);
    for (const query of [
      '{ __schema { types { name } } }',
      '{ __type(name: "Person") { fields { name } } }',
    ]) {
      const reply = await story.gql(query, {}, by);
      expect([reply.data ?? null, codesOf(reply)]).toEqual([null, ['GRAPHQL_VALIDATION_FAILED']]);
    }
    const { 'content-type': _json, ...headers } = story.headers(by);
    const get = await fetch(`${story.url}/graphql?query={viewer{role}}`, { headers });
    expect(get.status).toBe(405);
  });

  it('a statement that waits is cut off after five seconds', async () => {
    const runner = story.database.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('lock table vendor_rows in access exclusive mode');
    const began = performance.now();
    const reply = await story.gql('{ vendors { totalCount } }', {}, by);
    const took = performance.now() - began;
    await runner.rollbackTransaction();
    await runner.release();
    expect([codesOf(reply), reply.data ?? null]).toEqual([['BUSY'], null]);
    expect(took).toBeGreaterThan(4_900);
    expect(took).toBeLessThan(15_000);
  });
});
