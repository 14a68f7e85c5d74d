/** Between what stands in a form's fields and what the graph takes: '' in a field is null there. */

/** The fields that a person changed, so that nobody else's change is written over. */
export function changed<T extends object>(before: T, now: T): Partial<T> {
  const names = Object.keys(now) as (keyof T)[];
  const differing = names.filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(now[name]),
  );
  return Object.fromEntries(differing.map((name) => [name, now[name]])) as Partial<T>;
}

/** Empty texts become null, everything else stays; the type keeps the field's own words. */
export type Nulled<T> = { [K in keyof T]: T[K] extends string ? Exclude<T[K], ''> | null : T[K] };

/** A form's values with null where a field is empty. */
export function nulled<T extends object>(values: T): Nulled<T> {
  const entries = Object.entries(values) as [string, unknown][];
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      typeof value === 'string' && !value.trim() ? null : value,
    ]),
  ) as Nulled<T>;
}

/** The words of a field that holds several, parted by commas or lines. */
export const listOf = (raw: string): string[] =>
  raw
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter(Boolean);

/** A record that may leave each of these out. */
type Source<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

/** A form's fields as a record fills them; what it does not have stays as in `empty`. */
export function filled<T extends object>(empty: T, record: Source<T> | undefined): T {
  const names = Object.keys(empty) as (keyof T)[];
  return Object.fromEntries(names.map((name) => [name, record?.[name] ?? empty[name]])) as T;
}
