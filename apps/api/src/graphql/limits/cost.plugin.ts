/**
 * What a document may cost, once its variables are known: every field costs one, a list costs its
 * `limit` times what one of its rows costs. Pages longer than 100 are refused here, wherever they stand.
 */
import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError, isListType, isNonNullType, visit, type DocumentNode } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { getComplexity, type ComplexityEstimatorArgs } from 'graphql-query-complexity';
import { LONGEST_PAGE } from '../page.js';
import type { GraphContext } from '../principal.js';

/** Highest cost of one operation. */
export const HIGHEST_COST = 5000;
/** What a list without a limit counts as: ours hold a handful (covers, options, contacts …). */
const SHORT_LIST = 4;
/** Offsets past this only serve to make the database work. */
const HIGHEST_OFFSET = 10_000_000;
const REMEMBERED_PER_DOCUMENT = 64;

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function isList({ field }: ComplexityEstimatorArgs): boolean {
  return isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
}

function rowsOf(field: ComplexityEstimatorArgs): number {
  const limit: unknown = field.args['limit'];
  const offset: unknown = field.args['offset'];
  if (typeof limit === 'number' && (limit < 0 || limit > LONGEST_PAGE))
    throw badInput(`"limit" is a number from 0 to ${LONGEST_PAGE}.`);
  if (typeof offset === 'number' && (offset < 0 || offset > HIGHEST_OFFSET))
    throw badInput(`"offset" is a number from 0 to ${HIGHEST_OFFSET}.`);
  if (typeof limit === 'number') return Math.max(limit, 1);
  return isList(field) ? SHORT_LIST : 1;
}

/** Cost of a field: one, and that of its rows. */
export function costOfField(field: ComplexityEstimatorArgs): number {
  // a page type between the limit and its rows is one object
  if (field.node.name.value === 'items') return Math.max(field.childComplexity, 1);
  return 1 + rowsOf(field) * field.childComplexity;
}

/** Names of the variables that can change the cost: those in arguments named so, and in directives. */
function costVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  const gather = {
    Variable: (node: { name: { value: string } }) => {
      names.add(node.name.value);
    },
  };
  visit(document, {
    Argument: (node) => {
      if (node.name.value === 'limit' || node.name.value === 'offset') visit(node, gather);
    },
    Directive: (node) => {
      visit(node, gather);
    },
  });
  return [...names];
}

interface Remembered {
  readonly variables: readonly string[];
  readonly passed: Set<string>;
}

/** Refuses operations that cost too much. Costs are remembered per document, which Apollo keeps. */
export class CostPlugin implements ApolloServerPlugin<GraphContext> {
  private readonly remembered = new WeakMap<DocumentNode, Remembered>();

  requestDidStart(): Promise<GraphQLRequestListener<GraphContext>> {
    return Promise.resolve(this.listener);
  }

  private readonly listener: GraphQLRequestListener<GraphContext> = {
    didResolveOperation: ({ document, request, schema, operation, operationName }) => {
      const known = this.ofDocument(document);
      const variables = request.variables ?? {};
      const key = JSON.stringify([operationName, known.variables.map((name) => variables[name])]);
      if (known.passed.has(key)) return Promise.resolve();
      const definitions = operation?.variableDefinitions ?? [];
      // what cannot be coerced is never executed: the engine says what is wrong with it
      if (!getVariableValues(schema, definitions, variables, { maxErrors: 1 }).coerced)
        return Promise.resolve();
      const cost = getComplexity({
        schema,
        query: document,
        variables,
        estimators: [costOfField],
        ...(operationName && { operationName }),
      });
      if (cost > HIGHEST_COST)
        throw badInput(
          `The operation costs ${cost}; at most ${HIGHEST_COST} is allowed. Ask for shorter pages.`,
        );
      if (known.passed.size < REMEMBERED_PER_DOCUMENT) known.passed.add(key);
      return Promise.resolve();
    },
  };

  private ofDocument(document: DocumentNode): Remembered {
    const known = this.remembered.get(document);
    if (known) return known;
    const fresh: Remembered = { variables: costVariables(document), passed: new Set() };
    this.remembered.set(document, fresh);
    return fresh;
  }
}
