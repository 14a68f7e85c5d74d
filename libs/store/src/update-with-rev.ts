import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import { StaleRevError } from './errors.js';

/** A record as somebody read it. */
export interface SeenRecord {
  readonly id: string;
  readonly rev: number;
}

/** What every record with an optimistic lock has. */
interface Revised extends ObjectLiteral {
  id: string;
  rev: number;
}

/**
 * Changes a record if it still is as it was seen, and returns its new revision.
 * Sets `updatedAt` where there is one. Throws StaleRevError where it was changed or is gone.
 * (`save()` is no lock: a stale save wins and writes the old revision back.)
 */
export async function updateWithRev<Entity extends Revised>(
  tx: EntityManager,
  entity: EntityTarget<Entity>,
  seen: SeenRecord,
  changes: QueryDeepPartialEntity<Entity>,
): Promise<number> {
  const metadata = tx.connection.getMetadata(entity);
  const touched = metadata.findColumnWithPropertyName('updatedAt')
    ? { updatedAt: (): string => 'now()' }
    : {};
  const { affected } = await tx
    .createQueryBuilder()
    .update(entity)
    .set({ ...changes, ...touched, rev: () => 'rev + 1' })
    .where('id = :id AND rev = :rev', { id: seen.id, rev: seen.rev })
    .execute();
  if (affected === 1) return seen.rev + 1;
  const rows: { rev: number }[] = await tx.query(
    `SELECT rev FROM ${metadata.tableName} WHERE id = $1`,
    [seen.id],
  );
  throw new StaleRevError(metadata.tableName, seen.id, rows[0]?.rev ?? null);
}
