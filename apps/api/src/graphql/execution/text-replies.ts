/**
 * Replies whose data is JSON text that came from the database as it goes out: no objects, no engine.
 * Only for root fields marked with `@PlannedRoot`, whose guards and argument rules run as ever; whatever
 * else an operation asks for is run by graphql-jit. Anything unusual, and every error, makes it give up:
 * then an engine runs the whole operation and says what is to be said.
 */
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';
import type { TypeSource } from '../planner/sources.js';
import { askingForText, JsonText } from '../planner/text-reader.js';
import type { GraphContext } from '../principal.js';
import { planOperation, type OperationPlan, type TextRoot } from './text-plan.js';

/** The `data` of a reply, ready to be sent. */
export class ReadyData {
  constructor(readonly text: string) {}
}

/** Apollo's way to write a result, which knows ready data. */
export function writeResult(result: { readonly data?: unknown }): string {
  return result.data instanceof ReadyData
    ? `{"data":${result.data.text}}\n`
    : `${JSON.stringify(result)}\n`;
}

/** Runs the part of an operation that needs an engine. */
export type RunRest = (
  document: DocumentNode,
  name: string | undefined,
) =>
  ((context: GraphContext, variables: Record<string, unknown>) => Promise<ExecutionResult>) | null;

/** What is asked, parsed and found valid. */
export interface TextQuery {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

interface Prepared {
  readonly plan: OperationPlan;
  readonly operation: OperationDefinitionNode;
  readonly rest: ReturnType<RunRest>;
}

/** Thrown inside: an engine has to do it. */
class GiveUp extends Error {}
/** The same, for this operation whatever its variables. */
class NeverAsText extends GiveUp {}

export class TextReplies {
  private readonly prepared = new WeakMap<DocumentNode, Map<string, Prepared | null>>();

  constructor(
    private readonly sources: () => ReadonlyMap<string, TypeSource>,
    private readonly runRest: RunRest,
  ) {}

  /** The data of a query, or null where an engine has to do it. `variables` are coerced. */
  async reply(
    query: TextQuery,
    context: GraphContext,
    variables: Record<string, unknown>,
  ): Promise<ReadyData | null> {
    const prepared = this.prepare(query);
    if (!prepared) return null;
    try {
      return await this.run(prepared, query.schema, { context, variables });
    } catch (thrown) {
      // refusals, faults and surprises alike: the engine meets them again and reports them properly
      if (thrown instanceof NeverAsText)
        this.prepared.get(query.document)?.set(query.operation.name?.value ?? '', null);
      return null;
    }
  }

  private prepare(query: TextQuery): Prepared | null {
    const { document, operation } = query;
    const name = operation.name?.value ?? '';
    let known = this.prepared.get(document);
    if (!known) this.prepared.set(document, (known = new Map()));
    const found = known.get(name);
    if (found !== undefined) return found;
    const prepared = this.plan(query);
    known.set(name, prepared);
    return prepared;
  }

  private plan({ schema, document, operation }: TextQuery): Prepared | null {
    const plan = planOperation(document, operation, { schema, sources: this.sources() });
    if (!plan?.rest) return plan && { plan, operation, rest: null };
    const rest = this.runRest(plan.rest, operation.name?.value);
    return rest && { plan, operation, rest };
  }

  private async run(
    { plan, operation, rest }: Prepared,
    schema: GraphQLSchema,
    { context, variables }: { context: GraphContext; variables: Record<string, unknown> },
  ): Promise<ReadyData> {
    const texts = new Map<string, string>();
    const roots = plan.roots.map(async (root) => {
      texts.set(root.key, await this.root(root, { schema, plan, operation, context, variables }));
    });
    const others = rest?.(context, variables).then((result) => {
      if (result.errors?.length || !result.data) throw new GiveUp();
      for (const [key, value] of Object.entries(result.data)) texts.set(key, JSON.stringify(value));
    });
    await Promise.all([...roots, others]);
    const pairs = plan.keys.map((key) => `${JSON.stringify(key)}:${texts.get(key) ?? 'null'}`);
    return new ReadyData(`{${pairs.join(',')}}`);
  }

  /** Calls the resolver as an engine would: its guards run, and its arguments are coerced. */
  private async root(
    { field, nodes, nullable, key, planFor }: TextRoot,
    at: {
      schema: GraphQLSchema;
      plan: OperationPlan;
      operation: OperationDefinitionNode;
      context: GraphContext;
      variables: Record<string, unknown>;
    },
  ): Promise<string> {
    const { schema, operation, context, variables } = at;
    const [node] = nodes;
    const plan = planFor(variables);
    const query = schema.getQueryType();
    if (!plan || !node || !query || !field.resolve) throw new NeverAsText();
    const info = {
      fieldName: field.name,
      fieldNodes: [...nodes],
      returnType: field.type,
      parentType: query,
      path: { prev: undefined, key, typename: query.name },
      schema,
      fragments: { ...at.plan.fragments },
      rootValue: undefined,
      operation,
      variableValues: variables,
    };
    const args = getArgumentValues(field, node, variables);
    const value: unknown = await field.resolve(
      undefined,
      args,
      context,
      askingForText(info, plan) as never,
    );
    if (value instanceof JsonText) return value.text;
    if (value === null && nullable) return 'null';
    throw new GiveUp();
  }
}
