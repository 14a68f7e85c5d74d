import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import type { SessionOrigin } from '@chaperone/store';
import type { Principal, Stage } from './access.js';
import { Refusal } from './refusal.js';

/** A request as the API sees it, after http/ has found out who asks. */
export interface ApiRequest extends Request {
  principal?: Principal | null;
  /** The session by which the principal came. */
  session?: OpenSession | null;
}

/** A session that a request came by. */
export interface OpenSession {
  readonly id: string;
  /** Hash of its token. */
  readonly hash: string;
  readonly stage: Stage;
  readonly beganBy: SessionOrigin;
  /** When it ends, however busy. */
  readonly expiresAt: Date;
}

/** What resolvers get as context. */
export interface GraphContext {
  readonly req: ApiRequest;
  readonly res: Response;
  /** The organisation's current day, YYYY-MM-DD. */
  readonly today: string;
}

/** The request behind a resolver's or a route's execution. */
export function requestOf(context: ExecutionContext): ApiRequest {
  if (context.getType<'graphql' | 'http'>() === 'graphql')
    return GqlExecutionContext.create(context).getContext<GraphContext>().req;
  return context.switchToHttp().getRequest<ApiRequest>();
}

/** Who asks; null when nobody is signed in. */
export function principalOf(context: ExecutionContext): Principal | null {
  return requestOf(context).principal ?? null;
}

/** The signed-in principal. @throws Refusal UNAUTHENTICATED on a public field that nobody signed in for. */
export const CurrentPrincipal = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => {
    const principal = principalOf(context);
    if (!principal) throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
    return principal;
  },
);

/** The principal, or null where nobody is signed in. */
export const PrincipalOrNull = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  principalOf(context),
);
