import type { ScoreReason } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import type { Principal } from './access.js';

/**
 * What rooms that know no scoring may ask of it. scoring/ provides it:
 * `{ provide: Rescorer, useExisting: ScoringService }`.
 */
export abstract class Rescorer {
  /** Scores these vendors anew inside the caller's transaction. */
  abstract rescore(
    tx: EntityManager,
    vendorIds: readonly string[],
    reason: ScoreReason,
    by: Principal,
  ): Promise<unknown>;

  /** Scores every vendor anew, in transactions of its own. */
  abstract rescoreAll(reason: ScoreReason, by: Principal): Promise<unknown>;
}
