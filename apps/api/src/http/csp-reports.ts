import { raw, type Request, type RequestHandler, type Response } from 'express';
import type { Logger } from '../graphql/log.js';

const MINUTE = 60_000;
const MOST_A_MINUTE = 20;
const LONGEST = 2_000;

/** Takes reports of the content security policy and logs some: anybody may send them. */
export function cspReports(log: Logger): RequestHandler[] {
  let since = 0;
  let logged = 0;
  const read = raw({ type: () => true, limit: '10kb' });
  return [
    (request, response, next) => {
      read(request, response, (fault?: unknown) => {
        if (fault) response.status(413).end();
        else next();
      });
    },
    (request: Request, response: Response) => {
      const now = Date.now();
      if (now - since > MINUTE) [since, logged] = [now, 0];
      logged += 1;
      if (logged <= MOST_A_MINUTE && Buffer.isBuffer(request.body))
        log.warn({ report: request.body.toString('utf8').slice(0, LONGEST) }, 'CSP violation');
      response.status(204).end();
    },
  ];
}
