import { Injectable } from '@nestjs/common';
import type { ApiRequest, GraphContext } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService, type Origin } from './sessions.service.js';
import type { RedeemLinkInput, SetUpInput, SignInInput } from './sign-in.inputs.js';
import { SignInService } from './sign-in.service.js';
import { ViewerService } from './viewer.service.js';
import type { SignInResultType } from './viewer.type.js';

interface Keys {
  byPassword: SignInInput;
  byLink: RedeemLinkInput;
  setUp: SetUpInput;
}

const tried = new WeakSet<ApiRequest>();

function originOf({ req }: GraphContext): Origin {
  return { address: req.ip ?? null, userAgent: req.headers['user-agent'] ?? null };
}

/** Where a session meets the browser: lets somebody in or out and writes the cookie. */
@Injectable()
export class DoorService {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly viewers: ViewerService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Signs in. A request may try once: aliases would make many attempts out of one. */
  async enter<K extends keyof Keys>(
    context: GraphContext,
    how: K,
    input: Keys[K],
  ): Promise<SignInResultType> {
    if (tried.has(context.req))
      throw new Refusal('TOO_MANY_ATTEMPTS', 'Only one attempt to sign in fits into a request.');
    tried.add(context.req);
    const signIn = this.signIns[how].bind(this.signIns) as (
      input: Keys[K],
      origin: Origin,
    ) => ReturnType<SignInService['byPassword']>;
    const { personId, token } = await signIn(input, originOf(context));
    // a new token at every sign-in; the one that the browser held before is worth nothing any more
    if (context.req.sessionHash) await this.sessions.close(context.req.sessionHash);
    this.cookie.write(context.res, token);
    return { viewer: await this.viewers.ofPerson(personId) };
  }

  /** Signs out. */
  async leave({ req, res }: GraphContext): Promise<true> {
    if (req.sessionHash) await this.sessions.close(req.sessionHash);
    this.cookie.clear(res);
    // not "cookies": browsers would drop those of every port of this host
    res.setHeader('Clear-Site-Data', '"cache", "storage"');
    return true;
  }
}
