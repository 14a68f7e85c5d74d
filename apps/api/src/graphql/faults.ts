/**
 * What was thrown, as a code and a sentence for the client.
 * One function for GraphQL, for graphql-jit and for plain routes, so that no way out shows more than another.
 */
import { randomUUID } from 'node:crypto';
import { HttpException } from '@nestjs/common';
import { StaleRevError } from '@chaperone/store';
import type { Logger } from './log.js';
import { Refusal, type RefusalCode, type RefusalDetails } from './refusal.js';

/** What a client learns of something thrown. */
export interface Fault {
  readonly code: RefusalCode;
  readonly sentence: string;
  readonly details: RefusalDetails;
}

/** PostgreSQL's way of saying: not now. Cut off, shutting down, too many connections, cannot connect. */
const NOT_NOW = new Set(['57P01', '57P02', '57P03', '53300', '08006', '08001', 'ECONNREFUSED']);
/** A value of the wrong shape; of a key it means that nothing can have it. */
const UNREADABLE = '22P02';
const CUT_OFF = '57014';
const LOCKED = new Set(['55P03', '40P01', '40001']);

function codeOf(thrown: unknown): string {
  const code = (thrown as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function ofDatabase(thrown: unknown): Fault | null {
  const code = codeOf(thrown);
  const waited =
    thrown instanceof Error && /timeout exceeded when trying to connect/.test(thrown.message);
  if (NOT_NOW.has(code) || waited)
    return fault('UNAVAILABLE', 'The database cannot be reached. Try again in a moment.');
  if (code === CUT_OFF)
    return fault('BUSY', 'This took too long and was stopped. Ask for less, or try again.');
  if (code === UNREADABLE && /type uuid/.test((thrown as Error).message))
    return fault('NOT_FOUND', 'There is no record with this id.');
  if (LOCKED.has(code)) return fault('BUSY', 'Somebody else is changing the same. Try again.');
  return null;
}

function fault(code: RefusalCode, sentence: string, details: RefusalDetails = {}): Fault {
  return { code, sentence, details };
}

function ofHttp(thrown: HttpException): Fault {
  const status = thrown.getStatus();
  if (status === 404) return fault('NOT_FOUND', 'There is nothing here.');
  if (status === 401) return fault('UNAUTHENTICATED', 'Sign in first.');
  if (status === 403) return fault('FORBIDDEN', 'Your role does not allow this.');
  return fault('INVALID', thrown.message);
}

/** Reads what was thrown; what is not known to us is logged under an id, and only the id goes out. */
export function faultOf(thrown: unknown, log: Logger): Fault {
  if (thrown instanceof Refusal) return fault(thrown.code, thrown.message, thrown.details);
  if (thrown instanceof StaleRevError)
    return thrown.current === null
      ? fault('NOT_FOUND', 'The record is gone.')
      : fault('STALE', 'Somebody else changed this. Read it again, then repeat your change.', {
          rev: thrown.current,
        });
  if (thrown instanceof HttpException && thrown.getStatus() < 500) return ofHttp(thrown);
  const known =
    ofDatabase(thrown) ?? ofDatabase((thrown as { driverError?: unknown })?.driverError);
  if (known) {
    log.warn({ fault: String(thrown) }, known.code);
    return known;
  }
  const id = randomUUID();
  log.error({ id, err: thrown }, 'Unexpected fault');
  return fault('INTERNAL', 'Something went wrong on our side.', { id });
}
