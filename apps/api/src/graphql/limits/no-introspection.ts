import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type ValidationContext,
} from 'graphql';

const HARMLESS = new Set(['name', '__typename']);

function asksNameOnly(node: FieldNode): boolean {
  return (node.selectionSet?.selections ?? []).every(
    (selection) => selection.kind === Kind.FIELD && HARMLESS.has(selection.name.value),
  );
}

/**
 * Refuses questions about the schema. `__type { name }` passes: it tells a client no more than a
 * fragment on that type would, and the audit suite of GraphQL over HTTP asks it.
 */
export function noIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const name = node.name.value;
      if (name === '__schema' || (name === '__type' && !asksNameOnly(node)))
        context.reportError(new GraphQLError('Introspection is switched off.', { nodes: [node] }));
    },
  };
}
