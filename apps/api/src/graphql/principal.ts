import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import type { Principal } from './access.js';
import { Refusal } from './refusal.js';

/** A request as the API sees it, after http/ has found out who asks. */
export interface ApiRequest extends Request {
  principal?: Principal | null;
  /** Hash of the session's token, where the principal came by a session. */
  sessionHash?: string | null;
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
