import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse, print, type DocumentNode, type TypeNode } from 'graphql';
import { codesOf, Story } from './harness.js';

const OPERATIONS = join(import.meta.dirname, '../../../libs/contract/operations');

/** Every stored query with the fragments that it uses, as the dashboard sends it. */
function storedQueries(): [name: string, text: string, document: DocumentNode][] {
  const files = readdirSync(OPERATIONS, { recursive: true, encoding: 'utf8' });
  const all = files
    .filter((file) => file.endsWith('.graphql'))
    .flatMap((file) => parse(readFileSync(join(OPERATIONS, file), 'utf8')).definitions);
  const fragments = new Map(
    all.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
    ),
  );
  const used = (text: string, known = new Set<string>()): Set<string> => {
    for (const [, name] of text.matchAll(/\.\.\.(\w+)/g)) {
      const fragment = name && name !== 'on' && !known.has(name) ? fragments.get(name) : undefined;
      if (fragment && name) used(print(fragment), known.add(name));
    }
    return known;
  };
  return all.flatMap((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION || node.operation !== 'query') return [];
    const names = [...used(print(node))];
    const text = [print(node), ...names.map((name) => print(fragments.get(name)!))].join('\n');
    return [[node.name?.value ?? '', text, parse(text)]];
  });
}

/** A value for a variable that must be given. */
function valueFor(type: TypeNode, id: string): unknown {
  if (type.kind !== Kind.NON_NULL_TYPE) return undefined;
  const named = JSON.stringify(type.type);
  if (named.includes('"ID"')) return id;
  if (named.includes('"Date"')) return '2026-01-31';
  if (named.includes('"Int"')) return 10;
  if (named.includes('"Boolean"')) return true;
  return 'sample';
}

describe('stored operations', () => {
  let story: Story;
  let script: { token: string };
  let vendor = '';

  beforeAll(async () => {
    story = await Story.begin();
    script = await story.token();
    const made = await story.gql<{ createVendor: { id: string } }>(
      `mutation { createVendor(input: { displayName: "Sample Scheduling Co." }) { id } }`,
      {},
      script,
    );
    vendor = made.data?.createVendor.id ?? '';
  });
  afterAll(() => story.end());

  it.each(storedQueries())(
    '%s is within the limits and equal in both engines',
    async (...stored) => {
      const [, text, document] = stored;
      const [operation] = document.definitions;
      const definitions =
        operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];
      const variables = Object.fromEntries(
        definitions.map((v) => [
          v.variable.name.value,
          v.defaultValue ? undefined : valueFor(v.type, vendor),
        ]),
      );
      // the first is run by graphql-js, the others by graphql-jit
      const replies = [];
      for (let round = 0; round < 3; round += 1)
        replies.push(await story.gql(text, variables, script));
      expect(codesOf(replies[0]!)).toEqual([]);
      expect(replies[1]?.data).toEqual(replies[0]?.data);
      expect(replies[2]?.data).toEqual(replies[0]?.data);
    },
  );
});
