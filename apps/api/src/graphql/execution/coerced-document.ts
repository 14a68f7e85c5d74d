import {
  GraphQLScalarType,
  Kind,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type TypeNode,
} from 'graphql';

const BUILT_IN = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);
const NAME = 'CoercedAlready';

/** Lets every value through: the values have been coerced before. */
const CoercedAlready = new GraphQLScalarType({ name: NAME });

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/**
 * The document for an engine that coerces variables itself. graphql-jit would coerce our own scalars,
 * enums and input objects a second time, which fails; so each such variable is declared with a scalar
 * that lets it through, and without the default that has been filled in already.
 */
export function withCoercedVariables(document: DocumentNode): DocumentNode {
  return visit(document, {
    VariableDefinition: (node) =>
      BUILT_IN.has(namedType(node.type))
        ? undefined
        : {
            kind: Kind.VARIABLE_DEFINITION,
            variable: node.variable,
            directives: [],
            type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: NAME } },
          },
  });
}

/** The schema, which also knows that scalar. */
export function knowingCoerced(schema: GraphQLSchema): GraphQLSchema {
  return new Proxy(schema, {
    get: (target, key) => {
      if (key === 'getType')
        return (name: string) => (name === NAME ? CoercedAlready : target.getType(name));
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
