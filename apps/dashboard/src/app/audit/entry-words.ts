import type { AuditEntryPartsFragment } from '@chaperone/contract/audit';

export type Entry = AuditEntryPartsFragment;
type Field = Entry['changes'][number]['fields'][number];

/** A field's name as people say it: `tier_override` → "tier override". */
export const fieldName = (name: string): string =>
  name.replace(/_(id|at|on)$/, '').replaceAll('_', ' ');

const DIGEST = /^hmac:([0-9a-f]{8})/;

/** A value as text; null where there is none. Of a secret only the start of its digest is shown. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value))
    return value.length ? value.map((each) => valueText(each)).join(', ') : null;
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value as string | number | boolean);
  const digest = DIGEST.exec(text)?.[1];
  return digest ? `●●● ${digest}` : text;
}

/** Fields that say something: of a new record without those that are empty. */
export const toldFields = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(
    ({ name, before, after }) =>
      name !== 'id' && (valueText(before) !== null || valueText(after) !== null),
  );

/** Further facts, one line each. */
export function detailLines(details: unknown): { name: string; value: string }[] {
  if (typeof details !== 'object' || details === null) return [];
  return Object.entries(details).flatMap(([name, value]) => {
    const text = valueText(value);
    return text === null
      ? []
      : [{ name: name.replaceAll(/([A-Z])/g, ' $1').toLowerCase(), value: text }];
  });
}
