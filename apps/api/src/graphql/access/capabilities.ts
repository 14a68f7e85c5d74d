/** The words of the policy: what somebody can be allowed to do. */

/** Rooms that can be read and written. */
export const ROOMS = [
  'vendors',
  'services',
  'agreements',
  'questionnaires',
  'breaches',
  'portfolio',
  'imports',
  'organisation',
  'people',
  'files',
  'audit',
  'tokens',
  'keys',
  'sso',
  'reviews',
  'account',
  'portal',
] as const;
export type Room = (typeof ROOMS)[number];

/** What is allowed apart from a whole room. */
export const SPECIAL = [
  'services:decide',
  'vendors:request',
  'sample:remove',
  'contacts:read',
  'addresses:read',
  'notes:read',
  'uploads',
  'graph:any',
] as const;

/** What somebody may do. */
export type Capability = `${Room}:read` | `${Room}:write` | (typeof SPECIAL)[number];

/** Every capability, in the order in which it is printed. */
export const CAPABILITIES: readonly Capability[] = [
  ...ROOMS.flatMap((room): Capability[] => [`${room}:read`, `${room}:write`]),
  ...SPECIAL,
];

/** Bound to a person at a browser, or to an assessment: no token is ever given these. */
const NEVER_BY_TOKEN: readonly Capability[] = [
  'account:read',
  'account:write',
  'portal:read',
  'portal:write',
  'people:write',
  'tokens:write',
  'keys:write',
  'sso:write',
  'audit:write',
  'reviews:write',
];

/** What a token can be limited to: role and scopes must both allow. */
export const SCOPES = CAPABILITIES.filter((capability) => !NEVER_BY_TOKEN.includes(capability));
export type Scope = Capability;

/** What each means where the name does not say it. */
export const MEANING: Readonly<Partial<Record<Capability, string>>> = {
  'account:read': 'one’s own sessions, factors and alerts',
  'account:write': 'one’s own password, factors and sessions',
  'addresses:read': 'e-mail addresses of the people who work in the product',
  'audit:read': 'the log of who did what, and security events',
  'audit:write': 'how long the log is kept',
  'contacts:read': 'names and addresses of people at vendors',
  'files:read': 'open and download stored documents',
  'files:write': 'store documents and attach them',
  'graph:any': 'send documents that no application was built with; by token only',
  'imports:write': 'run imports and undo them',
  'keys:read': 'ages of the encryption keys',
  'keys:write': 'rotate the encryption keys',
  'notes:read': 'notes and reasons that colleagues wrote for each other',
  'people:write': 'invite people, give roles, disable, reset',
  'portal:read': 'one’s own assessment with its questionnaire and answers',
  'portal:write': 'answer one’s own assessment while it is open',
  'reviews:read': 'access reviews: who has what',
  'reviews:write': 'hold an access review: keep and revoke who has what',
  'sample:remove': 'remove the sample organisation',
  'services:decide': 'approve or reject a use of a vendor',
  'services:write': 'record what a vendor is used for; without vendors:write only requests',
  'sso:read': 'how single sign-on is set up',
  'sso:write': 'set up single sign-on',
  'tokens:read': 'API tokens: name, role, scopes, last use',
  'tokens:write': 'make and revoke API tokens',
  uploads: 'send files to be imported',
  'vendors:request': 'propose a vendor',
};
