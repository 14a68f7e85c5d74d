/**
 * How large a document may be, as one validation rule. Fragments count where they are used, each
 * worked out once, so that a document whose fragments multiply is refused without being expanded.
 */
import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** Limits of one document; what each is for stands in the security design: none leaves room for attack by size. */
export const SHAPE_LIMITS = {
  depth: 8,
  rootFields: 10,
  aliases: 15,
  directives: 5,
  fields: 400,
} as const;
export type ShapeLimits = { readonly [limit in keyof typeof SHAPE_LIMITS]: number };

interface Size {
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields at the top of the selection, fragments opened. */
  readonly top: number;
}

const NOTHING: Size = { depth: 0, fields: 0, aliases: 0, directives: 0, top: 0 };

function sum(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    fields: a.fields + b.fields,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    top: a.top + b.top,
  };
}

class Measure {
  private readonly sizes = new Map<string, Size>();
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(context: ValidationContext) {
    this.fragments = new Map(
      context
        .getDocument()
        .definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
        .map((node) => [node.name.value, node]),
    );
  }

  of(set: SelectionSetNode | undefined): Size {
    return (set?.selections ?? []).map((node) => this.ofSelection(node)).reduce(sum, NOTHING);
  }

  private ofSelection(node: SelectionNode): Size {
    const directives = node.directives?.length ?? 0;
    if (node.kind === Kind.INLINE_FRAGMENT)
      return sum(this.of(node.selectionSet), { ...NOTHING, directives });
    if (node.kind === Kind.FRAGMENT_SPREAD)
      return sum(this.ofFragment(node.name.value), { ...NOTHING, directives });
    const below = this.of(node.selectionSet);
    // the schema's own description is deep by nature; it is off unless somebody switched it on
    const depth = node.name.value.startsWith('__') ? 0 : below.depth + 1;
    return {
      depth,
      fields: below.fields + 1,
      aliases: below.aliases + (node.alias ? 1 : 0),
      directives: below.directives + directives,
      top: 1,
    };
  }

  private ofFragment(name: string): Size {
    const known = this.sizes.get(name);
    if (known) return known;
    // stands in while the fragment is measured, so that a cycle (refused by another rule) ends
    this.sizes.set(name, NOTHING);
    const size = this.of(this.fragments.get(name)?.selectionSet);
    this.sizes.set(name, size);
    return size;
  }
}

const SAYS: Readonly<Record<keyof ShapeLimits, (most: number) => string>> = {
  depth: (most) => `The document is nested deeper than ${most} fields.`,
  rootFields: (most) => `The document asks for more than ${most} root fields.`,
  aliases: (most) => `The document has more than ${most} aliases.`,
  directives: (most) => `The document has more than ${most} directives.`,
  fields: (most) => `The document asks for more than ${most} fields.`,
};

/** The validation rule for these limits. */
export function shapeRule(limits: ShapeLimits = SHAPE_LIMITS) {
  return (context: ValidationContext): ASTVisitor => {
    const measure = new Measure(context);
    return {
      OperationDefinition(node: OperationDefinitionNode): false {
        const size = measure.of(node.selectionSet);
        const found: ShapeLimits = {
          depth: size.depth,
          rootFields: size.top,
          aliases: size.aliases,
          directives: size.directives + (node.directives?.length ?? 0),
          fields: size.fields,
        };
        for (const limit of Object.keys(limits) as (keyof ShapeLimits)[])
          if (found[limit] > limits[limit])
            context.reportError(new GraphQLError(SAYS[limit](limits[limit]), { nodes: [node] }));
        return false;
      },
    };
  };
}
