import { castOf, quoted, type Frame } from './frame.js';
import type { SelectedField } from './selection.js';
import type { FieldSource, TypeSource } from './sources.js';

/** Nested objects that were read as flat columns of the root row. */
export interface Shape {
  readonly columns: readonly { readonly property: string; readonly from: string }[];
  readonly nested: readonly {
    readonly property: string;
    readonly presentIf: string | null;
    readonly shape: Shape;
  }[];
}

/** What the flat columns ask of the one who writes the statement. */
export interface ColumnWriter {
  sourceOf(name: string): TypeSource;
  howOf(source: TypeSource, field: SelectedField): FieldSource | undefined;
  expression(
    how: Exclude<FieldSource, { kind: 'embedded' | 'needs' }>,
    use: { readonly parent: Frame; readonly field: SelectedField },
  ): string;
}

/** Flat columns of a root row: objects embedded in it are put together in Node, which is cheaper than JSON in SQL. */
export class FlatColumns {
  private readonly columns = new Map<string, string>();

  constructor(
    private readonly writer: ColumnWriter,
    private readonly frame: Frame,
  ) {}

  of(source: string, fields: readonly SelectedField[], prefix: string) {
    const shape = this.shapeOf(source, fields, prefix);
    const columns = [...this.columns].map(([name, text]) => `${text} as ${quoted(name)}`);
    return { columns, shape, names: [...this.columns.keys()] };
  }

  private shapeOf(source: string, fields: readonly SelectedField[], prefix: string): Shape {
    const columns: { property: string; from: string }[] = [];
    const nested: Shape['nested'][number][] = [];
    const description = this.writer.sourceOf(source);
    const put = (property: string, expression: string): void => {
      this.columns.set(prefix + property, expression);
      if (!columns.some((c) => c.property === property))
        columns.push({ property, from: prefix + property });
    };
    for (const field of fields) {
      const how = this.writer.howOf(description, field);
      if (!how) continue;
      if (how.kind === 'needs')
        for (const name of how.columns) put(name, `${this.frame.alias(how.join)}.${name}`);
      else if (how.kind === 'embedded') nested.push(this.nestedOf(how, field, prefix));
      else {
        const expression = this.writer.expression(how, { parent: this.frame, field });
        put(field.property, castOf(field, expression));
      }
    }
    return { columns, nested };
  }

  private nestedOf(
    how: Extract<FieldSource, { kind: 'embedded' }>,
    field: SelectedField,
    prefix: string,
  ): Shape['nested'][number] {
    const below = `${prefix}${field.property}.`;
    const presentIf = how.when ? `${below}?` : null;
    if (how.when && presentIf) this.columns.set(presentIf, how.when(this.frame.row));
    return {
      property: field.property,
      presentIf,
      shape: this.shapeOf(how.source, field.fields, below),
    };
  }
}
