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
import { SsoCookie } from './sso-cookie.js';
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
    await this.guarded(response, async () => {
      await this.attempts.ofAddress(request.ip ?? 'unknown');
      const { url, departure } = await this.signIns.depart(wishes.provider ?? null, {
        redirectUri: `${this.originOf(request)}${CALLBACK}`,
        to: pathOf(wishes.to),
        maxAge: wishes.fresh ? FRESH_SECONDS : null,
        linkTo: wishes.link ? linkTo(request, this.clock.now()) : null,
      });
      this.ssoCookie.write(response, departure);
      return url.href;
    });
  }

  /** Takes whoever comes back. */
  @Get('callback')
  @Public()
  async callback(@Req() request: ApiRequest, @Res() response: Response): Promise<void> {
    await this.guarded(response, async () => {
      await this.attempts.ofAddress(request.ip ?? 'unknown');
      const departure = this.ssoCookie.read(request);
      this.ssoCookie.clear(response);
      if (!departure) throw new SsoRefusal('NOT_VALID');
      const url = new URL(request.originalUrl, this.originOf(request));
      const origin = {
        address: request.ip ?? null,
        userAgent: request.headers['user-agent'] ?? null,
      };
      const { token, full } = await this.signIns.arrive(url, departure, origin);
      this.sessionCookie.write(response, token);
      return full
        ? departure.to
        : `/sign-in?${new URLSearchParams({ to: departure.to }).toString()}`;
    });
  }

  /** A redirect in every case: what went wrong is said by the sign-in page. */
  private async guarded(response: Response, work: () => Promise<string>): Promise<void> {
    let where: string;
    try {
      where = await work();
    } catch (thrown) {
      const why = this.codeOf(thrown);
      await this.audit.note({ action: 'SIGN_IN', outcome: 'FAILURE', why, details: { by: 'SSO' } });
      where = `/sign-in?sso=${why}`;
    }
    response.redirect(303, where);
  }

  private codeOf(thrown: unknown): SsoRefusalCode {
    if (thrown instanceof SsoRefusal) return thrown.code;
    if (thrown instanceof Refusal && thrown.code === 'TOO_MANY_ATTEMPTS') return 'TOO_MANY';
    this.log.error({ err: thrown }, 'Single sign-on failed');
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

/** Who asks for a further way in: signed in all the way, a factor shown just now. @throws SsoRefusal */
function linkTo({ principal }: ApiRequest, now: Date): string {
  if (!principal?.personId || principal.stage !== 'FULL') throw new SsoRefusal('LINK_FIRST');
  try {
    assertFresh(principal, now);
  } catch (thrown) {
    throw new SsoRefusal('LINK_FIRST', { cause: thrown });
  }
  return principal.personId;
}
