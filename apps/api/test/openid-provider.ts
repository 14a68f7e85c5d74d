/**
 * An OpenID provider of a story: real keys, real tokens, and every way of getting them wrong.
 * It signs people in without asking, as whoever the story says.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';

/** What the next ID token says, and how it is made. */
export interface Saying {
  readonly sub: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly issuer?: string;
  readonly audience?: string;
  readonly nonce?: string;
  readonly alg?: 'ES256' | 'none';
  /** Seconds from now until it ends. */
  readonly lasts?: number;
  /** Signs with a key that the provider does not publish. */
  readonly strangeKey?: boolean;
}

interface Asked {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

export const CLIENT = { id: 'chaperone', secret: 'the client’s secret' };

export class OpenIdProvider {
  saying: Saying = { sub: 'somebody' };
  /** What the next tokens say, one each, where several people come at once; else `saying`. */
  sayings: Saying[] = [];
  private readonly codes = new Map<string, Asked>();

  private constructor(
    private readonly server: Server,
    private readonly keys: { key: CryptoKey; strange: CryptoKey; published: JWK },
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.answer(request, response);
    });
  }

  static async begin(): Promise<OpenIdProvider> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const { privateKey: strange } = await generateKeyPair('ES256');
    const published = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new OpenIdProvider(server, { key: privateKey, strange, published });
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      this.server.closeAllConnections();
      this.server.close(() => resolve());
    });
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a browser does there: comes with a request, leaves with the address to go back to. */
  signIn(authorization: string): URL {
    const { searchParams: asked } = new URL(authorization);
    const code = randomBytes(16).toString('hex');
    this.codes.set(code, {
      nonce: asked.get('nonce') ?? '',
      challenge: asked.get('code_challenge') ?? '',
      redirectUri: asked.get('redirect_uri') ?? '',
    });
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state') ?? '');
    back.searchParams.set('iss', this.issuer);
    return back;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.issuer);
    const reply = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (pathname === '/.well-known/openid-configuration') reply(200, this.description());
    else if (pathname === '/jwks') reply(200, { keys: [this.keys.published] });
    else if (pathname === '/token') reply(...(await this.token(request)));
    else reply(404, {});
  }

  private description(): object {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256', 'none'],
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ['S256'],
    };
  }

  private async token(request: IncomingMessage): Promise<[number, object]> {
    let text = '';
    for await (const part of request) text += String(part);
    const given = new URLSearchParams(text);
    const code = given.get('code') ?? '';
    const asked = this.codes.get(code);
    this.codes.delete(code);
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    const basic = Buffer.from(
      `${encodeURIComponent(CLIENT.id)}:${encodeURIComponent(CLIENT.secret)}`,
    ).toString('base64');
    if (!asked || challenge !== asked.challenge || given.get('redirect_uri') !== asked.redirectUri)
      return [400, { error: 'invalid_grant' }];
    // how a secret's letters are written in the header differs from library to library
    const sent = Buffer.from((request.headers.authorization ?? '').slice(6), 'base64').toString();
    const decode = (part: string) => decodeURIComponent(part.replaceAll('+', '%20'));
    const right = Buffer.from(basic, 'base64').toString().split(':').map(decode).join();
    if (sent.split(':').map(decode).join() !== right) return [401, { error: 'invalid_client' }];
    const idToken = await this.idToken(asked);
    return [200, { access_token: 'x', token_type: 'Bearer', id_token: idToken }];
  }

  private idToken(asked: Asked): Promise<string> | string {
    const {
      sub,
      claims,
      issuer,
      audience,
      nonce,
      alg,
      lasts = 300,
      strangeKey,
    } = this.sayings.shift() ?? this.saying;
    const now = Math.floor(Date.now() / 1000);
    const all = {
      sub,
      nonce: nonce ?? asked.nonce,
      iss: issuer ?? this.issuer,
      aud: audience ?? CLIENT.id,
      iat: Math.min(now, now + lasts) - 1,
      exp: now + lasts,
      ...claims,
    };
    if (alg === 'none') return new UnsecuredJWT(all).encode();
    return new SignJWT(all)
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(strangeKey ? this.keys.strange : this.keys.key);
  }
}
