import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@chaperone/store/testing';
import { buildSchema, graphql, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import pg from 'pg';
import { column, embedded, many, needs, one, Planner, sql, type PlainRow } from './planner.js';
import { planned } from './selection.js';

const SDL = `
  enum Order { UP DOWN }
  type Owner { id: ID!, name: String! pets(order: Order = UP, limit: Int = 10): [Pet!]!, known: [Pet!]! }
  type Weight { kilos: Float!, heavy: Boolean! }
  type Pet { id: ID!, name: String!, shout: String!, weight: Weight, owner: Owner }
  type PetPage { items: [Pet!]!, totalCount: Int! }
  type Query { pets(offset: Int = 0, limit: Int = 10): PetPage!, pet(id: ID!): Pet }
`;

const TABLES = `
  create table owners (id int primary key, name text not null);
  create table pets (id int primary key, name text not null, kilos float8, owner_id int references owners);
  insert into owners values (1, 'Ada'), (2, 'Bo');
  insert into pets values (1, 'Rex', 40, 1), (2, 'Tiny', null, 1), (3, 'Mew', 4.5, 2), (4, 'Stray', 8, null);
`;

function describeAll(planner: Planner): void {
  planner.extend('Owner', {
    pets: many('Pet', {
      on: (owner, pet) => `${pet}.owner_id = ${owner}.id`,
      where: (pet, args, ask) => [`${pet}.name <> ${ask.param(`x${String(args['limit'])}`)}`],
      orderBy: (pet) => `${pet}.name`,
      limit: (args) => Number(args['limit']),
    }),
    known: many('Pet', { on: () => 'true', orderBy: (pet) => `${pet}.id` }),
  });
  planner.describe('Owner', {
    table: 'owners',
    fields: { id: column('id'), name: column('name') },
  });
  planner.describe('Weight', {
    fields: { kilos: column('kilos'), heavy: sql((row, ask) => `${row}.kilos > ${ask.param(30)}`) },
  });
  planner.describe('Pet', {
    table: 'pets',
    joins: { o: (row) => `left join owners ${row}_o on ${row}_o.id = ${row}.owner_id` },
    fields: {
      id: column('id'),
      name: column('name'),
      shout: needs('name'),
      weight: embedded('Weight', { when: (row) => `${row}.kilos is not null` }),
      owner: one('Owner', (pet, owner) => `${owner}.id = ${pet}.owner_id`),
    },
  });
}

describe('the planner', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let schema: GraphQLSchema;
  const statements: string[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    await pool.query(TABLES);
    const planner = new Planner({
      query: async (statement) => {
        statements.push(statement.text);
        return (await pool.query<PlainRow>(statement)).rows;
      },
      today: () => '2026-11-23',
    });
    describeAll(planner);
    schema = buildSchema(SDL);
    const query = schema.getQueryType()?.getFields();
    const info = (i: GraphQLResolveInfo) => i;
    query!['pets']!.resolve = (_s, args: { offset: number; limit: number }, _c, i) =>
      planner.page(info(i), 'Pet', { orderBy: (pet) => `${pet}.id`, ...args });
    query!['pet']!.resolve = (_s, args: { id: string }, _c, i) =>
      planner.byId(info(i), 'Pet', args.id);
    const pet = schema.getType('Pet') as import('graphql').GraphQLObjectType;
    pet.getFields()['shout']!.resolve = (row: { name: string }) => `${row.name.toUpperCase()}!`;
    const owner = schema.getType('Owner') as import('graphql').GraphQLObjectType;
    owner.getFields()['known']!.resolve = (row: object, args: object) =>
      planned(row, 'known', args);
    owner.getFields()['pets']!.resolve = (row: object, args: object) => planned(row, 'pets', args);
  });

  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const ask = async (source: string, variableValues: Record<string, unknown> = {}) => {
    statements.length = 0;
    const reply = await graphql({ schema, source, variableValues });
    expect(reply.errors).toBeUndefined();
    return JSON.parse(JSON.stringify(reply.data)) as unknown;
  };

  it('reads a page with nested objects in one statement, and counts only when asked', async () => {
    const data = await ask(
      '{ pets(limit: 2, offset: 1) { items { name shout weight { kilos heavy } owner { name } } } }',
    );
    expect(data).toEqual({
      pets: {
        items: [
          { name: 'Tiny', shout: 'TINY!', weight: null, owner: { name: 'Ada' } },
          {
            name: 'Mew',
            shout: 'MEW!',
            weight: { kilos: 4.5, heavy: false },
            owner: { name: 'Bo' },
          },
        ],
      },
    });
    expect(statements).toHaveLength(1);
    expect(await ask('{ pets { totalCount } }')).toEqual({ pets: { totalCount: 4 } });
    expect(statements).toHaveLength(1);
  });

  it('keeps apart one field asked for twice with other arguments, with variables and fragments', async () => {
    const source = `query Q($n: Int = 1, $deep: Boolean!) { pet(id: "1") { owner { ...F } } }
      fragment F on Owner { few: pets(limit: $n) { name } all: pets { name weight @include(if: $deep) { kilos } } }`;
    expect(await ask(source, { deep: true })).toEqual({
      pet: {
        owner: {
          few: [{ name: 'Rex' }],
          all: [
            { name: 'Rex', weight: { kilos: 40 } },
            { name: 'Tiny', weight: null },
          ],
        },
      },
    });
    expect(await ask(source, { deep: false, n: 2 })).toEqual({
      pet: {
        owner: {
          few: [{ name: 'Rex' }, { name: 'Tiny' }],
          all: [{ name: 'Rex' }, { name: 'Tiny' }],
        },
      },
    });
  });

  it('joins what each row of a whole list points at, and leaves none out that points at nothing', async () => {
    const known = '{ name owner { name } weight { kilos } }';
    const data = await ask(`{ pet(id: "3") { owner { id known ${known} } } }`);
    const ada = { name: 'Ada' };
    expect(data).toEqual({
      pet: {
        owner: {
          id: '2',
          known: [
            { name: 'Rex', owner: ada, weight: { kilos: 40 } },
            { name: 'Tiny', owner: ada, weight: null },
            { name: 'Mew', owner: { name: 'Bo' }, weight: { kilos: 4.5 } },
            { name: 'Stray', owner: null, weight: { kilos: 8 } },
          ],
        },
      },
    });
    expect(statements[0]).toMatch(/left join owners t\d+ on t\d+\.id = t\d+\.owner_id/);
    await ask('{ pet(id: "1") { owner { pets(limit: 2) { name owner { name } } } } }');
    expect(statements[0]).not.toContain('left join');
  });

  it('answers null for a row that is not there', async () => {
    expect(await ask('{ pet(id: "99") { name } }')).toEqual({ pet: null });
  });
});
