import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkpointFile } from '../../src/audit/checkpoint-file.js';
import { codesOf } from '../harness.js';
import { eachOf, World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await World.begin();
}, 90_000);
afterAll(() => world.story.end());

/** Every key that any table holds, and every name that people call a record by. */
async function everyKey(): Promise<string[]> {
  const columns = await world.story.sql<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and (data_type = 'uuid' or column_name = 'ref') and is_nullable = 'NO'`,
  );
  const text = columns.map(
    ({ table, column }) => `select "${column}"::text as key from "${table}"`,
  );
  const rows = await world.story.sql<{ key: string }>(text.join(' union '));
  return rows.map(({ key }) => key);
}

describe('a respondent', () => {
  it('meets its own assessment and nothing else by any key that there is', async () => {
    const keys = await everyKey();
    expect(keys.length).toBeGreaterThan(200);
    const met: string[] = [];
    const tens = Array.from({ length: Math.ceil(keys.length / 10) }, (_, n) =>
      keys.slice(n * 10, n * 10 + 10),
    );
    await eachOf(tens, async (some) => {
      const asked = some.map(
        (key, n) => `a${n}: assessment(id: "${key}") { id ref answers { id } }`,
      );
      const { data, errors } = await world.story.gql<Record<string, { id: string } | null>>(
        `{ ${asked.join(' ')} }`,
        {},
        world.as('R'),
      );
      expect(errors).toEqual([]);
      met.push(...Object.values(data ?? {}).flatMap((one) => one?.id ?? []));
    });
    expect(new Set(met)).toEqual(new Set([world.rows['assessment']]));
  });

  it('can write into no other, by any key', async () => {
    const before = await world.state();
    await eachOf(await everyKey(), async (key) => {
      if (key === world.rows['assessment'] || key.startsWith('ASM')) return;
      const input = { assessment: key, answers: [{ question: 'risk-treatment', value: 'NO' }] };
      const reply = await world.story.gql(
        'mutation ($input: RecordAnswersInput!) { recordAnswers(input: $input) { id } }',
        { input },
        world.as('R'),
      );
      expect([key, codesOf(reply).length, reply.data ?? null]).toEqual([key, 1, null]);
    });
    expect(await world.state()).toEqual(before);
  });

  it('downloads no file, its own answer’s neither', async () => {
    for (const name of ['file', 'answerFile', 'looseFile', 'evidenceFile']) {
      const reply = await fetch(`${world.story.url}/files/${world.rows[name]}`, {
        headers: world.story.headers(world.as('R')),
      });
      expect(reply.status).toBe(403);
    }
  });

  it('does not keep the log from being signed, however much of it is its own', async () => {
    const file = checkpointFile(world.story.dataDir);
    const lines = async (): Promise<number> => (await readFile(file, 'utf8')).split('\n').length;
    const before = await lines();
    const denied = async (): Promise<void> => {
      const by = await world.story.respondent(world.rows['assessment'] ?? '');
      await world.story.sql(`update api_tokens set name = id::text where name = 'story'`);
      for (let n = 0; n < 55; n += 1) await world.story.gql('{ people { totalCount } }', {}, by);
    };
    await Promise.all([denied(), denied()]);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await lines()).toBeGreaterThan(before);
  });
});

describe('whoever may only ask', () => {
  const refused = async (call: string): Promise<string[]> =>
    codesOf(await world.story.gql(`mutation { ${call} { id } }`, {}, world.as('P')));

  it('makes no approved vendor, no active service and decides on no cover', async () => {
    const before = await world.state();
    const { vendor, service, asked } = world.rows;
    for (const call of [
      'createVendor(input: { displayName: "Waved through", status: APPROVED })',
      `upsertService(input: { vendor: "${vendor}", name: "Waved through", status: ACTIVE })`,
      `upsertService(input: { id: "${service}", rev: 1, people: 1 })`,
      `upsertService(input: { id: "${asked}", rev: 1, status: ACTIVE })`,
      `upsertService(input: { id: "${asked}", rev: 1, covers: [{ kind: BAA, need: NOT_NEEDED, reason: NOT_PHI }] })`,
    ])
      expect([call, await refused(call)]).toEqual([call, ['FORBIDDEN']]);
    expect(await world.state()).toEqual(before);
  });
});

describe('addresses of colleagues', () => {
  it('are not to be found by searching where they may not be read', async () => {
    const search = async (who: 'C' | 'E', words: string): Promise<unknown> => {
      const { data } = await world.story.gql(
        `{ people(filter: { search: "${words}" }) { totalCount } }`,
        {},
        world.as(who),
      );
      return data?.['people'];
    };
    expect(await search('C', 'owner@story')).toEqual({ totalCount: 1 });
    expect(await search('E', 'owner@story')).toEqual({ totalCount: 0 });
    expect(await search('E', 'Olga')).toEqual({ totalCount: 1 });
  });
});
