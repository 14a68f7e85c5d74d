import { Injectable } from '@nestjs/common';
import { Keys } from '../../keys/keys.js';

/** Seeds of TOTP as the database keeps them: sealed, and bound to their factor's row. */
@Injectable()
export class Seeds {
  constructor(private readonly keys: Keys) {}

  seal(factorId: string, seed: Uint8Array): string {
    return this.keys.seal(placeOf(factorId), Buffer.from(seed).toString('base64url'));
  }

  open(factorId: string, sealed: string): Buffer {
    return Buffer.from(this.keys.open(placeOf(factorId), sealed), 'base64url');
  }
}

const placeOf = (row: string) => ({ table: 'factors', column: 'seed', row });
