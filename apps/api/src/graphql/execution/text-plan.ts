/**
 * Finds out once a document which of its root fields can be answered as text, and what is left for an engine.
 */
import {
  getNamedType,
  isListType,
  getNullableType,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { PLANNED } from '../planned-fields.js';
import type { TypeSource } from '../planner/sources.js';
import type { PagePart, TextPlan } from '../planner/text-reader.js';
import { responseFields, textSelection } from '../planner/text-selection.js';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** A root field that can be answered as text. */
export interface TextRoot {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly field: GraphQLField<unknown, unknown>;
  readonly nullable: boolean;
  /** The same for all variables, or made for each request. */
  readonly planFor: (variables: Record<string, unknown>) => TextPlan | null;
}

/** How an operation is answered. */
export interface OperationPlan {
  readonly fragments: Fragments;
  /** Names in the reply, in their order. */
  readonly keys: readonly string[];
  readonly roots: readonly TextRoot[];
  /** The document with the other root fields only; null where there are none. */
  readonly rest: DocumentNode | null;
}

interface Known {
  readonly schema: GraphQLSchema;
  readonly sources: ReadonlyMap<string, TypeSource>;
}

/** The plan of an operation; null where no root field can be answered as text. */
export function planOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  known: Known,
): OperationPlan | null {
  const fragments = fragmentsOf(document);
  const fields = responseFields(operation.selectionSet, fragments);
  const query = known.schema.getQueryType();
  if (!fields || !query || operation.directives?.length) return null;
  const roots: TextRoot[] = [];
  const rest: FieldNode[] = [];
  for (const [key, nodes] of fields) {
    const root = textRoot(key, nodes, { query, fragments, ...known });
    if (root) roots.push(root);
    else rest.push(...nodes);
  }
  if (roots.length === 0) return null;
  return {
    fragments,
    keys: [...fields.keys()],
    roots,
    rest: rest.length ? withRoots(document, operation, rest) : null,
  };
}

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  return Object.fromEntries(
    definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
    ),
  );
}

/** The document with other root fields in the operation, fragments at the top opened. */
function withRoots(
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  selections: readonly FieldNode[],
): DocumentNode {
  const reduced = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const others = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [reduced, ...others] };
}

function textRoot(
  key: string,
  nodes: readonly FieldNode[],
  around: Known & { query: GraphQLObjectType; fragments: Fragments },
): TextRoot | null {
  const field = around.query.getFields()[nodes[0]?.name.value ?? ''];
  const source = field?.extensions[PLANNED];
  const type = field && getNamedType(field.type);
  if (!field || typeof source !== 'string' || !isObjectType(type)) return null;
  const isPage = !isListType(getNullableType(field.type)) && 'totalCount' in type.getFields();
  const planFor = (variables: Record<string, unknown>): TextPlan | null => {
    const surroundings = { fragments: around.fragments, variables, sources: around.sources };
    if (isPage) return pagePlan(nodes, type, source, surroundings);
    const fields = textSelection(nodes, type, source, surroundings);
    return fields && { kind: 'rows', fields };
  };
  const fixed = mentionsVariables(nodes, around.fragments) ? undefined : planFor({});
  if (fixed === null) return null;
  return {
    key,
    nodes,
    field,
    nullable: !isNonNullType(field.type),
    planFor: fixed ? () => fixed : planFor,
  };
}

function pagePlan(
  nodes: readonly FieldNode[],
  type: GraphQLObjectType,
  source: string,
  surroundings: Parameters<typeof textSelection>[3],
): TextPlan | null {
  const parts: PagePart[] = [];
  const keys = new Map<string, FieldNode[]>();
  for (const { selectionSet } of nodes)
    if (!selectionSet || !responseFields(selectionSet, surroundings.fragments, keys)) return null;
  for (const [key, same] of keys) {
    const name = same[0]?.name.value;
    const row = getNamedType(type.getFields()['items']?.type);
    if (name === 'totalCount') parts.push({ key, items: null });
    else if (name === 'items' && isObjectType(row)) {
      const items = textSelection(same, row, source, surroundings);
      if (!items) return null;
      parts.push({ key, items });
    } else return null;
  }
  return { kind: 'page', parts };
}

/** Whether arguments below the root fields hang on variables. */
function mentionsVariables(nodes: readonly FieldNode[], fragments: Fragments): boolean {
  const below = nodes.map(({ selectionSet }) => selectionSet);
  const texts = [below, Object.values(fragments)].map((part) =>
    JSON.stringify(part, (key, value: unknown) => (key === 'loc' ? undefined : value)),
  );
  return texts.some((text) => text.includes(`"kind":"${Kind.VARIABLE}"`));
}
