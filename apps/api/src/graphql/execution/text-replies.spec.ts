import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@chaperone/store/testing';
import * as fc from 'fast-check';
import {
  buildSchema,
  getNamedType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import pg from 'pg';
import { pino } from 'pino';
import { AccessPlugin } from '../access/access.plugin.js';
import type { Tables } from '../access/decide.js';
import { NEEDS } from '../access/judge-document.js';
import { ROLE_TABLE } from '../access/roles.js';
import { withEmptyFields } from '../access/withheld.js';
import { errorFormatter } from '../format-error.js';
import { PLANNED } from '../planned-fields.js';
import { planned } from '../planner/selection.js';
import {
  column,
  embedded,
  many,
  moment,
  needs,
  one,
  Planner,
  sealed,
  sql,
} from '../planner/planner.js';
import type { GraphContext } from '../principal.js';
import { Refusal } from '../refusal.js';
import { CountScalar, DateScalar, DateTimeScalar, JsonScalar } from '../scalars.js';
import { JitPlugin } from './jit.plugin.js';
import { ReadyData, writeResult } from './text-replies.js';

const SDL = `
  scalar Date scalar DateTime scalar Count scalar JSON
  enum Kind { CAT DOG }
  type Owner { id: ID!, name: String!, pets(kind: Kind, limit: Int = 3): [Pet!]!, address: Address, dear: Boolean! }
  type Address { street: String!, floor: Int }
  type Weight { kilos: Float!, heavy: Boolean! }
  type Pet {
    id: ID!, number: ID!, name: String!, shout: String!, kind: Kind!, tags: [String!]!, kinds: [Kind!]!, notes: JSON,
    born: Date, seen: DateTime!, steps: Count, weight: Weight, owner: Owner, must: String!,
    secret: String!, hidden: JSON
  }
  type PetPage { items: [Pet!]!, totalCount: Int! }
  type Query {
    pets(offset: Int = 0, limit: Int = 10): PetPage!, pet(id: Int!): Pet, all: [Pet!]!, guarded: [Pet!]!,
    plain(n: Int = 2): [Address!]!
  }
`;
const TABLES = `
  create table owners (id int primary key, name text not null, street text, floor int);
  create table pets (id uuid primary key default gen_random_uuid(), number bigint not null, name text not null, kind text not null,
    tags text[] not null, notes jsonb, born date, seen timestamptz not null, steps bigint, kilos numeric(9,6), owner_id int, must text,
    secret text not null default '', hidden jsonb);
  insert into owners values (1, 'Ada "the" first', 'Long \\ Road', 2), (2, E'Bo\\nline', null, null);
  insert into pets (number, name, kind, tags, notes, born, seen, steps, kilos, owner_id, must) values
    (1, 'Rex ✓ 😀', 'DOG', '{a,"b c",NULL}', '{"a": [1, null, "x"]}', '2020-02-29', '2026-01-01 10:00+02', 9007199254740991, 40.1, 1, 'x'),
    (2, 'Tiny', 'DOG', '{}', null, null, '2026-01-01 10:00:00.123456Z', null, null, 1, 'y'),
    (3, E'M"e\\\\w', 'CAT', '{"q\\"uote"}', '"text"', '1999-12-31', '2026-06-01Z', 0, 4, 2, 'z'),
    (4, 'Stray', 'CAT', '{x}', '[]', '2026-01-01', '2026-06-01Z', 7, 0.000001, null, 'z');
  update pets set tags = array_remove(tags, null);
  update pets set secret = 'c2F5ICJoaSI', hidden = '{"sealed": "eyJhIjpbMSwieFwiIl19"}' where number in (1, 3);
  update pets set secret = 'YnllXG4', hidden = '"clear"' where number = 2;
`;

function describeAll(planner: Planner): void {
  planner.describe('Owner', {
    table: 'owners',
    fields: {
      id: column('id'),
      name: column('name'),
      dear: sql((row, ask) => `${row}.id = ${ask.param(1)}::int`),
      address: embedded('Address', { when: (row) => `${row}.street is not null` }),
      pets: many('Pet', {
        on: (owner, pet) => `${pet}.owner_id = ${owner}.id`,
        where: (pet, args, ask) =>
          args['kind'] ? [`${pet}.kind = ${ask.param(args['kind'])}`] : [],
        orderBy: (pet) => `${pet}.number`,
        limit: (args) => Number(args['limit']),
      }),
    },
  });
  planner.describe('Address', { fields: { street: column('street'), floor: column('floor') } });
  planner.describe('Weight', {
    fields: { kilos: column('kilos'), heavy: sql((row) => `${row}.kilos > 30`) },
  });
  planner.describe('Pet', {
    table: 'pets',
    fields: {
      id: column('id'),
      number: column('number'),
      name: column('name'),
      shout: needs('name'),
      kind: column('kind'),
      tags: column('tags'),
      kinds: sql((row) => `array[${row}.kind, 'CAT']`),
      notes: column('notes'),
      born: column('born'),
      seen: moment('seen'),
      steps: column('steps'),
      weight: embedded('Weight', { when: (row) => `${row}.kilos is not null` }),
      owner: one('Owner', (pet, owner) => `${owner}.id = ${pet}.owner_id`),
      must: column('must'),
      secret: sealed('secret', {
        table: 'pets',
        form: 'TEXT',
        when: (row) => `${row}.number <> 2`,
      }),
      hidden: sealed('hidden', { table: 'pets', form: 'JSON' }),
    },
  });
}

/** Who may read what of it: EXECUTIVE gets some fields empty, and is refused others. */
const POLICY: Tables = {
  roles: ROLE_TABLE,
  fields: {
    Pet: {
      needs: 'EVERYBODY',
      fields: {
        name: { needs: ['notes:read'], withhold: true },
        notes: { needs: ['notes:read'], withhold: true },
        tags: { needs: ['notes:read'], withhold: true },
        weight: { needs: ['notes:read'], withhold: true },
        must: { needs: ['notes:read'] },
      },
    },
    PetPage: { needs: 'EVERYBODY' },
    Owner: { needs: ['vendors:read'], fields: { pets: { needs: ['notes:read'], withhold: true } } },
    Address: { needs: 'EVERYBODY' },
    Weight: { needs: 'EVERYBODY' },
  },
};
const contextOf = (role: 'ADMIN' | 'EXECUTIVE'): GraphContext =>
  ({
    today: '2026-11-23',
    req: { principal: { role, via: 'SESSION', personId: null, name: role } },
  }) as GraphContext;

type Resolve = NonNullable<GraphQLField<unknown, GraphContext>['resolve']>;

function schemaOf(planner: Planner): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const scalar of [DateScalar, DateTimeScalar, CountScalar, JsonScalar])
    Object.assign(schema.getType(scalar.name)!, {
      serialize: scalar.serialize.bind(scalar),
      parseValue: scalar.parseValue.bind(scalar),
    });
  const of = (type: string) => (schema.getType(type) as GraphQLObjectType).getFields();
  const root = (name: string, resolve: Resolve, source?: string): void => {
    const extensions = { [NEEDS]: 'EVERYBODY', ...(source && { [PLANNED]: source }) };
    Object.assign(of('Query')[name]!, { resolve, extensions });
  };
  const byNumber = { orderBy: (pet: string) => `${pet}.number` };
  root(
    'pets',
    (_s, args, _c, info) => planner.page(info, 'Pet', { ...byNumber, ...(args as object) }),
    'Pet',
  );
  root(
    'pet',
    (_s, args, _c, info) =>
      planner.first(info, 'Pet', {
        where: (pet, ask) => [`${pet}.number = ${ask.param(args['id'])}`],
      }),
    'Pet',
  );
  root('all', (_s, _a, _c, info) => planner.list(info, 'Pet', byNumber), 'Pet');
  root(
    'guarded',
    () => {
      throw new Refusal('FORBIDDEN', 'No.');
    },
    'Pet',
  );
  root('plain', (_s, { n }) => Array.from({ length: n as number }, () => ({ street: 'S' })));
  of('Pet')['shout']!.resolve = (pet: { name: string }) => pet.name.toUpperCase();
  Object.assign(of('Owner')['pets']!, {
    resolve: ((owner: object, args: object) => planned(owner, 'pets', args)) as Resolve,
    extensions: { [PLANNED]: true },
  });
  return withEmptyFields(schema);
}

