import { HttpErrorResponse } from '@angular/common/http';

/** The server's own codes, and OFFLINE for a request that never got a reply. */
export const FAILURE_CODES = [
  'NOT_FOUND',
  'INVALID',
  'STALE',
  'CONFLICT',
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'STEP_UP_NEEDED',
  'UNKNOWN_OPERATION',
  'TOO_MANY_ATTEMPTS',
  'BUSY',
  'UNAVAILABLE',
  'INTERNAL',
  'OFFLINE',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/**
 * Why a request brought nothing. `message` is the server's sentence, fit to be shown;
 * `field` names the input that is to be mended, where the server said so;
 * `id` is the mark of an INTERNAL fault in the server's log;
 * `seconds` says when another attempt will be looked at.
 */
export class Failure extends Error {
  readonly field?: string;
  readonly id?: string;
  readonly seconds?: number;

  constructor(
    readonly code: FailureCode,
    sentence: string,
    details: Record<string, unknown> = {},
  ) {
    super(sentence);
    const { field, id, retryAfter } = details;
    if (typeof field === 'string') this.field = field;
    if (typeof id === 'string') this.id = id;
    if (typeof retryAfter === 'number') this.seconds = retryAfter;
  }
}

/** The shape of a GraphQL reply on the wire. */
export interface Reply {
  data?: unknown;
  errors?: { message?: string; extensions?: Record<string, unknown> }[];
}

/** Apollo's own codes for a request that it could not read or would not run. */
const REQUEST_FAULTS: Record<string, FailureCode> = {
  BAD_USER_INPUT: 'INVALID',
  BAD_REQUEST: 'INVALID',
  GRAPHQL_PARSE_FAILED: 'INVALID',
  GRAPHQL_VALIDATION_FAILED: 'INVALID',
};

const asCode = (code: unknown): FailureCode =>
  FAILURE_CODES.find((known) => known === code) ?? REQUEST_FAULTS[String(code)] ?? 'INTERNAL';

/** The first error of a reply, or nothing where the reply has none. */
export function failureOf(reply: Reply | null | undefined): Failure | undefined {
  const error = Array.isArray(reply?.errors) ? reply.errors[0] : undefined;
  if (!error) return undefined;
  const { code, ...details } = error.extensions ?? {};
  return new Failure(asCode(code), error.message ?? '', details);
}

/** Any thrown value as a Failure; a reply's own errors win over the HTTP status. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof HttpErrorResponse) {
    return failureOf(error.error as Reply | null) ?? new Failure(codeOfStatus(error.status), '');
  }
  if (error instanceof Error && error.cause) return asFailure(error.cause);
  return new Failure('INTERNAL', '');
}

function codeOfStatus(status: number): FailureCode {
  if (status === 0) return 'OFFLINE';
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 429) return 'TOO_MANY_ATTEMPTS';
  if (status === 502 || status === 503 || status === 504) return 'UNAVAILABLE';
  return 'INTERNAL';
}
