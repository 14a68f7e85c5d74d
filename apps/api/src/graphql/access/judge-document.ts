/**
 * What the policy says of a whole operation, before any engine sees it. In: a valid document and who
 * asks. Out: every field that is refused, and the document that may run, in which fields that are given
 * empty have become fields that are always empty. No engine, no planner, no text reply ever meets a
 * field that the asker may not read.
 */
import {
  getNamedType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Asker, Decide, Denied, Tables, Verdict } from './decide.js';
import type { Needs } from './field-table.js';
import { emptyFor, isRoot, type EmptyField } from './withheld.js';

/** Under which a root field of the schema says what it needs. */
export const NEEDS = 'chaperoneNeeds';
/** Under which a root field says to which sign-ins on their way it is open. */
export const STAGES = 'chaperoneStages';

/** Whether a root field is open to a sign-in that has come just as far as this one. */
export function isOpenAt(stages: readonly string[] | undefined, asker: Asker | null): boolean {
  return asker?.stage !== undefined && (stages?.includes(asker.stage) ?? false);
}

/** The policy and what it speaks of. */
export interface Law {
  readonly schema: GraphQLSchema;
  readonly decide: Decide;
  readonly fields: Tables['fields'];
}

/** A field that is refused, by its place in the reply. */
export interface RefusedField {
  readonly path: readonly string[];
  readonly denied: Denied;
}

export interface Judgement {
  readonly refused: readonly RefusedField[];
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Judges an operation of a document. */
export function judgeDocument(
  law: Law,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  asker: Asker | null,
): Judgement {
  const walk = new Walk(law, document, asker);
  const root = law.schema.getRootType(operation.operation);
  if (root) walk.below(operation.selectionSet, { type: root, path: [] });
  const refused = [...walk.refused.values()];
  if (walk.empty.size === 0) return { refused, document, operation };
  const at = document.definitions.indexOf(operation);
  const allowed = withEmpty(document, walk.empty);
  return { refused, document: allowed, operation: allowed.definitions[at] as typeof operation };
}

interface Place {
  readonly type: GraphQLObjectType;
  readonly path: readonly string[];
  /** Fields that come with the one that led here. */
  readonly opened?: readonly string[] | undefined;
}

class Walk {
  readonly refused = new Map<string, RefusedField>();
  readonly empty = new Map<FieldNode, EmptyField>();
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly law: Law,
    document: DocumentNode,
    private readonly asker: Asker | null,
  ) {
    this.fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
  }

  below(set: SelectionSetNode, place: Place): void {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) this.field(node, place);
      else if (node.kind === Kind.INLINE_FRAGMENT) this.below(node.selectionSet, place);
      else {
        const fragment = this.fragments.get(node.name.value);
        if (fragment) this.below(fragment.selectionSet, place);
      }
    }
  }

  private field(node: FieldNode, place: Place): void {
    const name = node.name.value;
    // names of types are no data; whether the schema may be asked for is another rule's business
    if (name.startsWith('__')) return;
    const field = place.type.getFields()[name];
    const path = [...place.path, node.alias?.value ?? name];
    const verdict = this.verdict(place, name);
    if (!verdict.allowed) this.deny(node, { denied: verdict, path }, field);
    else if (field && node.selectionSet) this.into(node.selectionSet, place.type, { field, path });
  }

  private into(
    set: SelectionSetNode,
    from: GraphQLObjectType,
    { field, path }: { field: GraphQLField<unknown, unknown>; path: readonly string[] },
  ): void {
    const type = getNamedType(field.type);
    const opened = this.law.fields[from.name]?.fields?.[field.name]?.opens;
    if (isObjectType(type)) this.below(set, { type, path, opened });
  }

  private deny(
    node: FieldNode,
    refused: RefusedField,
    field: GraphQLField<unknown, unknown> | undefined,
  ): void {
    const empty = refused.denied.withheld && field ? emptyFor(field) : null;
    if (empty) this.empty.set(node, empty);
    else this.refused.set(refused.path.join('.'), refused);
  }

  private verdict({ type, opened }: Place, name: string): Verdict {
    const { decide, schema } = this.law;
    if (opened?.includes(name)) return decide(this.asker, 'DO', 'EVERYBODY');
    if (!isRoot(schema, type)) return decide(this.asker, 'READ', type.name, name);
    const says = type.getFields()[name]?.extensions ?? {};
    if (isOpenAt(says[STAGES] as readonly string[] | undefined, this.asker))
      return decide(this.asker, 'DO', 'EVERYBODY');
    const needs = says[NEEDS] as Needs | undefined;
    return decide(this.asker, 'DO', needs ?? []);
  }
}

function withEmpty(
  document: DocumentNode,
  empty: ReadonlyMap<FieldNode, EmptyField>,
): DocumentNode {
  return visit(document, {
    Field: {
      enter: (node) => {
        const name = empty.get(node);
        if (!name) return undefined;
        return {
          kind: Kind.FIELD,
          alias: node.alias ?? node.name,
          name: { kind: Kind.NAME, value: name },
          ...(node.directives && { directives: node.directives }),
        };
      },
    },
  });
}
