import { isAbstractType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { FIELD_TABLE, type TypeRule } from './field-table.js';
import { NEEDS, STAGES } from './judge-document.js';
import { emptyFor, isRoot } from './withheld.js';

/** What of the graph has no policy, a line each; empty where every field has one. */
export function policyGaps(
  schema: GraphQLSchema,
  table: Readonly<Record<string, TypeRule>> = FIELD_TABLE,
): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__')) return [];
    if (isAbstractType(type)) return [`${type.name}: types with several shapes have no policy`];
    if (!isObjectType(type)) return [];
    return isRoot(schema, type) ? rootGaps(type) : typeGaps(type, table[type.name]);
  });
}

function rootGaps(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields())
    .filter(({ extensions }) => extensions[NEEDS] === undefined && extensions[STAGES] === undefined)
    .map(
      ({ name }) => `${type.name}.${name}: it carries neither @Can(…), @Public() nor @Partial(…)`,
    );
}

function typeGaps(type: GraphQLObjectType, rule: TypeRule | undefined): string[] {
  if (!rule) return [`${type.name}: add a line to apps/api/src/graphql/access/field-table.ts`];
  const fields = type.getFields();
  return Object.entries(rule.fields ?? {}).flatMap(([name, { withhold }]) => {
    const field = fields[name];
    return withhold && field && !emptyFor(field)
      ? [`${type.name}.${name}: it can be neither null nor without items nor text, so not withheld`]
      : [];
  });
}

/** @throws Error naming every field without a policy: the server does not start with one. */
export function assertNoGaps(schema: GraphQLSchema): GraphQLSchema {
  const gaps = policyGaps(schema);
  if (gaps.length > 0)
    throw new Error(`The graph has fields that no policy speaks of:\n  ${gaps.join('\n  ')}`);
  return schema;
}
