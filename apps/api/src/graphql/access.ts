/**
 * Who may call what. In: the principal that http/ put on the request. Out: a refusal, or nothing.
 * Every root field and every route carries `@Can(…)` or `@Public()`; a bare one is refused here and
 * fails `access.spec.ts`. What each role holds and each field needs stands in the folder access/.
 */
import {
  applyDecorators,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Extensions } from '@nestjs/graphql';
import type { Capability } from './access/capabilities.js';
import { decide, type Asker, type Verdict } from './access/decide.js';
import type { Needs } from './access/field-table.js';
import { principalOf } from './principal.js';
import { Refusal } from './refusal.js';

export type { Capability } from './access/capabilities.js';

/** On whose behalf something happens. */
export interface Principal extends Asker {
  /** Null for tokens and for the product itself. */
  readonly personId: string | null;
  readonly name: string;
  /** When a session's second factor was last shown; null or absent: never. */
  readonly factorAt?: Date | null;
}

export const CAN = 'chaperone:can';
export const PUBLIC = 'chaperone:public';
/** Under which a root field of the schema says what it needs. */
export const NEEDS = 'chaperoneNeeds';

/** The capability that a root field or a route asks for; of several, any one will do. */
export const Can = (...capabilities: [Capability, ...Capability[]]): MethodDecorator =>
  applyDecorators(
    SetMetadata(CAN, capabilities),
    Extensions({ [NEEDS]: capabilities }) as MethodDecorator,
  );

/** Open to everybody, signed in or not. */
export const Public = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(PUBLIC, true),
    Extensions({ [NEEDS]: 'EVERYBODY' }) as MethodDecorator,
  );

/** Whether a principal may do something. */
export function may(principal: Principal, capability: Capability): boolean {
  return decide(principal, 'DO', [capability]).allowed;
}

/** A denial as what is said to the client. */
export function refusalOf(verdict: Verdict): Refusal | null {
  if (verdict.allowed) return null;
  const { code, sentence, needs } = verdict;
  return new Refusal(code, sentence, needs.length > 0 ? { needs } : {});
}

/** @throws Refusal FORBIDDEN where the principal may not. */
export function assertMay(principal: Principal, capability: Capability): void {
  const refusal = refusalOf(decide(principal, 'DO', [capability]));
  if (refusal) throw refusal;
}

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    if (this.reflector.get<boolean | undefined>(PUBLIC, handler)) return true;
    const needs = this.reflector.get<Needs | undefined>(CAN, handler);
    if (!needs) throw new Refusal('FORBIDDEN', 'This is open to nobody.');
    const refusal = refusalOf(decide(principalOf(context), 'DO', needs));
    if (refusal) throw refusal;
    return true;
  }
}
