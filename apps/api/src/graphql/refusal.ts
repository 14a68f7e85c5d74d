/**
 * What the API says when it will not do something.
 * Services throw a `Refusal`; `format-error.ts` and the HTTP filter turn it into a reply.
 * Anything else that is thrown is a fault of ours and reaches the client only as INTERNAL with an id.
 */

/** Every code that a reply may carry. */
export const REFUSAL_CODES = [
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
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** What a client may need beside the sentence: the field at fault, seconds to wait, the current rev … */
export interface RefusalDetails {
  readonly field?: string;
  readonly [detail: string]: unknown;
}

/** A refusal with a code for programs and a sentence for people, which names what to mend. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    sentence: string,
    readonly details: RefusalDetails = {},
  ) {
    super(sentence);
  }
}

/** Refuses with NOT_FOUND where nothing was found. */
export function found<T>(thing: T | null | undefined, what: string): T {
  if (thing === null || thing === undefined)
    throw new Refusal('NOT_FOUND', `${what} was not found.`);
  return thing;
}

const STATUS: Readonly<Record<RefusalCode, number>> = {
  NOT_FOUND: 404,
  INVALID: 400,
  STALE: 409,
  CONFLICT: 409,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
  STEP_UP_NEEDED: 403,
  UNKNOWN_OPERATION: 400,
  TOO_MANY_ATTEMPTS: 429,
  BUSY: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** The HTTP status that goes with a code on plain HTTP routes; GraphQL replies stay 200. */
export function httpStatusOf(code: RefusalCode): number {
  return STATUS[code];
}
