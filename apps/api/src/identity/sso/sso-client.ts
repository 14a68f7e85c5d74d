import { Inject, Injectable } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { CONFIG, type Config } from '../../config.js';
import { allowedUrl, guardedFetch, type Asked } from './guarded-fetch.js';
import type { Departure } from './sso-cookie.js';

const PATIENCE_SECONDS = 10;
/** How long a provider's own description is believed; its keys are asked for again by themselves. */
const BELIEVED_FOR = 10 * 60_000;

/** What is needed to speak to a provider. */
export interface ProviderAddress {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
}

/** What the browser shall come back with, and where to. */
export type Wanted = Pick<Departure, 'to' | 'maxAge' | 'sessionId' | 'link'> & {
  readonly redirectUri: string;
};

/** What a provider says of somebody, signed. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly auth_time?: number;
  readonly [claim: string]: unknown;
}

interface Known {
  readonly key: string;
  readonly until: number;
  readonly configuration: Configuration;
}

/**
 * OpenID Connect's code flow, by openid-client: discovery, PKCE, state, nonce; the ID token's signature is
 * verified with the provider's keys even though it comes over TLS. It knows no person and no table.
 */
@Injectable()
export class SsoClient {
  private known: Known | null = null;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Reads what the provider says of itself. @throws where it cannot be reached or is not the one it should be */
  async discover({ issuer, clientId, clientSecret }: ProviderAddress): Promise<Configuration> {
    const key = JSON.stringify([issuer, clientId, clientSecret]);
    if (this.known?.key === key && this.known.until > Date.now()) return this.known.configuration;
    const { internalHosts } = this.config.sso;
    const server = allowedUrl(issuer, internalHosts);
    const ask = guardedFetch(internalHosts);
    const configuration = await discovery(
      server,
      clientId,
      clientSecret ? { client_secret: clientSecret } : {},
      clientSecret ? ClientSecretBasic(clientSecret) : None(),
      {
        // http passes guardedFetch for loopback names of the settings only
        execute:
          server.protocol === 'http:'
            ? [allowInsecureRequests, enableNonRepudiationChecks]
            : [enableNonRepudiationChecks],
        timeout: PATIENCE_SECONDS,
        [customFetch]: (url, options) => ask(url, options as Asked),
      },
    );
    const endpoint = configuration.serverMetadata().authorization_endpoint;
    allowedUrl(endpoint ?? '', internalHosts);
    this.known = { key, until: Date.now() + BELIEVED_FOR, configuration };
    return configuration;
  }

  /** Where to send the browser, and what its reply must fit to. */
  async depart(
    provider: ProviderAddress & { readonly id: string },
    wanted: Wanted,
  ): Promise<{ url: URL; departure: Departure }> {
    const configuration = await this.discover(provider);
    const { redirectUri, ...rest } = wanted;
    const departure: Departure = {
      state: randomState(),
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
      providerId: provider.id,
      ...rest,
    };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: departure.state,
      nonce: departure.nonce,
      code_challenge: await calculatePKCECodeChallenge(departure.verifier),
      code_challenge_method: 'S256',
      ...(wanted.maxAge !== null && { max_age: String(wanted.maxAge), prompt: 'login' }),
    });
    return { url, departure };
  }

  /** Changes the code for the claims. @throws where anything does not fit */
  async arrive(provider: ProviderAddress, url: URL, departure: Departure): Promise<Claims> {
    const configuration = await this.discover(provider);
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: departure.state,
      expectedNonce: departure.nonce,
      pkceCodeVerifier: departure.verifier,
      idTokenExpected: true,
      ...(departure.maxAge !== null && { maxAge: departure.maxAge }),
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('The provider sent no ID token.');
    return claims;
  }
}
