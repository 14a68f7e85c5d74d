/** What an entry of the audit log tells. `CHANGE` is a change of records that needs no word of its own. */
export const AUDIT_ACTIONS = [
  'CHANGE',
  'SIGN_IN',
  'SIGN_OUT',
  'SECOND_FACTOR',
  'STEP_UP',
  'ENROL_FACTOR',
  'REMOVE_FACTOR',
  'RECOVERY_CODE_USED',
  'RECOVERY_CODES_RENEWED',
  'PASSWORD_CHANGED',
  'SET_UP',
  'INVITE',
  'RESET',
  'ROLE_CHANGED',
  'PERSON_DISABLED',
  'PERSON_ENABLED',
  'SESSION_REVOKED',
  'TOKEN_CREATED',
  'TOKEN_REVOKED',
  'SSO_CHANGED',
  'KEY_ROTATED',
  'EXPORT',
  'DOWNLOAD',
  'UPLOAD',
  'FILE_REFUSED',
  'ACCESS_DENIED',
  'RATE_LIMITED',
  'IMPORT_APPLIED',
  'IMPORT_UNDONE',
  'SAMPLE_LOADED',
  'SAMPLE_REMOVED',
  'SETTINGS_CHANGED',
  'RETENTION_CHANGED',
  'AUDIT_CUT',
  'AUDIT_RESTORED',
  'GUARDS_RESTORED',
  'ACCESS_REVIEW_STARTED',
  'ACCESS_REVIEWED',
  'ACCESS_REVIEW_COMPLETED',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** How it ended. */
export const AUDIT_OUTCOMES = ['SUCCESS', 'FAILURE', 'DENIED'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** The record that an entry is about. */
export interface AuditSubject {
  /** A kind of watched record, such as VENDOR. */
  readonly type: string;
  /** Its key; null where there is none (an address that tried to sign in). */
  readonly id: string | null;
  readonly label: string | null;
}

/** What a room tells the audit log beside the rows that it changed. */
export interface Note {
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly subject?: AuditSubject;
  readonly why?: string | null;
  /** Further facts: no secret, no text that somebody typed into a field for secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Who did it, where the request does not know yet: somebody who is just signing in. */
  readonly by?: { readonly personId: string | null; readonly name: string; readonly role?: string };
}
