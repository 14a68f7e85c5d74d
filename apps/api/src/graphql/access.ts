/**
 * Who may call what. In: the principal that http/ put on the request. Out: a refusal, or nothing.
 * Every root field and every route carries `@Can(…)`, `@Public()` or `@Partial(…)`; a bare one is refused here and
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
import { Extensions, GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Capability } from './access/capabilities.js';
import { decide, type Asker, type Verdict } from './access/decide.js';
import { FIELD_TABLE, type Needs } from './access/field-table.js';
import { isOpenAt, NEEDS, STAGES } from './access/judge-document.js';
import { Clock } from './clock.js';
import { principalOf } from './principal.js';
import { Refusal } from './refusal.js';
import { requestDoes } from './request-context.js';

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
export const PARTIAL = 'chaperone:partial';
export const FRESH = 'chaperone:fresh';
/** A second factor counts as fresh for this long. */
export const FRESH_FOR_MS = 5 * 60_000;
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

/** How far a sign-in has come. FULL: all the way. */
export type Stage = NonNullable<Asker['stage']>;

/**
 * Open to sign-ins that have come just as far as these stages; beside `@Can(…)` to them as well,
 * alone to nobody else.
 */
export const Partial = (...stages: readonly Exclude<Stage, 'FULL'>[]): MethodDecorator =>
  applyDecorators(
    SetMetadata(PARTIAL, stages),
    Extensions({ [STAGES]: stages }) as MethodDecorator,
  );

/**
 * Asks for a second factor that was shown within the last five minutes. Tokens never have one: PERSONS
 * keeps them out, SESSIONS lets them by, since the freshness is there for a screen that was left open.
 */
export const Fresh = (of: FreshOf = 'PERSONS'): MethodDecorator => SetMetadata(FRESH, of);
type FreshOf = 'PERSONS' | 'SESSIONS';

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

/** @throws Refusal STEP_UP_NEEDED, or FORBIDDEN for a token */
export function assertFresh(principal: Principal | null, now: Date): void {
  if (principal?.via === 'SYSTEM') return;
  if (principal?.via !== 'SESSION')
    throw new Refusal('FORBIDDEN', 'This needs a person with a second factor, not a token.');
  const age = principal.factorAt ? now.getTime() - principal.factorAt.getTime() : Infinity;
  if (age > FRESH_FOR_MS)
    throw new Refusal('STEP_UP_NEEDED', 'Show your second factor again to do this.');
}

/**
 * Stands before every root field, every route and every field resolver. Documents have been judged whole
 * before (access.plugin.ts); this is the second look, where the code is that gives the answer.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    requestDoes(handler.name);
    if (this.reflector.get<boolean | undefined>(PUBLIC, handler)) return true;
    const principal = principalOf(context);
    const verdict = this.verdict(context, principal);
    if (!verdict.allowed)
      throw refusalOf(verdict) ?? new Refusal('FORBIDDEN', 'This is open to nobody.');
    const onTheWay = principal?.stage !== undefined && principal.stage !== 'FULL';
    if (!onTheWay) this.demandFresh(handler, principal);
    return true;
  }

  private demandFresh(
    handler: ReturnType<ExecutionContext['getHandler']>,
    principal: Principal | null,
  ): void {
    const of = this.reflector.get<FreshOf | undefined>(FRESH, handler);
    if (of === 'PERSONS' || (of === 'SESSIONS' && principal?.via !== 'TOKEN'))
      assertFresh(principal, this.clock.now());
  }

  private verdict(context: ExecutionContext, principal: Principal | null): Verdict {
    const handler = context.getHandler();
    const stages = this.reflector.get<readonly Stage[] | undefined>(PARTIAL, handler);
    if (isOpenAt(stages, principal)) return decide(principal, 'DO', 'EVERYBODY');
    const needs = this.reflector.get<Needs | undefined>(CAN, handler);
    if (needs) return decide(principal, 'DO', needs);
    return stages ? decide(principal, 'DO', []) : ofField(context, principal);
  }
}

/** The verdict on a field resolver; what is neither that nor marked is open to nobody. */
function ofField(context: ExecutionContext, principal: Principal | null): Verdict {
  if (context.getType<'graphql' | 'http'>() !== 'graphql') return decide(principal, 'DO', []);
  const info = GqlExecutionContext.create(context).getInfo<FieldInfo>();
  const type = info.parentType.name;
  const led = info.path.prev;
  const opened = led?.typename && FIELD_TABLE[led.typename]?.fields?.[String(led.key)]?.opens;
  return opened && opened.includes(info.fieldName)
    ? decide(principal, 'DO', 'EVERYBODY')
    : decide(principal, 'READ', type, info.fieldName);
}

type FieldInfo = Pick<GraphQLResolveInfo, 'parentType' | 'path' | 'fieldName'>;
