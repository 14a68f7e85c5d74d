/**
 * What stands before the rooms: headers, names and origins, who asks, the size of a body, the dashboard's files.
 * In: a Nest application before it is initialised. It must know no vendor and no query.
 */
import { json, type RequestHandler } from 'express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '../config.js';
import type { Logger } from '../graphql/log.js';
import type { ApiRequest } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { currentRequest, inRequest } from '../graphql/request-context.js';
import { WhoAsks } from '../identity/who-asks.service.js';
import { cspReports } from './csp-reports.js';
import { dashboardFiles } from './dashboard-files.js';
import { checkOperation, type OperationRules } from './operations.js';
import { checkHost, checkOrigin, localhostOf, type Place } from './origins.js';
import { guarded, replyFault } from './reply-fault.js';
import { LONGEST_REQUEST_MS, timeLimit } from './time-limit.js';
import { apiHeaders, documentHeaders } from './security-headers.js';

const LARGEST_DOCUMENT = '100kb';
/** Routes that act on somebody's behalf. */
const OURS = ['/graphql', '/uploads', '/files', '/exports', '/imports/templates', '/sso'];
/** Everything that is no page of the dashboard. */
const FOR_PROGRAMS = [...OURS, '/livez', '/readyz', '/csp'];

/** Puts all of it onto the application, in the order in which a request meets it. */
export function dress(
  app: NestExpressApplication,
  options: { config: Config; log: Logger; dashboardDir: string | null; operations: OperationRules },
): void {
  const { config, log } = options;
  const place: Place = {
    host: config.host,
    publicOrigin: config.publicOrigin,
    tls: config.tls !== null,
  };
  const tls = place.tls || config.publicOrigin !== null;
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.trustProxy.length > 0 ? [...config.trustProxy] : false);
  app.use(guarded((request) => checkHost(request, place), log));
  app.use(FOR_PROGRAMS, apiHeaders(tls));
  app.use('/csp', ...cspReports(log));
  const documents = documentHeaders(tls);
  const files = dashboardFiles(options.dashboardDir);
  if (files) app.use(toLocalhost(place), unlessForPrograms(documents), files);
  app.use(guarded((request) => checkOrigin(request, place), log));
  app.use(OURS, remembered);
  const whoAsks = app.get(WhoAsks);
  app.use(
    OURS,
    guarded((request) => whoAsks.identify(request as ApiRequest), log),
  );
  app.use(
    '/graphql',
    postOnly(log),
    timeLimit(LONGEST_REQUEST_MS, log),
    body(log),
    guarded((request) => checkOperation(request, options.operations), log),
  );
}

/** From here on everything that the request leads to knows of it. */
const remembered: RequestHandler = (request, response, next) => {
  const facts = {
    address: request.ip ?? null,
    userAgent: request.headers['user-agent'] ?? null,
    principal: () => (request as ApiRequest).principal ?? null,
  };
  inRequest(facts, () => {
    response.setHeader('X-Request-Id', currentRequest()?.requestId ?? '');
    next();
  });
};

function toLocalhost(place: Place): RequestHandler {
  return (request, response, next) => {
    const there = request.method === 'GET' ? localhostOf(request, place) : null;
    if (there) response.redirect(307, there);
    else next();
  };
}

function unlessForPrograms(handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (FOR_PROGRAMS.some((path) => request.path === path || request.path.startsWith(`${path}/`)))
      next();
    else handler(request, response, next);
  };
}

function postOnly(log: Logger): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'POST') {
      next();
      return;
    }
    response.setHeader('Allow', 'POST');
    replyFault(
      response,
      new Refusal('INVALID', 'The graph answers POST only.', { status: 405 }),
      log,
    );
  };
}

function body(log: Logger): RequestHandler {
  const read = json({ limit: LARGEST_DOCUMENT, strict: true });
  return (request, response, next) => {
    read(request, response, (fault?: unknown) => {
      if (fault) replyFault(response, fault, log);
      else next();
    });
  };
}
