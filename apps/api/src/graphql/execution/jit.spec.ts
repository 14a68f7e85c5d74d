import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ForbiddenException } from '@nestjs/common';
import {
  GraphQLEnumType,
  GraphQLError,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { pino } from 'pino';
import { errorFormatter } from '../format-error.js';
import type { GraphContext } from '../principal.js';
import { Refusal } from '../refusal.js';
import { CountScalar, DateScalar, DateTimeScalar, JsonScalar } from '../scalars.js';
import { JitPlugin } from './jit.plugin.js';

const log = pino({ level: 'silent' });

const Level = new GraphQLEnumType({
  name: 'Level',
  values: { LOW: { value: 1 }, HIGH: { value: 2 } },
});
const Filter = new GraphQLInputObjectType({
  name: 'Filter',
  fields: {
    since: { type: DateTimeScalar },
    day: { type: DateScalar, defaultValue: '2026-01-31' },
    levels: { type: new GraphQLList(new GraphQLNonNull(Level)), defaultValue: [2] },
    most: { type: GraphQLInt, defaultValue: 7 },
    json: { type: JsonScalar },
  },
});
const fails = (thrown: () => unknown) => ({
  type: GraphQLString,
  resolve: () => {
    throw thrown();
  },
});
const Thing: GraphQLObjectType = new GraphQLObjectType({
  name: 'Thing',
  fields: () => ({
    name: { type: GraphQLString },
    level: { type: Level },
    day: { type: DateScalar },
    at: { type: DateTimeScalar },
    count: { type: CountScalar },
    must: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
    refused: fails(() => new Refusal('STALE', 'Changed meanwhile.', { rev: 4 })),
    forbidden: fails(() => new ForbiddenException()),
    broken: fails(() => new Error('secret detail')),
    later: { type: GraphQLString, resolve: () => Promise.reject(new Error('secret detail')) },
    own: fails(() => new GraphQLError('Our own', { extensions: { code: 'BAD_USER_INPUT' } })),
    thing: { type: Thing, resolve: () => Promise.resolve(thing) },
    things: { type: new GraphQLList(Thing), resolve: () => [thing, null, thing] },
  }),
});
const thing = {
  name: 'one',
  level: 2,
  day: '2026-11-23',
  at: new Date('2026-11-23T10:00:00Z'),
  count: '9007199254740991',
};
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      thing: { type: Thing, args: { id: { type: GraphQLString } }, resolve: () => thing },
      mustHave: { type: new GraphQLNonNull(Thing), resolve: () => null },
      echo: {
        type: GraphQLString,
        args: {
          filter: { type: Filter },
          level: { type: Level, defaultValue: 1 },
          count: { type: CountScalar },
          days: { type: new GraphQLList(DateScalar) },
          names: { type: new GraphQLList(GraphQLString) },
          must: { type: new GraphQLNonNull(GraphQLInt), defaultValue: 3 },
        },
        // the engines put arguments in another order; by name they are the same
        resolve: (_source, args: object) =>
          JSON.stringify(Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1))),
      },
    },
  }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: { change: { type: GraphQLString, resolve: () => 'changed' } },
  }),
});

const ECHO = `query Echo($filter: Filter, $level: Level = HIGH, $count: Count = 5, $days: [Date], $names: [String] = ["a"], $must: Int = 9) {
  echo(filter: $filter, level: $level, count: $count, days: $days, names: $names, must: $must)
}`;

