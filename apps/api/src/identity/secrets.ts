import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 bits, fit for a cookie, a link's fragment and a header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a secret: hex SHA-256. A secret of 256 bits needs no slower hash. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
