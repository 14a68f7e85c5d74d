import { createHash } from 'node:crypto';
import {
  getNamedType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import { getArgumentValues, getDirectiveValues } from 'graphql/execution/values.js';
import { GraphQLIncludeDirective, GraphQLSkipDirective } from 'graphql';
import type { FieldArguments } from './sources.js';

/** One field that the client asked for, merged over its aliases and fragments. */
export interface SelectedField {
  readonly name: string;
  /** Property under which its value stands on the parent: see {@link propertyOf}. */
  readonly property: string;
  readonly args: FieldArguments;
  readonly fields: readonly SelectedField[];
  /** What the value is made before it leaves the database; absent: nothing. */
  readonly cast?: 'text' | 'json';
}

type SelectionInfo = Pick<
  GraphQLResolveInfo,
  'fieldNodes' | 'fragments' | 'schema' | 'returnType' | 'variableValues'
>;

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, canonical(v)]),
  );
};

/** PostgreSQL cuts longer names of columns, and rows would come back under a name that nobody asks for. */
const LONGEST_NAME = 60;

/** Property of a planned field: its name, followed by its arguments where it has any. */
export function propertyOf(name: string, args: FieldArguments): string {
  const text = JSON.stringify(canonical(args));
  if (text === '{}') return name;
  if (Buffer.byteLength(name + text) <= LONGEST_NAME) return name + text;
  return `${name}#${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
}

/** Value that the planner put on the parent for a field with arguments. */
export function planned<T>(parent: object, name: string, args: object = {}): T {
  return (parent as Record<string, T>)[propertyOf(name, { ...args })] as T;
}

class Walk {
  usesVariables = false;
  /** Fragments that were met, by their names. */
  readonly spread = new Map<string, FragmentDefinitionNode>();

  constructor(private readonly info: SelectionInfo) {}

  /** Fields selected below these nodes, whose graph type is `type`. */
  below(nodes: readonly FieldNode[], type: GraphQLObjectType): SelectedField[] {
    const groups = new Map<string, { node: FieldNode; args: FieldArguments; nodes: FieldNode[] }>();
    for (const node of nodes) if (node.selectionSet) this.gather(node.selectionSet, type, groups);
    return [...groups].map(([property, { node, args, nodes: all }]) => {
      const field = type.getFields()[node.name.value];
      const below = field && getNamedType(field.type);
      const fields = isObjectType(below) ? this.below(all, below) : [];
      return { name: node.name.value, property, args, fields };
    });
  }

  private gather(
    set: SelectionSetNode,
    type: GraphQLObjectType,
    groups: Map<string, { node: FieldNode; args: FieldArguments; nodes: FieldNode[] }>,
  ): void {
    for (const node of set.selections) {
      if (node.directives?.length && !this.isIncluded(node)) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) this.gather(node.selectionSet, type, groups);
      else if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = this.info.fragments[node.name.value];
        if (!fragment) continue;
        this.spread.set(node.name.value, fragment);
        this.gather(fragment.selectionSet, type, groups);
      } else if (!node.name.value.startsWith('__')) this.add(node, type, groups);
    }
  }

  private add(
    node: FieldNode,
    type: GraphQLObjectType,
    groups: Map<string, { node: FieldNode; args: FieldArguments; nodes: FieldNode[] }>,
  ): void {
    const field = type.getFields()[node.name.value];
    if (!field) return;
    if (node.arguments?.some((a) => a.value.kind !== Kind.INT && a.value.kind !== Kind.STRING))
      this.usesVariables = true;
    const args = field.args.length ? getArgumentValues(field, node, this.info.variableValues) : {};
    const property = propertyOf(node.name.value, args);
    const group = groups.get(property);
    if (group) group.nodes.push(node);
    else groups.set(property, { node, args, nodes: [node] });
  }

  private isIncluded(node: Parameters<typeof getDirectiveValues>[1]): boolean {
    this.usesVariables = true;
    const variables = this.info.variableValues;
    const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
    return skip?.['if'] !== true && include?.['if'] !== false;
  }
}

/** A selection and the fragments that it was read from. */
interface Known {
  readonly fields: readonly SelectedField[];
  readonly spread: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Selections without variables never change for one parsed document, and both engines keep the documents.
 * What somebody may not read is taken out of a copy of the document: where it stood in a fragment, the copy
 * shares this very node with the whole document, so a selection is known by its fragments as well.
 */
const known = new WeakMap<FieldNode, Known[]>();

const isOf = ({ spread }: Known, { fragments }: SelectionInfo): boolean =>
  [...spread].every(([name, fragment]) => fragments[name] === fragment);

/** Readings kept for a node: one for each kind of asker that a document's copies are kept for. */
const MOST_READINGS = 64;

/** What a client selected below the field being resolved. */
export function selectionOf(info: SelectionInfo): readonly SelectedField[] {
  const first = info.fieldNodes[0];
  const readings = first && known.get(first);
  const cached = readings?.find((reading) => isOf(reading, info));
  if (cached) return cached.fields;
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) return [];
  const walk = new Walk(info);
  const fields = walk.below(info.fieldNodes, type);
  if (first && info.fieldNodes.length === 1 && !walk.usesVariables) {
    const reading = { fields, spread: walk.spread };
    known.set(first, [reading, ...(readings ?? []).slice(0, MOST_READINGS - 1)]);
  }
  return fields;
}

/** The selection at a path of field names below the resolved field; empty where it was not selected. */
export function selectionAt(
  fields: readonly SelectedField[],
  path: readonly string[],
): readonly SelectedField[] {
  return path.reduce<readonly SelectedField[]>(
    (level, name) => level.filter((f) => f.name === name).flatMap((f) => f.fields),
    fields,
  );
}
