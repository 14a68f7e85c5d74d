/** One named row of figures over the labels of a chart. */
export interface ChartSeries {
  label: string;
  /** null: not known at that label; lines step over it. */
  values: readonly (number | null)[];
  /** A CSS variable's name, for instance `--risk-high`; read again when the theme changes. */
  color: string;
  /** A CSS variable for the outline, where the fill alone is too pale to be seen. */
  line?: string;
  /** A broken line, so that one under it is still seen. */
  dashed?: boolean;
  /** Drawn with stripes: "not known" rather than an amount of something. */
  hatched?: boolean;
}

/** The words around a chart, in the reader's language. */
export interface ChartWords {
  /** The button that shows the table. */
  asTable: string;
  /** The button that shows the picture again. */
  asChart: string;
  /** The head of the table's first column, for instance "Month". */
  over: string;
}
