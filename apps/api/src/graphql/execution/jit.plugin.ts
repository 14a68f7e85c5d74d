/**
 * Runs queries by graphql-jit instead of graphql-js: compiled once, executed many times.
 * Replies are equal to graphql-js's (jit.spec.ts compares them): variables are coerced by graphql-js,
 * errors go through the same formatter, and whatever this plugin cannot do it leaves to Apollo.
 * Mutations are never run here.
 */
import {
  HeaderMap,
  type ApolloServerPlugin,
  type GraphQLRequestContextResponseForOperation,
  type GraphQLRequestListener,
  type GraphQLResponse,
} from '@apollo/server';
import {
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import type { GraphContext } from '../principal.js';
import type { TypeSource } from '../planner/sources.js';
import { TextReplies, type RunRest } from './text-replies.js';
import { knowingCoerced, withCoercedVariables } from './coerced-document.js';

type Format = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
type Compiled = CompiledQuery['query'] | null;

/** Compiled documents kept; the product's own are about a hundred. */
const MOST_COMPILED = 500;

export class JitPlugin implements ApolloServerPlugin<GraphContext> {
  /** In order of last use, by operation. Null: graphql-jit cannot compile it. */
  private readonly compiled = new Map<DocumentNode, Map<string, Compiled>>();
  private readonly seenOnce = new WeakSet<DocumentNode>();
  private schema: GraphQLSchema | null = null;

  private readonly texts: TextReplies | null;

  /** `sources`: how types are read; without them nothing is answered as text. */
  constructor(
    private readonly format: Format,
    sources?: () => ReadonlyMap<string, TypeSource>,
  ) {
    this.texts = sources ? new TextReplies(sources, this.runRest) : null;
  }

  requestDidStart(): Promise<GraphQLRequestListener<GraphContext>> {
    return Promise.resolve(this.listener);
  }

  private readonly listener: GraphQLRequestListener<GraphContext> = {
    responseForOperation: (request) => this.respond(request),
  };

  private async respond(
    request: GraphQLRequestContextResponseForOperation<GraphContext>,
  ): Promise<GraphQLResponse | null> {
    const { operation, schema } = request;
    // undefined where the document has no operation of the name asked for
    if ((operation as typeof operation | undefined)?.operation !== 'query') return null;
    const run = this.compiledFor(request);
    if (!run) return null;
    const { coerced } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      request.request.variables ?? {},
      { maxErrors: 1 },
    );
    if (!coerced) return null;
    const ready = await this.texts?.reply(request, request.contextValue, coerced);
    if (ready) return replyOf({ data: ready as unknown as Record<string, unknown> });
    const result = await run(undefined, request.contextValue, coerced);
    return this.responseOf(result as ExecutionResult);
  }

  private responseOf({ data, errors }: ExecutionResult): GraphQLResponse {
    const formatted = errors?.map((error) => this.format(plain(error), error));
    return replyOf({ ...(formatted?.length && { errors: formatted }), data: data ?? null });
  }

  /** Part of an operation, compiled when its document is. */
  private readonly runRest: RunRest = (document, name) => {
    const run = this.schema && this.compile(this.schema, document, name);
    return run
      ? async (context, variables) => run(undefined, context, variables) as Promise<ExecutionResult>
      : null;
  };

  /** Compiling costs more than one execution: a document is compiled when it comes a second time. */
  private compiledFor({
    document,
    operationName,
    schema,
  }: GraphQLRequestContextResponseForOperation<GraphContext>): Compiled {
    const known = this.compiled.get(document);
    const name = operationName ?? '';
    const run = known?.get(name);
    if (known && run !== undefined) {
      this.compiled.delete(document);
      this.compiled.set(document, known);
      return run;
    }
    if (!this.seenOnce.has(document)) {
      this.seenOnce.add(document);
      return null;
    }
    return this.keep(document, name, this.compile(schema, document, operationName ?? undefined));
  }

  private keep(document: DocumentNode, name: string, run: Compiled): Compiled {
    const operations = this.compiled.get(document) ?? new Map<string, Compiled>();
    this.compiled.set(document, operations.set(name, run));
    const oldest = this.compiled.keys().next().value;
    if (this.compiled.size > MOST_COMPILED && oldest) this.compiled.delete(oldest);
    return run;
  }

  private compile(schema: GraphQLSchema, document: DocumentNode, name?: string): Compiled {
    this.schema ??= knowingCoerced(schema);
    const compiled = compileQuery(this.schema, withCoercedVariables(document), name);
    return isCompiledQuery(compiled) ? compiled.query : null;
  }
}

function replyOf(singleResult: {
  data: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
}): GraphQLResponse {
  return {
    body: { kind: 'single', singleResult },
    http: { status: undefined, headers: new HeaderMap() },
  };
}

/** What graphql-js would have put into the reply before formatting. */
function plain(error: GraphQLError): GraphQLFormattedError {
  return {
    message: error.message,
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
    extensions: error.extensions,
  };
}
