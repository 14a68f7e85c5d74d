import { Inject, Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { Clock } from '../../graphql/clock.js';
import { Keys } from '../../keys/keys.js';
import { INSTALLATION, type Installation } from '../../runtime.js';

const TEN_MINUTES = 600;
/** Lax, since Strict would not come back from the provider; it only lives until then. */
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Lax';

/** A sign-in that is under way at the provider: what the reply must fit to. */
export interface Departure {
  readonly state: string;
  readonly nonce: string;
  /** PKCE's secret. */
  readonly verifier: string;
  readonly providerId: string;
  /** Path of ours to go on to. */
  readonly to: string;
  /** Seconds that the sign-in at the provider may be old; null: any. */
  readonly maxAge: number | null;
  /** The session that the browser left with, by its name; null: none. It ends on arrival. */
  readonly sessionId: string | null;
  /** Whether the account is to be a further way in for whoever that session is. */
  readonly link: boolean;
}

/** The cookie that ties the reply to the browser that left. */
@Injectable()
export class SsoCookie {
  private readonly name: string;

  constructor(
    @Inject(INSTALLATION) installation: Installation,
    private readonly keys: Keys,
    private readonly clock: Clock,
  ) {
    this.name = `__Host-sso-${installation.id.replaceAll('-', '').slice(0, 8)}`;
  }

  write(response: Response, departure: Departure): void {
    const until = this.seconds() + TEN_MINUTES;
    const text = Buffer.from(JSON.stringify({ ...departure, until })).toString('base64url');
    const value = `${text}.${this.keys.mac('sso-cookie', text)}`;
    response.append('Set-Cookie', `${this.name}=${value}; Max-Age=${TEN_MINUTES}; ${ATTRIBUTES}`);
  }

  clear(response: Response): void {
    response.append('Set-Cookie', `${this.name}=; Max-Age=0; ${ATTRIBUTES}`);
  }

  /** What the browser left with; null where it left with nothing, or too long ago, or somebody changed it. */
  read(request: Request): Departure | null {
    const [text = '', mac = ''] = this.value(request).split('.');
    if (!text || !equal(mac, this.keys.mac('sso-cookie', text))) return null;
    const departure = JSON.parse(Buffer.from(text, 'base64url').toString()) as Departure & {
      until: number;
    };
    return departure.until > this.seconds() ? departure : null;
  }

  private value(request: Request): string {
    const start = `${this.name}=`;
    const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
    return parts.find((part) => part.startsWith(start))?.slice(start.length) ?? '';
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}

function equal(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
