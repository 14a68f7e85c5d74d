import { Injectable } from '@nestjs/common';
import type { ApiRequest } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { ApiTokensService } from './api-tokens.service.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/** Finds out on whose behalf a request comes: by token, by session, or nobody's. */
@Injectable()
export class WhoAsks {
  constructor(
    private readonly tokens: ApiTokensService,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
  ) {}

  /**
   * Puts the principal on the request.
   * @throws Refusal UNAUTHENTICATED for a token that is not good, INVALID for token and session together
   */
  async identify(request: ApiRequest): Promise<void> {
    const header = request.headers.authorization;
    const session = this.cookie.read(request);
    if (header && session)
      throw new Refusal('INVALID', 'Send a token or a session cookie, not both.');
    if (header) request.principal = await this.byToken(header);
    else if (session) {
      const found = await this.sessions.find(session);
      request.principal = found?.principal ?? null;
      request.session = found?.session ?? null;
    }
  }

  private async byToken(header: string) {
    const token = BEARER.exec(header)?.[1];
    const principal = token ? await this.tokens.find(token) : null;
    if (!principal) throw new Refusal('UNAUTHENTICATED', 'The token is not known or is over.');
    return principal;
  }
}