/** Documents made by chance: any fields, aliases, arguments and fragments that the schema allows. */
function documents(schema: GraphQLSchema): fc.Arbitrary<string> {
  const fields = (type: GraphQLObjectType, depth: number): fc.Arbitrary<string> => {
    const usable = Object.values(type.getFields()).filter(
      (field) =>
        !['guarded', 'must'].includes(field.name) &&
        !field.name.startsWith('_') &&
        (depth > 0 || !isObjectType(getNamedType(field.type))),
    );
    return fc
      .array(
        fc.constantFrom(...usable).chain((field) => selected(field, depth)),
        { minLength: 1, maxLength: 5 },
      )
      .map((list) => list.join(' '));
  };
  let aliases = 0;
  const selected = (field: GraphQLField<unknown, unknown>, depth: number): fc.Arbitrary<string> => {
    const below = getNamedType(field.type);
    const args: Record<string, readonly string[]> = {
      pet: ['(id: 1)', '(id: 9)', '(id: $id)'],
      pets: field.args.some((arg) => arg.name === 'kind')
        ? ['', '(kind: CAT)', '(limit: 1, kind: $kind)', '(kind: null)']
        : ['', '(limit: 2, offset: 1)', '(limit: $limit)'],
    };
    const inner = isObjectType(below) ? fields(below, depth - 1) : fc.constant('');
    return fc
      .tuple(
        fc.boolean(),
        fc.constantFrom(...(args[field.name] ?? [''])),
        inner,
        fc.integer({ min: 0, max: 9 }),
      )
      .map(([aliased, given, set, chance]) => {
        const text = `${field.name}${given}${set ? ` { ${chance === 1 && isObjectType(below) ? `... on ${below.name} { ${set} }` : set} }` : ''}`;
        return aliased || given ? `a${(aliases += 1)}: ${text}` : text;
      });
  };
  return fields(schema.getQueryType()!, 3).map(
    (set) =>
      `query ($id: Int = 2, $limit: Int = 2, $kind: Kind = DOG) { used: pets(limit: $limit) { totalCount } x: pet(id: $id) { owner { pets(kind: $kind) { id } } } ${set} }`,
  );
}

