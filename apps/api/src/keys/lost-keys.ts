/**
 * Whether data keys are missing that something is sealed under: a table of keys that was put back without
 * some of its rows. A new key would take the lost one's name, and every older value be broken.
 */
import type { EntityManager } from 'typeorm';
import { SEALED_COLUMNS, type Purpose } from './purposes.js';

/** Statements that find a value of a purpose, besides those of the sealed columns. */
const ELSEWHERE: Readonly<Partial<Record<Purpose, readonly string[]>>> = {
  FILES: ['select 1 from stored_files'],
  MAC: [
    'select 1 from answers where comment_mac is not null',
    `select 1 from vendors where contacts ->> 'mac' is not null`,
  ],
};

function statementsFor(purpose: Purpose): string[] {
  const columns = SEALED_COLUMNS.filter((one) => one.purpose === purpose);
  const inColumns = columns.map(({ table, column, form, when = 'true' }) => {
    const sealed = form === 'TEXT' ? `t.${column}` : `t.${column} ->> 'sealed'`;
    return `select 1 from ${table} t where ${when} and ${sealed} like 'v1.%'`;
  });
  return [...inColumns, ...(ELSEWHERE[purpose] ?? [])];
}

/** Names of keys of which others of their purpose prove that they were there: names count up. */
export function gapsIn(kids: readonly string[], purpose: Purpose): string[] {
  const name = (n: number): string => `${purpose.toLowerCase()}-${n}`;
  const last = Math.max(0, ...kids.map((kid) => Number(kid.split('-').at(-1))));
  return Array.from({ length: last }, (_, at) => name(at + 1)).filter((kid) => !kids.includes(kid));
}

/** Whether something is sealed for a purpose. */
export async function isInUse(tx: EntityManager, purpose: Purpose): Promise<boolean> {
  for (const statement of statementsFor(purpose))
    if ((await tx.query<unknown[]>(`${statement} limit 1`)).length > 0) return true;
  return false;
}
