/**
 * JSON with one way to write everything: keys in order, no spaces, whole texts. What is absent is
 * left out, so that `undefined` and a missing key cannot differ.
 */

/** A value that JSON can hold. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [k: string]: Json };

/** A text that every JSON parser takes, PostgreSQL's included: it has no NUL and no half characters. */
function text(value: string): string {
  return JSON.stringify(value.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd'));
}

function members(value: object): string {
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, member]) => `${text(key)}:${canonical(member)}`).join(',')}}`;
}

/** Writes a value. Dates become ISO 8601; anything else that is no JSON is refused. */
export function canonical(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : 'null';
  if (value instanceof Date) return text(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object') return members(value);
  throw new TypeError(`A ${typeof value} cannot stand in the audit log.`);
}
