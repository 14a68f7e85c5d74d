import type { SealedField } from './sources.js';
import { marked } from './seals.js';

/** SQL of a sealed value with its place; what is empty or in clear text stays as it is. */
export function sealedColumn({ column, says }: SealedField, row: string): string {
  const { table, form, when } = says;
  const value = `${row}.${column}`;
  const place = { table: `'${table}'`, column };
  const also = when ? ` and ${when(row)}` : '';
  if (form === 'TEXT') {
    const token = marked(form, place, { row: `${row}.id`, sealed: value });
    return `case when ${value} <> ''${also} then ${token} else ${value} end`;
  }
  if (form === 'JSON') {
    const token = marked(form, place, { row: `${row}.id`, sealed: `(${value} ->> 'sealed')` });
    return `case when jsonb_typeof(${value}) = 'object'${also} then to_jsonb(${token}) else ${value} end`;
  }
  // a record of another table, in which several values may be sealed
  const own = { table: `${row}.table_name`, column };
  const record = `encode(convert_to(${value}::text, 'UTF8'), 'hex')`;
  const token = marked(form, own, { row: `${row}.row_id`, sealed: record });
  return `case when ${value}::text like '%"v1.%' then to_jsonb(${token}) else ${value} end`;
}
