/**
 * The policy. In: who asks, what they want, of what. Out: a verdict. Pure: tables in, no clock, no
 * database, no request. Whatever no table allows is denied.
 */
import type { Role } from '@chaperone/risk-model';
import type { Capability, Scope } from './capabilities.js';
import { FIELD_TABLE, type Needs, type TypeRule } from './field-table.js';
import { ROLE_TABLE } from './roles.js';

/** What the policy knows of whoever asks. */
export interface Asker {
  readonly role: Role;
  readonly via: 'SESSION' | 'TOKEN' | 'SYSTEM';
  /** What a token is limited to; a token without scopes may nothing. */
  readonly scopes?: readonly Scope[];
  /** How far a session's sign-in has come; absent: all the way. */
  readonly stage?: 'FULL' | 'SECOND_FACTOR' | 'ENROL';
  /** The one assessment of a RESPONDENT. */
  readonly assessmentId?: string | null;
}

/** DO: use a root field, a route, a capability. READ: a field of a type. OPEN: one assessment by its key. */
export type Action = 'DO' | 'READ' | 'OPEN';

export interface Denied {
  readonly allowed: false;
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN';
  readonly sentence: string;
  /** What would have allowed it; any one of them. */
  readonly needs: readonly Capability[];
  /** Whether the field is given empty instead of refused. */
  readonly withheld: boolean;
}
export type Verdict = { readonly allowed: true } | Denied;

const ALLOWED: Verdict = { allowed: true };
const OPEN_TO_NOBODY = 'This is open to nobody.';

function denied(code: Denied['code'], sentence: string, needs: readonly Capability[] = []): Denied {
  return { allowed: false, code, sentence, needs, withheld: false };
}

/** The tables that a policy is made of. */
export interface Tables {
  readonly roles: Readonly<Record<Role, readonly Capability[]>>;
  readonly fields: Readonly<Record<string, TypeRule>>;
}

/**
 * Decides. `resource` is what DO needs, the type of READ, the assessment of OPEN; `field` is READ's.
 */
export type Decide = (
  asker: Asker | null,
  action: Action,
  resource: Needs | string,
  field?: string,
) => Verdict;

/** The policy that tables make. */
export function policyOf({ roles, fields }: Tables): Decide {
  return (asker, action, resource, field = '') => {
    if (action === 'DO') return holdsAny(roles, asker, resource as Needs);
    if (action === 'OPEN') return mayOpen(roles, asker, resource as string);
    const rule = fields[resource as string];
    return rule ? mayRead(roles, asker, rule, field) : denied('FORBIDDEN', OPEN_TO_NOBODY);
  };
}

/** The product's own policy. */
export const decide = policyOf({ roles: ROLE_TABLE, fields: FIELD_TABLE });

/** The capabilities that somebody holds, scopes of a token counted in. */
export function capabilitiesOf(asker: Asker): readonly Capability[] {
  return ROLE_TABLE[asker.role].filter((capability) => holds(ROLE_TABLE, asker, capability));
}

function holds(roles: Tables['roles'], asker: Asker, capability: Capability): boolean {
  if (!roles[asker.role].includes(capability)) return false;
  return asker.via !== 'TOKEN' || (asker.scopes?.includes(capability) ?? false);
}

function holdsAny(roles: Tables['roles'], asker: Asker | null, needs: Needs): Verdict {
  if (needs === 'EVERYBODY') return ALLOWED;
  if (!asker) return denied('UNAUTHENTICATED', 'Sign in first.');
  if (asker.stage && asker.stage !== 'FULL')
    return denied('UNAUTHENTICATED', 'Finish signing in first.');
  if (needs.some((capability) => holds(roles, asker, capability))) return ALLOWED;
  if (needs.length === 0) return denied('FORBIDDEN', OPEN_TO_NOBODY);
  const byRole = needs.some((capability) => roles[asker.role].includes(capability));
  const sentence = byRole ? 'The token is not meant for this.' : 'Your role does not allow this.';
  return denied('FORBIDDEN', sentence, needs);
}

function mayRead(
  roles: Tables['roles'],
  asker: Asker | null,
  rule: TypeRule,
  field: string,
): Verdict {
  const ofType = holdsAny(roles, asker, rule.needs);
  const own = rule.fields?.[field];
  if (!ofType.allowed || !own?.needs) return ofType;
  const ofField = holdsAny(roles, asker, own.needs);
  return ofField.allowed ? ofField : { ...ofField, withheld: own.withhold ?? false };
}

/** Staff open every assessment, a respondent its own. */
function mayOpen(roles: Tables['roles'], asker: Asker | null, assessment: string): Verdict {
  const verdict = holdsAny(roles, asker, ['questionnaires:read', 'portal:read']);
  if (!verdict.allowed || asker?.role !== 'RESPONDENT') return verdict;
  return asker.assessmentId === assessment
    ? ALLOWED
    : denied('FORBIDDEN', 'This is another assessment.');
}
