import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getNamedType, isLeafType, type GraphQLObjectType } from 'graphql';
import { SCOPES } from '../../src/graphql/access/capabilities.js';
import { codesOf, type Credentials, type GraphReply } from '../harness.js';
import { expectedOf, expectedOfToken, KEYS, LETTERS, lineFor, type Letter } from './tables.js';
import { callOf, fieldsOf, schema, selectionOf } from './ways.js';
import { World } from './world.js';

const LONGEST = 90_000;
const CHANGES = KEYS.filter((key) => key.startsWith('Mutation.'));
const DENIED = ['FORBIDDEN', 'UNAUTHENTICATED', 'STEP_UP_NEEDED', 'INTERNAL'];
/** A link or a password that is not good is answered with it, whoever asks. */
const OF_THE_DOOR = /Mutation\.(acceptInvitation|enrolAnew|redeemLink|resetPassword|setUp|signIn)$/;

let world: World;
beforeAll(async () => {
  world = await World.begin();
}, LONGEST);
afterAll(() => world.story.end());

/** The change with every field of what it gives back that somebody may read. */
function documentOf(key: string, reads: (field: string) => boolean): string {
  const field = schema.getMutationType()?.getFields()[key.split('.')[1] ?? ''];
  const type = field && getNamedType(field.type);
  const call = callOf(key, world.rows);
  if (!type || isLeafType(type)) return `mutation { ${call} }`;
  const names = fieldsOf(type as GraphQLObjectType).map(({ name }) => name);
  const open = names.filter((name) => reads(`${type.name}.${name}`));
  return `mutation { ${call} { ${selectionOf(type as GraphQLObjectType, open)} __typename } }`;
}

const run = (key: string, by: Credentials, who: Letter): Promise<GraphReply> =>
  world.story.gql(
    documentOf(key, (field) => expectedOf(who, field) !== 'no'),
    {},
    by,
  );

interface Outcome {
  readonly who: string;
  readonly codes: readonly string[];
  readonly data: unknown;
}
const outcome = (who: string, reply: GraphReply): Outcome => ({
  who,
  codes: codesOf(reply),
  data: reply.data ?? null,
});

describe('the table of who may change what', () => {
  it.each(CHANGES)(
    '%s is refused to whoever may not, gives nothing and writes nothing',
    async (key) => {
      const before = await world.state();
      const denied = LETTERS.filter((who) => expectedOf(who, key) === 'no');
      const told: Outcome[] = [];
      for (const who of denied) told.push(outcome(who, await run(key, world.as(who), who)));
      expect(told).toEqual(denied.map((who) => ({ who, codes: [world.refusal(who)], data: null })));
      expect(await world.state()).toEqual(before);
    },
  );

  it.each(SCOPES)(
    'a token with the scope %s alone changes nothing else',
    async (scope) => {
      const by = await world.story.token('ADMIN', [scope, 'graph:any']);
      const before = await world.state();
      const denied = CHANGES.filter((key) => expectedOfToken([scope], key) === 'no');
      const told = [];
      for (const key of denied) told.push(outcome(key, await run(key, by, 'A')));
      expect(told).toEqual(denied.map((who) => ({ who, codes: ['FORBIDDEN'], data: null })));
      expect(await world.state()).toEqual(before);
    },
    LONGEST,
  );

  it('what wants a factor shown just now is refused to an open session without, and to every token', async () => {
    const stale = await world.anew('A');
    await world.story.sql(`update sessions set factor_at = now() - interval '6 minutes'`);
    const token = await world.story.token('ADMIN');
    const before = await world.state();
    const fresh = CHANGES.filter((key) => lineFor(key).fresh);
    const told = [];
    for (const key of fresh)
      told.push([codesOf(await run(key, stale, 'A')), codesOf(await run(key, token, 'A'))]);
    expect(told).toEqual(fresh.map(() => [['STEP_UP_NEEDED'], ['FORBIDDEN']]));
    expect(await world.state()).toEqual(before);
    await world.story.sql('update sessions set factor_at = now() where factor_at is not null');
  });

  // last, since these are done: what was removed by one is gone for the next
  it.each(CHANGES)('%s is open to whoever may', async (key) => {
    const allowed = LETTERS.filter((who) => expectedOf(who, key) === 'yes');
    for (const who of allowed) {
      const codes = codesOf(await run(key, await world.anew(who), who));
      const wrong = codes.filter(
        (code) => DENIED.includes(code) && !(code === 'UNAUTHENTICATED' && OF_THE_DOOR.test(key)),
      );
      expect({ who, wrong }).toEqual({ who, wrong: [] });
    }
  });
});
