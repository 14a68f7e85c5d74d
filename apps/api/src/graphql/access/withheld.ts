/**
 * What stands in place of a field that somebody may not read and that is given empty: a field of the
 * running schema whose value is always the same. It stands in no printed schema.
 */
import {
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { JsonScalar } from '../scalars.js';

/** Key under which such a field says that it is one. */
export const EMPTY = 'chaperoneEmpty';

/** The fields: what an engine gives, and the same as SQL for the planner. */
export const EMPTY_FIELDS = {
  _nothing: { value: null, sql: 'null::json' },
  _noItems: { value: [] as unknown[], sql: `'[]'::json` },
  _noText: { value: '', sql: `''::text` },
} as const;
export type EmptyField = keyof typeof EMPTY_FIELDS;

/** The SQL of such a field; undefined for every other. */
export function emptySql(name: string): string | undefined {
  return Object.hasOwn(EMPTY_FIELDS, name) ? EMPTY_FIELDS[name as EmptyField].sql : undefined;
}

/** What stands in place of a field; null where its type leaves no way to be empty. */
export function emptyFor({ type }: GraphQLField<unknown, unknown>): EmptyField | null {
  if (!isNonNullType(type)) return '_nothing';
  if (isListType(type.ofType)) return '_noItems';
  return isScalarType(type.ofType) && type.ofType.name === 'String' ? '_noText' : null;
}

function emptyField(name: EmptyField): GraphQLField<unknown, unknown> {
  const { value } = EMPTY_FIELDS[name];
  return {
    name,
    description: undefined,
    type: JsonScalar,
    args: [],
    resolve: () => value,
    subscribe: undefined,
    deprecationReason: undefined,
    extensions: { [EMPTY]: true },
    astNode: undefined,
  };
}

/** Adds them to every object type. */
export function withEmptyFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || isRoot(schema, type)) continue;
    for (const name of Object.keys(EMPTY_FIELDS) as EmptyField[])
      type.getFields()[name] = emptyField(name);
  }
  return schema;
}

/** Whether a type is one of those that an operation starts at. */
export function isRoot(schema: GraphQLSchema, type: GraphQLObjectType): boolean {
  return type === schema.getQueryType() || type === schema.getMutationType();
}
