import type { EntityManager } from 'typeorm';

/** An administrator `p` who has come and is not shut out. */
export const ADMINISTRATOR = `p.role = 'ADMIN' and p.disabled_at is null and p.invited_at is null`;

/** Keys of all administrators but one. */
export async function otherAdministrators(tx: EntityManager, personId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select p.id from people p where ${ADMINISTRATOR} and p.id <> $1`,
    [personId],
  );
  return rows.map(({ id }) => id);
}
