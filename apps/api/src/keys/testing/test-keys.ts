/** Keys for specs that build services by hand: made of nothing, kept nowhere. */
import { randomBytes } from 'node:crypto';
import { KEY_BYTES } from '../envelope.js';
import { Keys } from '../keys.js';
import { PURPOSES } from '../purposes.js';

/** A fresh set, one key a purpose. */
export function testKeys(): Keys {
  const keys = PURPOSES.map((purpose) => ({
    kid: `${purpose.toLowerCase()}-1`,
    key: randomBytes(KEY_BYTES),
    purpose,
    active: true,
  }));
  return new Keys({ generation: 1, fingerprint: 'test', keys });
}
