import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@chaperone/risk-model';
import {
  Kind,
  parse,
  print,
  type DocumentNode,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';
import { codesOf, Story, type Credentials } from './harness.js';

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

/** A record of each kind that an operation may ask for by key, by the root field that takes it. */
const SOME: Readonly<Record<string, string>> = {
  vendor: 'vendors order by (select count(*) from answers a where a.vendor_id = vendors.id) desc',
  scoreChange: 'vendors where exists (select 1 from risk_scores s where s.vendor_id = vendors.id)',
  scoreEntry: `risk_scores where vendor_id = (select id from vendors
    where exists (select 1 from risk_scores s where s.vendor_id = vendors.id) limit 1)`,
  agreement: 'agreements',
  assessment: 'assessments',
  template: 'template_versions',
  breach: 'breaches',
  importRun: 'import_runs',
  accessReview: 'access_reviews',
};

/** Root fields that executives and procurement may not ask for; auditors may. */
const OFFICE_ONLY = new Set([
  'importRun',
  'importRuns',
  'auditEntries',
  'auditStatus',
  'securityEvents',
  'keyAges',
  'apiTokens',
  'identityProvider',
  'accessReview',
  'accessReviews',
  'accessReviewDue',
]);

/** What the refusals of this very spec add to: two answers are never the same. */
const GROWING = new Set(['auditEntries', 'auditStatus', 'securityEvents']);

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

/** Values for the variables that an operation must be given. */
function variablesFor(
  document: DocumentNode,
  ids: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return {};
  const [root] = operation.selectionSet.selections;
  const id = ids.get(root?.kind === Kind.FIELD ? root.name.value : '') ?? ids.get('vendor') ?? '';
  const required = (operation.variableDefinitions ?? []).filter((v) => !v.defaultValue);
  return Object.fromEntries(
    required.map(({ variable: { name }, type }) => {
      const key = name.value.endsWith('Entry') ? (ids.get('scoreEntry') ?? '') : id;
      return [name.value, valueFor(type, key)];
    }),
  );
}

describe('stored operations', () => {
  let story: Story;
  let person: Credentials;
  const others = new Map<Role, Credentials>();
  const ids = new Map<string, string>();

  beforeAll(async () => {
    // the demo: its sample gives the operations something to read
    story = await Story.begin({ mode: 'demo' });
    person = await story.signIn('ADMIN');
    for (const role of ['PROCUREMENT', 'EXECUTIVE', 'AUDITOR'] as const)
      others.set(role, await story.signIn(role));
    await story.gql('mutation { startAccessReview { id } }', {}, person);
    for (const [type, from] of Object.entries(SOME)) {
      const [row] = await story.sql<{ id: string }>(`select id from ${from} limit 1`);
      ids.set(type, row?.id ?? '');
    }
  }, 120_000);
  afterAll(() => story.end());

  it.each(storedQueries())(
    '%s is within the limits and equal in both engines',
    async (...stored) => {
      const [, text, document] = stored;
      const variables = variablesFor(document, ids);
      // the first is run by graphql-js, the others by graphql-jit
      const replies = [];
      for (let round = 0; round < 3; round += 1)
        replies.push(await story.gql(text, variables, person));
      expect(codesOf(replies[0]!)).toEqual([]);
      expect(replies[1]?.data).toEqual(replies[0]?.data);
      expect(replies[2]?.data).toEqual(replies[0]?.data);
    },
  );

  it.each(storedQueries())(
    '%s is the same in all engines for who may read less',
    async (...stored) => {
      const [, text, document] = stored;
      const variables = variablesFor(document, ids);
      const [root] = (document.definitions[0] as OperationDefinitionNode).selectionSet.selections;
      const grows = root?.kind === Kind.FIELD && GROWING.has(root.name.value);
      const closed = root?.kind === Kind.FIELD && OFFICE_ONLY.has(root.name.value);
      for (const [role, credentials] of others) {
        const replies = [];
        for (let round = 0; round < 3; round += 1)
          replies.push(await story.gql(text, variables, credentials));
        const refused = closed && role !== 'AUDITOR';
        expect({ role, codes: codesOf(replies[0]!) }).toEqual({
          role,
          codes: refused ? expect.arrayContaining(['FORBIDDEN']) : [],
        });
        const shown = replies.map((reply) => (grows ? codesOf(reply) : reply.data));
        for (const each of shown) expect(each).toEqual(shown[0]);
      }
    },
  );
});
