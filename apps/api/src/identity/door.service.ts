import { Injectable } from '@nestjs/common';
import type { GraphContext, OpenSession } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService, type Origin } from './sessions.service.js';
import { Witness } from './witness.service.js';
import { SignInSteps, type Entered } from './sign-in-steps.service.js';
import type { FactorsResultType, SignInResultType } from './sign-in.types.js';

/** Who asks for something about their own account, and from where. */
export interface Asking {
  readonly personId: string;
  readonly session: OpenSession;
  readonly origin: Origin;
}

/** Where a request came from. */
export function originOf({ req }: GraphContext): Origin {
  return { address: req.ip ?? null, userAgent: req.headers['user-agent'] ?? null };
}

/** Who asks, by session. @throws Refusal UNAUTHENTICATED where it is no person at a browser */
export function askingOf(context: GraphContext): Asking {
  const { principal, session } = context.req;
  if (!principal?.personId || !session) throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
  return { personId: principal.personId, session, origin: originOf(context) };
}

/** Where a session meets the browser: writes and clears the cookie, says what comes next. */
@Injectable()
export class DoorService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly steps: SignInSteps,
    private readonly witness: Witness,
  ) {}

  /** Somebody came in anew: the session that the browser held before is worth nothing any more. */
  async enter(context: GraphContext, entered: Entered): Promise<SignInResultType> {
    const { session } = context.req;
    if (session) await this.sessions.change((tx) => this.sessions.close(tx, session.hash));
    this.cookie.write(context.res, entered.token);
    return this.steps.resultOf(entered);
  }

  /** The same session under a new token. */
  async proceed(context: GraphContext, entered: Entered): Promise<SignInResultType> {
    this.cookie.write(context.res, entered.token);
    return this.steps.resultOf(entered);
  }

  /** After a factor was added: further in than before, perhaps with recovery codes. */
  async enrolled(
    context: GraphContext,
    entered: Entered,
    recoveryCodes: string[] | null,
  ): Promise<FactorsResultType> {
    const { step, viewer } = await this.proceed(context, entered);
    return { recoveryCodes, step, viewer };
  }

  /** A new token for the session that asked, where nothing else is to be said. */
  renewed(context: GraphContext, token: string): void {
    this.cookie.write(context.res, token);
  }

  /** Signs out. */
  async leave({ req, res }: GraphContext): Promise<true> {
    const { session, principal } = req;
    const personId = principal?.personId;
    if (session)
      await this.sessions.change(async (tx) => {
        await this.sessions.close(tx, session.hash);
        if (personId) await this.witness.note(tx, { action: 'SIGN_OUT', personId });
      });
    this.cookie.clear(res);
    // not "cookies": browsers would drop those of every port of this host
    res.setHeader('Clear-Site-Data', '"cache", "storage"');
    return true;
  }
}
