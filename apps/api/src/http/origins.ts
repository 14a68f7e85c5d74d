/**
 * From where a request may come. Three nets hold foreign sites off: the cookie is SameSite=Strict,
 * Apollo wants a request that browsers ask leave for, and here every change must come from our own page.
 */
import type { Request } from 'express';
import { isLoopback } from '../config.js';
import { Refusal } from '../graphql/refusal.js';

/** Where the server is. */
export interface Place {
  readonly host: string;
  readonly publicOrigin: string | null;
  /** Whether the server itself speaks TLS. */
  readonly tls: boolean;
}

const SAFE = new Set(['GET', 'HEAD']);

function hostOf(request: Request): { name: string; whole: string } {
  const whole = request.headers.host ?? '';
  return { name: whole.replace(/:\d+$/, ''), whole };
}

/**
 * Refuses other names than our own: a foreign name that was made to point here (DNS rebinding)
 * would count as same-origin. @throws Refusal FORBIDDEN
 */
export function checkHost(request: Request, { host, publicOrigin }: Place): void {
  const asked = hostOf(request);
  if (isLoopback(asked.name)) return;
  const known = publicOrigin ? new URL(publicOrigin).host === asked.whole : !isLoopback(host);
  if (!known)
    throw new Refusal('FORBIDDEN', 'This server does not go by that name.', { status: 421 });
}

/** Refuses changes that other sites ask for. @throws Refusal FORBIDDEN */
export function checkOrigin(request: Request, { publicOrigin }: Place): void {
  if (SAFE.has(request.method)) return;
  if (request.headers.authorization && !request.headers.cookie) return;
  if (request.headers['sec-fetch-site'] === 'same-origin') return;
  const { origin } = request.headers;
  const own = [publicOrigin, `http://${hostOf(request).whole}`, `https://${hostOf(request).whole}`];
  if (origin && own.includes(origin)) return;
  throw new Refusal(
    'FORBIDDEN',
    'Requests that change something come from the dashboard, or with a token.',
  );
}

/** Where a document asked for by another loopback name is to be read: passkeys refuse IP addresses. */
export function localhostOf(request: Request, { publicOrigin, tls }: Place): string | null {
  const { name, whole } = hostOf(request);
  if (publicOrigin || !isLoopback(name) || name.toLowerCase() === 'localhost') return null;
  if (!(request.headers.accept ?? '').includes('text/html')) return null;
  return `${tls ? 'https' : 'http'}://localhost${whole.slice(name.length)}${request.originalUrl}`;
}
