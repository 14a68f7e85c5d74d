import type { AuditAction, AuditOutcome } from '@chaperone/contract/audit';

const WORDS: Readonly<Record<AuditAction, true>> = {
  CHANGE: true,
  SIGN_IN: true,
  SIGN_OUT: true,
  SECOND_FACTOR: true,
  STEP_UP: true,
  ENROL_FACTOR: true,
  REMOVE_FACTOR: true,
  RECOVERY_CODE_USED: true,
  RECOVERY_CODES_RENEWED: true,
  PASSWORD_CHANGED: true,
  SET_UP: true,
  INVITE: true,
  RESET: true,
  ROLE_CHANGED: true,
  PERSON_DISABLED: true,
  PERSON_ENABLED: true,
  SESSION_REVOKED: true,
  TOKEN_CREATED: true,
  TOKEN_REVOKED: true,
  SSO_CHANGED: true,
  KEY_ROTATED: true,
  EXPORT: true,
  DOWNLOAD: true,
  UPLOAD: true,
  FILE_REFUSED: true,
  ACCESS_DENIED: true,
  RATE_LIMITED: true,
  IMPORT_APPLIED: true,
  IMPORT_UNDONE: true,
  SAMPLE_LOADED: true,
  SAMPLE_REMOVED: true,
  SETTINGS_CHANGED: true,
  RETENTION_CHANGED: true,
  AUDIT_CUT: true,
  AUDIT_RESTORED: true,
  GUARDS_RESTORED: true,
  ACCESS_REVIEW_STARTED: true,
  ACCESS_REVIEWED: true,
  ACCESS_REVIEW_COMPLETED: true,
};

/** What an entry can tell: every word of the graph, in the order in which filters show them. */
export const AUDIT_ACTIONS = Object.keys(WORDS) as AuditAction[];

const OUTCOMES: Readonly<Record<AuditOutcome, true>> = {
  SUCCESS: true,
  FAILURE: true,
  DENIED: true,
};
export const AUDIT_OUTCOMES = Object.keys(OUTCOMES) as AuditOutcome[];
