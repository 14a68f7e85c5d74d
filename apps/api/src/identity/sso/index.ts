/**
 * Single sign-on (OpenID Connect). In: a browser that comes back from the organisation's provider.
 * Out: a session like any other. A part of the identity room; it knows no vendor.
 */
import { LinkedAccounts } from './linked-accounts.service.js';
import { ProviderRecords } from './provider-records.js';
import { SsoClient } from './sso-client.js';
import { SsoCookie } from './sso-cookie.js';
import { SsoPeople } from './sso-people.js';
import { SsoSignIn } from './sso-sign-in.service.js';
import { SsoController } from './sso.controller.js';
import { SsoResolver } from './sso.resolver.js';
import { OpenWays } from './open-ways.js';

export { OpenWays } from './open-ways.js';

export const SSO_PROVIDERS = [
  LinkedAccounts,
  ProviderRecords,
  SsoClient,
  SsoCookie,
  SsoPeople,
  SsoResolver,
  SsoSignIn,
  OpenWays,
];
export const SSO_CONTROLLERS = [SsoController];
