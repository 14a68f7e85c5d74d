import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';

/** Matches of breach records and vendors that a change has brought up. */
export interface FoundMatches {
  /** Wait for a person. */
  readonly proposed: number;
  /** By own domain, or as a person decided before. */
  readonly confirmed: number;
  /** Groups of records that may be one event. */
  readonly incidents: number;
}

export const NO_MATCHES: FoundMatches = { proposed: 0, confirmed: 0, incidents: 0 };

/** What somebody downstream does when vendors were made or their names, aliases or domains changed. */
export type VendorChanged = (
  tx: EntityManager,
  vendorIds: readonly string[],
  by: Principal,
) => Promise<FoundMatches>;

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

  /** Runs the hooks for these vendors, and adds up what they found. */
  async vendorChanged(
    tx: EntityManager,
    vendorIds: readonly string[],
    by: Principal,
  ): Promise<FoundMatches> {
    let { proposed, confirmed, incidents } = NO_MATCHES;
    for (const hook of this.vendorHooks) {
      const found = await hook(tx, vendorIds, by);
      proposed += found.proposed;
      confirmed += found.confirmed;
      incidents += found.incidents;
    }
    return { proposed, confirmed, incidents };
  }
}
