/**
 * The way to the database for everything that changes something.
 * A mutation opens one transaction here, which acts as the application's role; all below takes `tx`.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { Store } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { Principal } from './access.js';

/** Token of the store that the process runs on. */
export const STORE = Symbol('STORE');

/** The product itself, where no person stands behind a change: nightly work, the command line. */
export const systemPrincipal: Principal = {
  personId: null,
  name: 'Chaperone',
  role: 'ADMIN',
  via: 'SYSTEM',
};

@Injectable()
export class Work {
  constructor(@Inject(STORE) private readonly store: Store) {}

  /** Runs work in one transaction under the application's role: all of it or none. */
  change<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.store.inTransaction(work);
  }
}
