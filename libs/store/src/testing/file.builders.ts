import type { EntityManager } from 'typeorm';
import * as store from '../entities.js';
import { write } from './write.js';
import type { Says } from './write.js';

/** The record of a file that hangs on nothing; its bytes lie nowhere. */
export function aStoredFile(
  tx: EntityManager,
  says: Says<store.StoredFileEntity> = {},
): Promise<store.StoredFileEntity> {
  return write(tx, store.StoredFileEntity, {
    name: 'contract.pdf',
    type: 'application/pdf',
    size: 100,
    sha256: '0'.repeat(64),
    kid: 'files-1',
    place: 'DISK',
    ...says,
  });
}
