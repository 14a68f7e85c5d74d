/** Why somebody who came back from the provider was not let in; the sign-in page has a sentence for each. */
export const SSO_REFUSALS = [
  /** No provider is set, or it cannot be reached. */
  'UNAVAILABLE',
  /** The reply does not fit: too late, used already, another browser's, or not rightly signed. */
  'NOT_VALID',
  /** The person said no at the provider, or the provider did. */
  'DENIED',
  /** Nobody here knows the account: no invitation to that address, and no role by claim. */
  'UNKNOWN',
  /** The provider has not made sure of the e-mail address. */
  'EMAIL_NOT_VERIFIED',
  /** The address belongs to somebody who has to link the account under Account first. */
  'LINK_FIRST',
  /** The provider gives no role that is mapped. */
  'NO_ROLE',
  /** The person is disabled here. */
  'DISABLED',
  /** The second factor was reset; the administrator's link leads on. */
  'FACTOR_RESET',
  /** Too many attempts. */
  'TOO_MANY',
] as const;
export type SsoRefusalCode = (typeof SSO_REFUSALS)[number];

/** Somebody is not let in. */
export class SsoRefusal extends Error {
  override readonly name = 'SsoRefusal';

  constructor(
    readonly code: SsoRefusalCode,
    options: { readonly cause?: unknown } = {},
  ) {
    super(`Single sign-on was refused: ${code}`, options);
  }
}
