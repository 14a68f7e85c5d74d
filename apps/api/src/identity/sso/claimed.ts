/** What a provider's claims mean here. Pure: claims and settings in, words out. */
import type { StaffRole } from '@chaperone/risk-model';
import type { RoleMapping } from '@chaperone/store';
import type { Claims } from './sso-client.js';

/** The claim's values; a dot leads into nested claims where no claim has that very name. */
function valuesOf(claims: Claims, name: string): string[] {
  let value: unknown = claims[name];
  if (value === undefined && name.includes('.'))
    value = name
      .split('.')
      .reduce<unknown>((part, key) => (part as Record<string, unknown> | null)?.[key], claims);
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter((item) => typeof item === 'string');
}

/** The role that the first mapping that fits gives; null: none. */
export function claimedRole(
  claims: Claims,
  claim: string,
  map: readonly RoleMapping[],
): StaffRole | null {
  const values = new Set(valuesOf(claims, claim));
  return map.find(({ value }) => values.has(value))?.role ?? null;
}

/** The e-mail address in lower case, and whether the provider made sure of it. */
export function claimedEmail(claims: Claims): { email: string | null; verified: boolean } {
  const email = claims['email'];
  if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254)
    return { email: null, verified: false };
  return { email: email.toLowerCase(), verified: claims['email_verified'] === true };
}

/** How to call somebody. */
export function claimedName(claims: Claims, otherwise: string): string {
  const name = claims['name'];
  const given = typeof name === 'string' ? name.trim().slice(0, 200) : '';
  return given || otherwise;
}

/** How the person proved themselves at the provider. */
export interface Proof {
  /** Whether with a second factor. */
  readonly strong: boolean;
  /** When; null: it was weak, or the provider does not say. */
  readonly at: Date | null;
}

/**
 * How and when the person last proved themselves at the provider. It says how in `amr` (RFC 8176) or
 * `acr`, and when in `auth_time`. Without a time it may have been hours ago, in silence: that is good
 * enough to come in, and never counts as fresh.
 */
export function proofOf(claims: Claims, strongMethods: readonly string[], now: Date): Proof {
  const methods = [...valuesOf(claims, 'amr'), ...valuesOf(claims, 'acr')];
  const strong = methods.some((method) => strongMethods.includes(method));
  const { auth_time: seconds } = claims;
  if (!strong || typeof seconds !== 'number') return { strong, at: null };
  return { strong, at: new Date(Math.min(seconds * 1000, now.getTime())) };
}
