/**
 * Every way to every type of the graph. In: the printed schema, enumerated whole. Out: for each field that
 * leads to objects a document that asks for all they have, by the shortest path that reaches it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import type { Seed } from './seed.js';
import { lineFor } from './tables.js';

const PRINTED = join(import.meta.dirname, '../../../../libs/contract/schema.graphql');
export const schema = buildSchema(readFileSync(PRINTED, 'utf8'));

/** Roots that lead to one record come first: a respondent has no lists. */
const FIRST = [
  'assessment',
  'vendor',
  'agreement',
  'breach',
  'importRun',
  'template',
  'people',
  'accessReview',
];

/** `Type.field` from the root on. */
export interface Way {
  readonly steps: readonly string[];
  readonly type: GraphQLObjectType;
}

/** Every `Type.field` of the schema, root fields among them. */
export function everyField(): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      fieldsOf(type as GraphQLObjectType).map(({ name }) => `${type.name}.${name}`),
    );
}

export function fieldsOf(type: GraphQLObjectType): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields());
}

function ordered(): GraphQLField<unknown, unknown>[] {
  const query = schema.getQueryType();
  const place = (name: string): number => (FIRST.indexOf(name) + 100) % 100;
  return fieldsOf(query as GraphQLObjectType).sort((a, b) => place(a.name) - place(b.name));
}

/** One way for each field that leads to objects. */
export function everyWay(): Way[] {
  const ways: Way[] = [];
  const known = new Set<string>();
  const follow = (
    from: GraphQLObjectType,
    fields: GraphQLField<unknown, unknown>[],
    before: readonly string[],
  ): void => {
    for (const field of fields) {
      const type = getNamedType(field.type);
      if (isObjectType(type)) ways.push({ steps: [...before, `${from.name}.${field.name}`], type });
    }
  };
  follow(schema.getQueryType() as GraphQLObjectType, ordered(), []);
  // grows while it is walked: the shortest way to a type is met first
  for (const { type, steps } of ways) {
    if (known.has(type.name)) continue;
    known.add(type.name);
    follow(type, fieldsOf(type), steps);
  }
  return ways;
}

/** The shortest way to each type. */
export function mainWays(): Way[] {
  const met = new Map<string, Way>();
  for (const way of everyWay()) if (!met.has(way.type.name)) met.set(way.type.name, way);
  return [...met.values()];
}

/** A root field's call, with the seed's keys in it. */
export function callOf(key: string, seed: Seed): string {
  const name = key.split('.')[1] ?? '';
  const { args } = lineFor(key);
  const filled = args.replace(/\{(\w+)\}/g, (_all, row: string) => {
    const id = seed[row];
    if (!id) throw new Error(`The seed has no ${row}, which ${key} asks for.`);
    return id;
  });
  return filled ? `${name}(${filled})` : name;
}

/** What to ask of fields: leaves as they are, objects by their type's name alone. */
export function selectionOf(type: GraphQLObjectType, names: readonly string[]): string {
  return names
    .map((name) => {
      const field = type.getFields()[name];
      return field && isLeafType(getNamedType(field.type)) ? name : `${name} { __typename }`;
    })
    .join(' ');
}

/** A field below the root; lists are kept short. */
function below(key: string): string {
  const [type = '', name = ''] = key.split('.');
  const field = (schema.getType(type) as GraphQLObjectType).getFields()[name];
  return field?.args.some((arg) => arg.name === 'limit') ? `${name}(limit: 3)` : name;
}

/** The document that asks for these fields at the end of a way. */
export function documentOf({ steps, type }: Way, names: readonly string[], seed: Seed): string {
  const calls = steps.map((key, at) => (at === 0 ? callOf(key, seed) : below(key)));
  return `{ ${calls.join(' { ')} { ${selectionOf(type, names)} ${'} '.repeat(calls.length + 1)}`;
}

/** Every object at the end of a way in a reply. */
export function objectsAt(data: unknown, { steps }: Way): Record<string, unknown>[] {
  let found: unknown[] = [data];
  for (const step of steps)
    found = found
      .map((value) => (value as Record<string, unknown> | null)?.[step.split('.')[1] ?? ''])
      .flat()
      .filter((value) => value !== null && value !== undefined);
  return found as Record<string, unknown>[];
}