describe('replies as text', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let schema: GraphQLSchema;
  let server: ApolloServer<GraphContext>;
  const asObjects: string[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    await pool.query(TABLES);
    const planner = new Planner({
      query: async ({ text, values }) => {
        asObjects.push(text);
        return (await pool.query<Record<string, unknown>>({ text, values, types: parsed })).rows;
      },
      texts: async ({ text, values }) => {
        const types = { getTypeParser: () => (value: string) => value };
        return (await pool.query<(string | null)[]>({ text, values, types, rowMode: 'array' }))
          .rows;
      },
      today: () => '2026-11-23',
      open: ({ sealed: text }) => Buffer.from(text, 'base64url').toString('utf8'),
    });
    describeAll(planner);
    schema = schemaOf(planner);
    const format = errorFormatter(pino({ level: 'silent' }));
    server = new ApolloServer<GraphContext>({
      schema,
      formatError: format,
      plugins: [
        // as in the product: its hook would wrap every field's resolver
        ApolloServerPluginCacheControlDisabled(),
        new AccessPlugin(format, POLICY),
        new JitPlugin(format, () => planner.described()),
      ],
    });
    await server.start();
  });
  afterAll(async () => {
    await server.stop();
    await pool.end();
    await database.drop();
  });

  /** Replies of graphql-js, and twice of whatever follows when a document is known. */
  const ask = async (
    query: string,
    variables: Record<string, unknown> = {},
    role: 'ADMIN' | 'EXECUTIVE' = 'ADMIN',
  ) => {
    const replies: unknown[] = [];
    let ready = false;
    let statements = 0;
    for (let round = 0; round < 3; round += 1) {
      asObjects.length = 0;
      const { body } = await server.executeOperation(
        { query, variables },
        { contextValue: contextOf(role) },
      );
      if (body.kind !== 'single') throw new Error('one result');
      ready = (body.singleResult.data as unknown) instanceof ReadyData;
      statements = asObjects.length;
      // every fault has an id of its own in the log
      replies.push(
        JSON.parse(writeResult(body.singleResult), (key, value: unknown) =>
          key === 'extensions' ? { ...(value as object), id: '' } : value,
        ),
      );
    }
    return { replies, ready, statements };
  };
  const same = async (
    query: string,
    variables?: Record<string, unknown>,
    role?: 'ADMIN' | 'EXECUTIVE',
  ) => {
    const { replies, ready, statements } = await ask(query, variables, role);
    expect(replies[1]).toEqual(replies[0]);
    expect(replies[2]).toEqual(replies[0]);
    return { ready, statements, reply: replies[0] as { errors?: unknown; data?: unknown } };
  };

  it.each([
    [
      'leaves of every kind',
      '{ all { id number name kind tags kinds notes born seen steps weight { kilos heavy } } }',
    ],
    [
      'what is sealed, in rows, in lists below them, and under other names',
      '{ all { number s: secret hidden owner { pets { secret h: hidden } } } pet(id: 1) { secret } }',
    ],
    [
      'a page with its count',
      '{ pets(limit: 2) { n: totalCount items { name owner { id address { street floor } } } } }',
    ],
    ['one row', '{ pet(id: 3) { name owner { name dear } } }'],
    ['nobody', '{ pet(id: 99) { name } }'],
    [
      'fragments and one field twice',
      '{ all { ...F owner { id } } } fragment F on Pet { a: name name owner { name } }',
    ],
    [
      'an inner list under arguments',
      '{ all { owner { cats: pets(kind: CAT) { name } dogs: pets(kind: DOG, limit: 1) { name } } } }',
    ],
    [
      'text beside fields that need an engine',
      '{ all { name } plain(n: 3) { street floor } pet(id: 1) { name } }',
    ],
  ])('gives %s without an engine, equal to graphql-js', async (_name, query) => {
    const { ready, statements, reply } = await same(query);
    expect(reply.errors).toBeUndefined();
    expect({ ready, statements }).toEqual({ ready: true, statements: 0 });
  });

  it.each([
    ['a resolver of a slice', '{ all { shout } }'],
    ['a directive', '{ all { name @include(if: true) } }'],
    ['__typename', '{ all { __typename name } }'],
  ])('leaves %s to an engine', async (_name, query) => {
    expect((await same(query)).ready).toBe(false);
  });

  it('leaves refusals to an engine, so that they are reported as ever', async () => {
    const { ready, reply } = await same('{ guarded { name } all { name } }');
    expect(ready).toBe(false);
    expect(reply.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('leaves a null that must not be to an engine', async () => {
    await pool.query('update pets set must = null where number = 2');
    const { ready, reply } = await same('{ all { must } }');
    expect(ready).toBe(false);
    expect(reply.errors).toHaveLength(1);
    await pool.query(`update pets set must = 'y' where number = 2`);
  });

  it('gives fields empty that the asker may not read, without reading them, as text too', async () => {
    const query =
      '{ all { a: name b: name notes tags owner { id pets(limit: 1) { name } } weight { kilos } kind } }';
    const { ready, statements, reply } = await same(query, {}, 'EXECUTIVE');
    expect({ ready, statements }).toEqual({ ready: true, statements: 0 });
    expect((reply.data as { all: object[] }).all[0]).toEqual({
      a: '',
      b: '',
      notes: null,
      tags: [],
      owner: { id: '1', pets: [] },
      weight: null,
      kind: 'DOG',
    });
    expect(JSON.stringify((await same(query)).reply)).toContain('Tiny');
  });

  it('runs nothing of a document that asks for a refused field, and says where it stands', async () => {
    const { reply, ready } = await same('{ pets { items { id m: must } } }', {}, 'EXECUTIVE');
    expect(ready).toBe(false);
    expect(reply.data).toBeNull();
    expect(reply.errors).toMatchObject([{ path: ['pets', 'items', 'm'] }]);
  });

  it('says the same as graphql-js to any document, whoever asks', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents(schema),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('ADMIN' as const, 'EXECUTIVE' as const),
        async (query, id, role) => {
          await same(query, { id }, role);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** As the product reads: whole numbers and figures as numbers, days as text. */
const parsed: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 || oid === 1700
      ? Number
      : oid === 1082
        ? String
        : (pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown),
};
