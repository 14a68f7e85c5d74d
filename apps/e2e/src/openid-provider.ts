/** An OpenID provider for stories: real keys, and whoever comes is who the story says. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const CLIENT_ID = 'chaperone';
/** Seconds that a token holds. */
const HOLDS = 300;

export interface Account {
  readonly sub: string;
  readonly email: string;
}

export interface OpenIdProvider {
  readonly issuer: string;
  /** Who the next to come is. */
  account: Account;
  end(): void;
}

/** Back to where the browser came from, with a code. */
function leave(asked: URLSearchParams, code: string, issuer: string): string {
  const back = new URL(asked.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries({
    code,
    state: asked.get('state') ?? '',
    iss: issuer,
  }))
    back.searchParams.set(name, value);
  return back.href;
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const part of request) text += String(part);
  return new URLSearchParams(text);
}

export async function openIdProvider(account: Account): Promise<OpenIdProvider> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  /** The nonce that each code was given for. */
  const nonces = new Map<string, string>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = {
    issuer,
    account,
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };

  const token = async (code: string): Promise<object> => {
    const idToken = await new SignJWT({
      email: provider.account.email,
      email_verified: true,
      nonce: nonces.get(code),
    })
      .setProtectedHeader({ alg: 'ES256', kid: key.kid })
      .setSubject(provider.account.sub)
      .setIssuer(issuer)
      .setAudience(CLIENT_ID)
      .setIssuedAt()
      .setExpirationTime(`${HOLDS}s`)
      .sign(privateKey);
    return { access_token: 'x', token_type: 'Bearer', id_token: idToken };
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer);
    if (pathname === '/authorize') {
      const code = randomBytes(16).toString('hex');
      nonces.set(code, searchParams.get('nonce') ?? '');
      response.writeHead(302, { location: leave(searchParams, code, issuer) }).end();
      return;
    }
    const replies: Readonly<Record<string, () => Promise<object>>> = {
      '/.well-known/openid-configuration': async () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
        authorization_response_iss_parameter_supported: true,
        code_challenge_methods_supported: ['S256'],
      }),
      '/jwks': async () => ({ keys: [key] }),
      '/token': async () => token((await bodyOf(request)).get('code') ?? ''),
    };
    const reply = replies[pathname];
    response.writeHead(reply ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify((await reply?.()) ?? {}));
  }
  return provider;
}
