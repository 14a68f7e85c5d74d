// Which licences the product may be shipped with, and what a CycloneDX document says about them.

/** Permissive ones by their SPDX names. Anything else is looked at by a person first. */
const PERMITTED = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'ISC',
]);

/** As much of a component of a CycloneDX document as is read here. */
export interface Component {
  readonly name: string;
  readonly version?: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

/** What a component says of its licence, as one SPDX expression; empty where it says nothing. */
export function licenceOf({ licenses = [] }: Component): string {
  return licenses
    .map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '')
    .filter(Boolean)
    .join(' AND ');
}

/** Whether an expression permits: every part of an AND, any one of an OR. Nothing said permits nothing. */
export function permits(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '').trim();
  if (!plain) return false;
  return plain
    .split(/\s+AND\s+/)
    .every((all) => all.split(/\s+OR\s+/).some((any) => PERMITTED.has(any)));
}

/** How many components each licence has, the commonest first. */
export function countLicences(components: readonly Component[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const component of components) {
    const licence = licenceOf(component) || 'not said';
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  return [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
}
