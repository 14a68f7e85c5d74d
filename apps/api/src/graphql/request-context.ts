/**
 * Who is behind what happens now, wherever in the code one stands. In: http/dress.ts opens a context for
 * every request that can change or read data; commands and nightly work have none and act as the
 * product itself. Out: `currentRequest()`, which the audit log writes down.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Principal } from './access.js';

/** The product itself, where no person stands behind a change: nightly work, the command line. */
export const systemPrincipal: Principal = {
  personId: null,
  name: 'Chaperone',
  role: 'ADMIN',
  via: 'SYSTEM',
  stage: 'FULL',
  factorAt: null,
};

/** What is known of a request. */
export interface RequestContext {
  readonly requestId: string;
  /** Null while nobody is signed in. */
  readonly principal: Principal | null;
  readonly via: Principal['via'] | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** The root field or the route that runs. */
  readonly doing: string | null;
}

/** What is told about a request when it comes in; the principal is found out later. */
export interface RequestFacts {
  readonly address: string | null;
  readonly userAgent: string | null;
  principal(): Principal | null;
}

class OpenRequest implements RequestContext {
  readonly requestId = randomUUID();
  doing: string | null = null;

  constructor(private readonly facts: RequestFacts) {}

  get principal(): Principal | null {
    return this.facts.principal();
  }

  get via(): Principal['via'] | null {
    return this.principal?.via ?? null;
  }

  get address(): string | null {
    return this.facts.address;
  }

  get userAgent(): string | null {
    return this.facts.userAgent;
  }
}

const current = new AsyncLocalStorage<OpenRequest | null>();

/** The request that is being answered; null in commands and nightly work. */
export function currentRequest(): RequestContext | null {
  return current.getStore() ?? null;
}

/** Runs work as part of a request. */
export function inRequest<T>(facts: RequestFacts, work: () => T): T {
  return current.run(new OpenRequest(facts), work);
}

/** Says what the current request is doing: the name of a root field or a route. */
export function requestDoes(what: string): void {
  const request = current.getStore();
  if (request) request.doing = what;
}

/** Runs work of the product's own that a request only set off: it is held to nobody's role, scope or rows. */
export function apartFromRequests<T>(work: () => T): T {
  return current.run(null, work);
}

/**
 * Runs work that a request asked for and that outlives it, such as an import, on behalf of whoever
 * asked: the same principal, no request.
 */
export function onBehalfOf<T>(principal: Principal, doing: string, work: () => T): T {
  const request = new OpenRequest({ address: null, userAgent: null, principal: () => principal });
  request.doing = doing;
  return current.run(request, work);
}
