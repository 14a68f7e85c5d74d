import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../graphql/log.js';
import { Refusal } from '../graphql/refusal.js';
import { replyFault } from './reply-fault.js';

/** The longest that a request to the graph takes, its arrival counted in. */
export const LONGEST_REQUEST_MS = 30_000;

/**
 * Ends requests that take too long: whoever sends a body letter by letter, or asks for what never comes back, is told
 * so and holds nothing any longer. Statements are cut off long before; a change that was begun may still happen.
 */
export function timeLimit(ms: number, log: Logger): RequestHandler {
  return (request, response, next) => {
    const timer = setTimeout(() => end(request, response, log), ms);
    response.once('close', () => clearTimeout(timer));
    next();
  };
}

function end(request: Request, response: Response, log: Logger): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.setHeader('Connection', 'close');
  const late = request.complete
    ? new Refusal(
        'BUSY',
        'This took too long and was stopped. Look whether it happened, then try again.',
      )
    : new Refusal('INVALID', 'The request did not arrive in time.', { status: 408 });
  replyFault(response, late, log);
  // whoever answers now comes too late, and is not to fail for it
  const nothing = (): Response => response;
  Object.assign(response, {
    setHeader: nothing,
    status: nothing,
    json: nothing,
    send: nothing,
    end: nothing,
  });
}
