/**
 * Which selections can be answered as text: those whose every field the statement gives as it goes out.
 * In: a root field that a resolver answers with the planner's own result, and what was selected below it.
 * Out: the selection under the names of the reply, or null where anything needs an engine: a resolver of
 * a slice, a directive, __typename, a type with several shapes.
 */
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';
import { EMPTY } from '../access/withheld.js';
import { PLANNED } from '../planned-fields.js';
import type { SelectedField } from './selection.js';
import { inRowWhereCovered, type FieldSource, type TypeSource } from './sources.js';

/** How a column's text becomes JSON. */
export type TextForm =
  /** A number as it stands. */
  | 'number'
  | 'boolean'
  /** Letters that need no escape: a day, a moment, a word of an enum. */
  | 'word'
  | 'string'
  /** JSON already. */
  | 'json'
  /** An object made from the same row. */
  | 'embedded';

/** A selected field under its name in the reply. */
export interface TextField extends SelectedField {
  readonly form: TextForm;
  readonly nullable: boolean;
  readonly fields: readonly TextField[];
}

/** What the selection is made of besides its nodes. */
export interface TextSurroundings {
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Record<string, unknown>;
  readonly sources: ReadonlyMap<string, TypeSource>;
}

type Field = GraphQLField<unknown, unknown>;

/** Longer names of columns are cut by PostgreSQL. */
const LONGEST_KEY = 60;

/** Thrown inside; such a selection is left to an engine. */
class NotAsText extends Error {}

const FORMS: Readonly<Record<string, TextForm>> = {
  Int: 'number',
  Float: 'number',
  Count: 'number',
  Boolean: 'boolean',
  Date: 'word',
  DateTime: 'word',
  String: 'string',
  ID: 'string',
  JSON: 'json',
};

/** The selection below nodes of a type that a description reads; null where it needs an engine. */
export function textSelection(
  nodes: readonly FieldNode[],
  type: GraphQLObjectType,
  source: string,
  surroundings: TextSurroundings,
): readonly TextField[] | null {
  try {
    return new TextWalk(surroundings).below(nodes, type, source);
  } catch (thrown) {
    if (thrown instanceof NotAsText) return null;
    throw thrown;
  }
}

/** Field nodes of a selection by their name in the reply; null where one stands under a directive. */
export function responseFields(
  set: SelectionSetNode,
  fragments: TextSurroundings['fragments'],
  into = new Map<string, FieldNode[]>(),
): Map<string, FieldNode[]> | null {
  for (const node of set.selections) {
    if (node.directives?.length) return null;
    if (node.kind === Kind.FIELD) add(node, into);
    else {
      const inner = selectionOfFragment(node, fragments);
      if (!inner || !responseFields(inner, fragments, into)) return null;
    }
  }
  return into;
}

function add(node: FieldNode, into: Map<string, FieldNode[]>): void {
  const key = node.alias?.value ?? node.name.value;
  const same = into.get(key);
  if (same) same.push(node);
  else into.set(key, [node]);
}

function selectionOfFragment(
  node: InlineFragmentNode | FragmentSpreadNode,
  fragments: TextSurroundings['fragments'],
): SelectionSetNode | undefined {
  if (node.kind === Kind.INLINE_FRAGMENT) return node.selectionSet;
  return fragments[node.name.value]?.selectionSet;
}

class TextWalk {
  constructor(private readonly surroundings: TextSurroundings) {}

  below(nodes: readonly FieldNode[], type: GraphQLObjectType, source: string): TextField[] {
    const { fragments, sources } = this.surroundings;
    const described = sources.get(source);
    const keys = new Map<string, FieldNode[]>();
    for (const { selectionSet } of nodes)
      if (!selectionSet || !responseFields(selectionSet, fragments, keys)) throw new NotAsText();
    return [...keys].map(([key, same]) => {
      const name = same[0]?.name.value ?? '';
      const field = type.getFields()[name];
      if (field?.extensions[EMPTY]) return emptyField(name, key);
      const how = inRowWhereCovered(described?.fields[name], namesOf(same, fragments), sources);
      if (!field || !how || Buffer.byteLength(key) > LONGEST_KEY) throw new NotAsText();
      return this.field(same, field, { how, key });
    });
  }

  private field(
    nodes: readonly FieldNode[],
    field: Field,
    { how, key }: { how: FieldSource; key: string },
  ): TextField {
    const [node] = nodes;
    if (!node) throw new NotAsText();
    const args = field.args.length
      ? getArgumentValues(field, node, this.surroundings.variables)
      : {};
    const named = getNamedType(field.type);
    const common = { name: field.name, property: key, args, nullable: !isNonNullType(field.type) };
    if (isLeafType(named)) return { ...common, ...leaf(field, how, named), fields: [] };
    if (!isObjectType(named) || isComputed(field)) throw new NotAsText();
    if (how.kind === 'embedded' || how.kind === 'one' || how.kind === 'many') {
      const form = how.kind === 'embedded' ? 'embedded' : 'json';
      return { ...common, form, fields: this.below(nodes, named, how.source) };
    }
    throw new NotAsText();
  }
}

/** What stands in place of a withheld field: the database writes it as it goes out. */
function emptyField(name: string, key: string): TextField {
  if (Buffer.byteLength(key) > LONGEST_KEY) throw new NotAsText();
  return { name, property: key, args: {}, fields: [], form: 'json', cast: 'json', nullable: true };
}

/** Whether a slice's resolver makes something of the value, rather than look up what the planner read. */
const isComputed = ({ resolve, extensions }: Field): boolean =>
  resolve !== undefined && extensions[PLANNED] !== true;

/** Names of the fields selected below nodes; one that is not known where they stand under a directive. */
function namesOf(nodes: readonly FieldNode[], fragments: TextSurroundings['fragments']): string[] {
  const keys = new Map<string, FieldNode[]>();
  for (const { selectionSet } of nodes)
    if (selectionSet && !responseFields(selectionSet, fragments, keys)) return [''];
  return [...keys.values()].flatMap((same) => same.map((node) => node.name.value));
}

const isWritten = ({ kind }: FieldSource): boolean => kind === 'sql' || kind === 'sealed';

/** How a leaf's column is read; a day, a moment or a word must be written by the database as it goes out. */
function leaf(
  field: Field,
  how: FieldSource,
  type: GraphQLLeafType,
): { form: TextForm; cast?: 'text' | 'json' } {
  const isMoment = type.name === 'DateTime';
  const fits = how.kind === 'column' ? how.moment === isMoment : isWritten(how) && !isMoment;
  if (field.resolve || !fits) throw new NotAsText();
  if (isListType(getNullableType(field.type))) return { form: 'json', cast: 'json' };
  const form = isEnumType(type) ? 'word' : FORMS[type.name];
  if (!form) throw new NotAsText();
  if (form === 'json') return { form, cast: 'json' };
  return type.name === 'ID' ? { form, cast: 'text' } : { form };
}
