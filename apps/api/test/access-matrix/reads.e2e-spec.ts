import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCOPES } from '../../src/graphql/access/capabilities.js';
import { expectedOf, expectedOfToken, KEYS, LETTERS, lineFor, type Letter } from './tables.js';
import { Walker, type Asker } from './walker.js';
import { everyField, everyWay, mainWays } from './ways.js';
import { World } from './world.js';

const LONGEST = 90_000;
let world: World;
let walker: Walker;
beforeAll(async () => {
  world = await World.begin();
  walker = new Walker(world);
}, LONGEST);
afterAll(() => world.story.end());

const person = (who: Letter): Asker => ({
  by: world.as(who),
  judge: (key) => expectedOf(who, key),
  code: world.refusal(who),
  staff: 'ACPEU'.includes(who),
});

async function token(scopes: readonly string[]): Promise<Asker> {
  const by = await world.story.token('ADMIN', [...scopes, 'graph:any']);
  return { by, judge: (key) => expectedOfToken(scopes, key), code: 'FORBIDDEN', staff: false };
}

describe('the table of who may read what', () => {
  it('speaks of every field of the graph and of no other', () => {
    const fields = everyField();
    const without = fields.filter((field) => !KEYS.includes(field));
    const gone = KEYS.filter((key) => !fields.includes(key));
    expect({ without, gone }).toEqual({ without: [], gone: [] });
  });

  it(
    'has a row behind every kind of record',
    async () => expect(await walker.survey(world.as('A'))).toEqual([]),
    LONGEST,
  );

  it.each(LETTERS)(
    'holds for %s on every way to every field',
    async (who) => expect(await walker.walkAll(everyWay(), person(who))).toEqual([]),
    LONGEST,
  );

  it.each(SCOPES)(
    'holds for a token with the scope %s',
    async (scope) => expect(await walker.walkAll(mainWays(), await token([scope]))).toEqual([]),
    LONGEST,
  );

  it('gives what is held back to tokens with the further scope', async () => {
    for (const key of KEYS.filter((each) => lineFor(each).orEmpty)) {
      const way = mainWays().find(({ type }) => type.name === key.split('.')[0]);
      const [type = ''] = key.split('.');
      const others = KEYS.filter((each) => each.startsWith(`${type}.`) && !lineFor(each).orEmpty);
      const needed = [...(way?.steps ?? []), ...others, key].flatMap(
        (step) => lineFor(step).scopes[0] ?? [],
      );
      const asker = await token([...new Set(needed)]);
      expect([key, asker.judge(key)]).toEqual([key, 'yes']);
      expect(way && (await walker.walkAll([way], asker))).toEqual([]);
    }
  });
});
