import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';

/** What somebody downstream does when vendors were made or their names, aliases or domains changed. */
export type VendorChanged = (
  tx: EntityManager,
  vendorIds: readonly string[],
  by: Principal,
) => Promise<void>;

/**
 * Lets a room above listen to a room below without being imported by it: breaches looks for
 * matches when a vendor's names change. Hooks run one after the other in the change's transaction.
 */
@Injectable()
export class ChangeHooks {
  private readonly vendorHooks: VendorChanged[] = [];

  /** Registers a hook; called once, when the listening room is made. */
  onVendorChanged(hook: VendorChanged): void {
    this.vendorHooks.push(hook);
  }

  /** Runs the hooks for these vendors. */
  async vendorChanged(
    tx: EntityManager,
    vendorIds: readonly string[],
    by: Principal,
  ): Promise<void> {
    for (const hook of this.vendorHooks) await hook(tx, vendorIds, by);
  }
}
