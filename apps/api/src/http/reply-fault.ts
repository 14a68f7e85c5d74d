import { HttpException } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { faultOf } from '../graphql/faults.js';
import type { Logger } from '../graphql/log.js';
import { httpStatusOf, Refusal } from '../graphql/refusal.js';

/** What body-parser and Express refuse by themselves; Nest's own exceptions are read by `faultOf`. */
function ofBody(thrown: unknown): Refusal | null {
  const { status, type } = (thrown ?? {}) as { status?: unknown; type?: unknown };
  if (thrown instanceof HttpException || typeof status !== 'number') return null;
  if (status < 400 || status >= 500) return null;
  if (type === 'entity.too.large')
    return new Refusal('INVALID', 'The request is larger than allowed.', { status: 413 });
  if (type === 'entity.parse.failed')
    return new Refusal('INVALID', 'The request is not JSON.', { status: 400 });
  return new Refusal('INVALID', 'The request cannot be read.', { status });
}

/** Writes something thrown as a reply, in the same form as the graph's errors. */
export function replyFault(response: Response, thrown: unknown, log: Logger): void {
  const { code, sentence, details } = faultOf(ofBody(thrown) ?? thrown, log);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, ...rest } = details;
  const { retryAfter } = details;
  if (typeof retryAfter === 'number') response.setHeader('Retry-After', String(retryAfter));
  if (code === 'UNAUTHENTICATED') response.setHeader('WWW-Authenticate', 'Bearer');
  response
    .status(typeof status === 'number' ? status : httpStatusOf(code))
    .json({ errors: [{ message: sentence, extensions: { ...rest, code } }] });
}

/** A handler whose faults become replies. */
export function guarded(
  handler: (request: Request, response: Response) => void | Promise<void>,
  log: Logger,
): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const run = async (): Promise<void> => handler(request, response);
    run().then(
      () => {
        if (!response.headersSent) next();
      },
      (thrown: unknown) => {
        replyFault(response, thrown, log);
      },
    );
  };
}
