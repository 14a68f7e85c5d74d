import type { EntityManager, FindOptionsWhere, QueryDeepPartialEntity } from 'typeorm';

let made = 0;

/** A number that no other record of this process has. */
export const next = (): number => (made += 1);

/** The properties of a record that a spec cares about. */
export type Says<Entity> = Partial<Entity>;

/** Writes one record and reads it back, with what the database added. */
export async function write<Entity extends object>(
  tx: EntityManager,
  target: new () => Entity,
  says: Says<NoInfer<Entity>>,
): Promise<Entity> {
  const { identifiers } = await tx.insert(target, says as QueryDeepPartialEntity<Entity>);
  return tx.findOneByOrFail(target, identifiers[0] as FindOptionsWhere<Entity>);
}
