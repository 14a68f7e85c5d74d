import type { Ask } from './planner/planner.js';
import type { SortDirection } from './enums.js';

/** What a list can be ordered by: each word of the graph's enum with its SQL. */
export type OrderKeys<Field extends string> = Readonly<
  Record<Field, (row: string, ask: Ask) => string>
>;

/** One key of an order, as inputs carry it. */
export interface SortKey<Field extends string> {
  readonly field: Field;
  readonly direction?: SortDirection | null;
}

/**
 * The order of a list: what a client asked for, unknown values last, then `otherwise`, which ends in
 * something unique so that pages neither overlap nor leave anything out.
 */
export function orderOf<Field extends string>(
  keys: OrderKeys<Field>,
  sort: readonly SortKey<Field>[] | null | undefined,
  otherwise: readonly string[],
): (row: string, ask: Ask) => string {
  return (row, ask) =>
    [
      ...(sort ?? []).map(
        ({ field, direction }) =>
          `${keys[field](row, ask)} ${direction === 'DESC' ? 'desc' : 'asc'} nulls last`,
      ),
      ...otherwise.map((column) => `${row}.${column}`),
    ].join(', ');
}
