import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Audit } from '../../audit/audit.js';
import { CONFIG, type Config } from '../../config.js';
import { assertFresh, Public } from '../../graphql/access.js';
import { Clock } from '../../graphql/clock.js';
import { LOG, type Logger } from '../../graphql/log.js';
import type { ApiRequest } from '../../graphql/principal.js';
import { Refusal } from '../../graphql/refusal.js';
import { Attempts } from '../attempts.js';
import { SessionCookie } from '../session-cookie.js';
import { SsoCookie, type Departure } from './sso-cookie.js';
import { SsoRefusal, type SsoRefusalCode } from './sso-refusal.js';
import { SsoSignIn } from './sso-sign-in.service.js';

const CALLBACK = '/sso/callback';
const FRESH_SECONDS = 300;
/** What a link to start may say. */
interface Wishes {
  readonly provider?: string;
  /** Path to go on to. */
  readonly to?: string;
  /** Prove yourself anew, for a step that asks for it. */
  readonly fresh?: string;
  /** Make the account a further way in for whoever is signed in. */
  readonly link?: string;
}

/**
 * The two addresses of single sign-on. The browser comes back from another site, without the session's
 * cookie (it is Strict), so nothing is decided by a session here: the reply sets the new cookie and sends
 * the browser to a page, whose own requests carry it.
 */
@Controller('sso')
export class SsoController {
  constructor(
    private readonly signIns: SsoSignIn,
    private readonly attempts: Attempts,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly ssoCookie: SsoCookie,
    private readonly sessionCookie: SessionCookie,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Sends the browser to the provider. */
  @Get('start')
  @Public()
  async start(
    @Req() request: ApiRequest,
    @Res() response: Response,
    @Query() wishes: Wishes,
  ): Promise<void> {
    if (comesFromElsewhere(request)) {
      response.redirect(303, '/sign-in');
      return;
    }
    const going = this.depart(request, response, wishes);
    response.redirect(303, await going.catch((thrown: unknown) => this.refused(thrown)));
  }

  /** Takes whoever comes back. */
  @Get('callback')
  @Public()
  async callback(@Req() request: ApiRequest, @Res() response: Response): Promise<void> {
    const departure = this.ssoCookie.read(request);
    this.ssoCookie.clear(response);
    // whoever did not leave from here is nobody's attempt: any page could send us such requests
    const coming = departure
      ? this.arrive(request, response, departure)
      : Promise.reject(new SsoRefusal('NOT_VALID'));
    response.redirect(303, await coming.catch((thrown: unknown) => this.refused(thrown)));
  }

  private async depart(request: ApiRequest, response: Response, wishes: Wishes): Promise<string> {
    await this.attempts.ofAddress(request.ip ?? 'unknown');
    if (wishes.link) assertMayLink(request, this.clock.now());
    const { url, departure } = await this.signIns.depart(wishes.provider ?? null, {
      redirectUri: `${this.originOf(request)}${CALLBACK}`,
      to: pathOf(wishes.to),
      maxAge: wishes.fresh ? FRESH_SECONDS : null,
      sessionId: request.session?.id ?? null,
      link: Boolean(wishes.link),
    });
    this.ssoCookie.write(response, departure);
    return url.href;
  }

  private async arrive(
    request: ApiRequest,
    response: Response,
    departure: Departure,
  ): Promise<string> {
    await this.attempts.ofAddress(request.ip ?? 'unknown');
    const url = new URL(request.originalUrl, this.originOf(request));
    const origin = {
      address: request.ip ?? null,
      userAgent: request.headers['user-agent'] ?? null,
    };
    try {
      const { token, full } = await this.signIns.arrive(url, departure, origin);
      this.sessionCookie.write(response, token);
      const { to } = departure;
      return full ? to : `/sign-in?${new URLSearchParams({ to }).toString()}`;
    } catch (thrown) {
      const why = this.codeOf(thrown);
      await this.audit.note({ action: 'SIGN_IN', outcome: 'FAILURE', why, details: { by: 'SSO' } });
      throw thrown;
    }
  }

  /** A redirect in every case: what went wrong is said by the sign-in page. */
  private refused(thrown: unknown): string {
    const why = this.codeOf(thrown);
    const known = thrown instanceof Error && ['SsoRefusal', 'Refusal'].includes(thrown.name);
    if (!known) this.log.error({ err: thrown }, 'Single sign-on failed');
    return `/sign-in?sso=${why}`;
  }

  private codeOf(thrown: unknown): SsoRefusalCode {
    if (thrown instanceof SsoRefusal) return thrown.code;
    if (thrown instanceof Refusal && thrown.code === 'TOO_MANY_ATTEMPTS') return 'TOO_MANY';
    return 'UNAVAILABLE';
  }

  /** The address that the browser knows us by; the provider compares it letter by letter. */
  private originOf(request: ApiRequest): string {
    const scheme = this.config.tls ? 'https' : 'http';
    return this.config.publicOrigin ?? `${scheme}://${request.headers.host ?? 'localhost'}`;
  }
}

/** A path of ours; anything that could lead to another site becomes the first page. */
function pathOf(to: string | undefined): string {
  if (typeof to !== 'string') return '/';
  const url = URL.parse(to, 'http://here');
  const path = url?.origin === 'http://here' ? `${url.pathname}${url.search}` : '/';
  return path.startsWith('//') ? '/' : path;
}

/**
 * Whether another site made the browser ask: a picture there would use up the attempts of whoever looks
 * at it. Browsers that do not say are believed.
 */
function comesFromElsewhere({ headers }: ApiRequest): boolean {
  return !['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string);
}

/** A further way in is for whoever is signed in all the way, a factor shown just now. @throws SsoRefusal */
function assertMayLink({ principal }: ApiRequest, now: Date): void {
  if (!principal?.personId || principal.stage !== 'FULL') throw new SsoRefusal('LINK_FIRST');
  try {
    assertFresh(principal, now);
  } catch (thrown) {
    throw new SsoRefusal('LINK_FIRST', { cause: thrown });
  }
}
