/**
 * Who may call what. In: the principal that http/ put on the request. Out: a refusal, or nothing.
 * Every root field and every route carries `@Can(…)` or `@Public()`; a bare one is refused here and
 * fails `access.spec.ts`.
 */
import {
  Injectable,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '@chaperone/risk-model';
import { ACCESS, type Capability } from './access-table.js';
import { principalOf } from './principal.js';
import { Refusal } from './refusal.js';

export type { Capability } from './access-table.js';

/** On whose behalf something happens. */
export interface Principal {
  /** Null for tokens and for the product itself. */
  readonly personId: string | null;
  readonly name: string;
  readonly role: Role;
  readonly via: 'SESSION' | 'TOKEN' | 'SYSTEM';
}

export const CAN = 'chaperone:can';
export const PUBLIC = 'chaperone:public';

/** The capability that a root field or a route asks for. */
export const Can = (capability: Capability): CustomDecorator => SetMetadata(CAN, capability);

/** Open to everybody, signed in or not. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC, true);

/** Whether a principal may do something. */
export function may(principal: Principal, capability: Capability): boolean {
  return ACCESS[principal.role].has(capability);
}

/** @throws Refusal FORBIDDEN where the principal may not. */
export function assertMay(principal: Principal, capability: Capability): void {
  if (!may(principal, capability))
    throw new Refusal('FORBIDDEN', 'Your role does not allow this.', { capability });
}

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    if (this.reflector.get<boolean | undefined>(PUBLIC, handler)) return true;
    const capability = this.reflector.get<Capability | undefined>(CAN, handler);
    if (!capability) throw new Refusal('FORBIDDEN', 'This is open to nobody.');
    const principal = principalOf(context);
    if (!principal) throw new Refusal('UNAUTHENTICATED', 'Sign in first.');
    assertMay(principal, capability);
    return true;
  }
}