type Case = [
  name: string,
  query: string,
  variables?: Record<string, unknown>,
  operationName?: string,
];
const CASES: Case[] = [
  ['plain fields of every scalar', '{ thing { name level day at count } }'],
  [
    'aliases, fragments, lists and nulls',
    '{ a: thing { ...F } b: thing { things { ...F thing { name } } } } fragment F on Thing { n: name level }',
  ],
  [
    'include and skip by variables',
    'query ($yes: Boolean!, $no: Boolean = false) { thing { name @include(if: $no) level @skip(if: $yes) day @include(if: $yes) } }',
    { yes: true },
  ],
  ['nothing given: defaults of variables and of the schema', ECHO],
  ['defaults inside an input object', ECHO, { filter: {} }],
  [
    'everything given',
    ECHO,
    {
      filter: {
        since: '2026-01-01T00:00:00+02:00',
        day: '2026-02-28',
        levels: ['LOW', 'HIGH'],
        most: 1,
        json: { a: [1, { b: null }] },
      },
      level: 'LOW',
      count: 9007199254740991,
      days: ['2026-01-01', null],
      names: [],
      must: 1,
    },
  ],
  ['null given', ECHO, { filter: null, level: null, count: null, days: null, names: null }],
  ['null where the field must have a value', ECHO, { must: null }],
  ['a word the enum does not have', ECHO, { level: 'MIDDLE' }],
  ['an enum’s inner value', ECHO, { level: 2 }],
  ['a day no calendar has', ECHO, { filter: { day: '2026-02-31' } }],
  ['a field the input does not have', ECHO, { filter: { other: 1 } }],
  ['a missing variable', 'query ($count: Count!) { echo(count: $count) }'],
  [
    'literals',
    '{ echo(filter: { day: "2026-03-01", levels: LOW, json: { a: [1, TWO] } }, level: HIGH, days: "2026-01-01") }',
  ],
  ['a refusal', '{ thing { name refused } }'],
  ['a forbidden field', '{ thing { name forbidden } }'],
  ['an unknown fault', '{ thing { name broken later } }'],
  ['an error of the graph’s own', '{ thing { own } }'],
  ['a missing value deep inside', '{ thing { name things { must } } }'],
  ['a missing value at the root', '{ mustHave { name } thing { name } }'],
  ['one of two operations', 'query A { thing { name } } query B { thing { level } }', {}, 'B'],
  ['none of two operations', 'query A { thing { name } } query B { thing { level } }'],
  ['an operation that is not there', 'query A { thing { name } }', {}, 'C'],
  ['an unknown field', '{ nothing }'],
  ['names of types', '{ __typename thing { __typename } __type(name: "Thing") { name } }'],
  ['a mutation', 'mutation { a: change b: change }'],
];

function server(plugins: ApolloServerPlugin<GraphContext>[]): ApolloServer<GraphContext> {
  return new ApolloServer<GraphContext>({
    schema,
    plugins,
    formatError: errorFormatter(log),
    includeStacktraceInErrorResponses: false,
  });
}

describe('queries run by graphql-jit', () => {
  const plain = server([]);
  const compiled = server([new JitPlugin(errorFormatter(log))]);
  beforeAll(() => Promise.all([plain.start(), compiled.start()]));
  afterAll(() => Promise.all([plain.stop(), compiled.stop()]));

  const ask = async (of: ApolloServer<GraphContext>, [, query, variables, operationName]: Case) => {
    const reply = await of.executeOperation(
      { query, ...(variables && { variables }), ...(operationName && { operationName }) },
      { contextValue: { today: '2026-11-23' } as GraphContext },
    );
    const body = reply.body.kind === 'single' ? reply.body.singleResult : null;
    const ids = /"id":"[0-9a-f-]{36}"/g;
    return {
      status: reply.http.status,
      body: JSON.parse(JSON.stringify(body).replace(ids, '"id":"…"')) as { errors?: object[] },
    };
  };

  it.each(CASES)('answer as graphql-js does: %s', async (...wanted) => {
    const expected = await ask(plain, wanted as Case);
    const inOrder = (reply: Awaited<ReturnType<typeof ask>>) => ({
      ...reply,
      body: { ...reply.body, errors: reply.body.errors?.map((e) => JSON.stringify(e)).sort() },
    });
    for (let round = 0; round < 3; round += 1)
      expect(inOrder(await ask(compiled, wanted as Case))).toEqual(inOrder(expected));
    expect(JSON.stringify(expected)).not.toContain('secret');
  });
});
