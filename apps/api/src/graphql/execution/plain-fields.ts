import { isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** The schema builder's own resolver, which reads the property of the field's name. */
const BUILDERS_OWN = 'rootFieldResolver';

/** Whether a resolver does nothing but read the property; tried, since a field may be named otherwise. */
function onlyReads({ name, resolve }: Field): boolean {
  if (resolve?.name !== BUILDERS_OWN) return false;
  const value = {};
  const read = resolve as (source: object) => unknown;
  return read({ [name]: value }) === value && read({}) === undefined;
}

/**
 * Takes the schema builder's resolvers off the fields that need none: an engine reads a property by
 * itself, and much faster than by calling a function a field and row. Fields with a resolver of a
 * slice keep it.
 */
export function withPlainFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) if (onlyReads(field)) delete field.resolve;
  }
  return schema;
}
