import { randomBytes } from 'node:crypto';
import helmet from 'helmet';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isLoopback } from '../config.js';

const YEAR = 31_536_000;
const NO_FEATURES =
  'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()';

/** What Angular, Material and chart.js need, tried with a deep link: no violation, nothing more allowed. */
function documentPolicy(): Record<
  string,
  Iterable<string | ((req: unknown, res: unknown) => string)>
> {
  const nonce = (_req: unknown, res: unknown): string =>
    `'nonce-${String((res as Response).locals['nonce'])}'`;
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", nonce],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'object-src': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['angular', 'angular#components'],
    'report-uri': ['/csp'],
  };
}

function headers(directives: ReturnType<typeof documentPolicy>, tls: boolean): RequestHandler {
  const set = (hsts: boolean): RequestHandler =>
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      strictTransportSecurity: hsts ? { maxAge: YEAR, includeSubDomains: true } : false,
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }) as RequestHandler;
  const [plain, strict] = [set(false), set(true)];
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', NO_FEATURES);
    // on localhost it would forbid plain HTTP to every other program of this machine
    const here = isLoopback((request.headers.host ?? '').replace(/:\d+$/, ''));
    (tls && !here ? strict : plain)(request, response, next);
  };
}

/** Headers of the dashboard's documents and files, with a nonce of their own for each reply. */
export function documentHeaders(tls: boolean): RequestHandler {
  const rest = headers(documentPolicy(), tls);
  return (request: Request, response: Response, next: NextFunction) => {
    response.locals['nonce'] = randomBytes(18).toString('base64');
    rest(request, response, next);
  };
}

/** Headers of what programs read: nothing in it may be shown, run, framed or kept. */
export function apiHeaders(tls: boolean): RequestHandler {
  const rest = headers({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] }, tls);
  return (request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    rest(request, response, next);
  };
}
