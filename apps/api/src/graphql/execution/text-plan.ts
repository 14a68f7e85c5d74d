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
  const [node] = nodes;
  const field = node && around.query.getFields()[node.name.value];
  if (!field) return null;
  const source = field.extensions[PLANNED];
  const type = getNamedType(field.type);
  if (typeof source !== 'string' || !isObjectType(type)) return null;
  const write = isPage(field, type) ? pagePlan : rowsPlan;
  const planFor = (variables: Record<string, unknown>): TextPlan | null => {
    const surroundings = { fragments: around.fragments, variables, sources: around.sources };
    return write(nodes, type, source, surroundings);
  };
  const nullable = !isNonNullType(field.type);
  if (mentionsVariables(nodes, around.fragments)) return { key, nodes, field, nullable, planFor };
  const plan = planFor({});
  return plan && { key, nodes, field, nullable, planFor: () => plan };
}

function isPage(field: GraphQLField<unknown, unknown>, type: GraphQLObjectType): boolean {
  return !isListType(getNullableType(field.type)) && 'totalCount' in type.getFields();
}

type WritePlan = (...args: Parameters<typeof textSelection>) => TextPlan | null;

const rowsPlan: WritePlan = (...selected) => {
  const fields = textSelection(...selected);
  return fields && { kind: 'rows', fields };
};

const pagePlan: WritePlan = (nodes, type, source, surroundings) => {
  const row = getNamedType(type.getFields()['items']?.type);
  const keys = new Map<string, FieldNode[]>();
  for (const { selectionSet } of nodes)
    if (!selectionSet || !responseFields(selectionSet, surroundings.fragments, keys)) return null;
  const parts: PagePart[] = [];
  for (const [key, same] of keys) {
    const part = pagePart(key, same, (below) =>
      isObjectType(row) ? textSelection(below, row, source, surroundings) : null,
    );
    if (!part) return null;
    parts.push(part);
  }
  return { kind: 'page', parts };
};

function pagePart(
  key: string,
  nodes: readonly FieldNode[],
  itemsOf: (nodes: readonly FieldNode[]) => PagePart['items'],
): PagePart | null {
  const name = nodes[0]?.name.value;
  if (name === 'totalCount') return { key, items: null };
  const items = name === 'items' ? itemsOf(nodes) : null;
  return items && { key, items };
}

/** Whether arguments below the root fields hang on variables. */
function mentionsVariables(nodes: readonly FieldNode[], fragments: Fragments): boolean {
  const below = nodes.map(({ selectionSet }) => selectionSet);
  const texts = [below, Object.values(fragments)].map((part) =>
    JSON.stringify(part, (key, value: unknown) => (key === 'loc' ? undefined : value)),
  );
  return texts.some((text) => text.includes(`"kind":"${Kind.VARIABLE}"`));
}
