import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router, static as files, type Request, type RequestHandler, type Response } from 'express';
import { compressedFiles } from './compressed-files.js';

/** Angular puts a hash of eight signs into the names of what it builds. */
const HASHED = /[-.][A-Za-z0-9_-]{8}\.(js|css|woff2?|ttf|svg|png|jpg|webp|map)$/;
// the build writes attribute names in lower case
const NONCE = /ngCspNonce="([^"]+)"/i;
/** Paths that are no pages. */
const API = /^\/(graphql|uploads|files|exports|sso|livez|readyz|csp)(\/|$)/;
/** A page has no file ending; a missing script must not come back as HTML. */
const FILE = /\.[a-z0-9]{1,8}$/i;

function page(index: string): RequestHandler {
  const html = readFileSync(index, 'utf8');
  const placeholder = NONCE.exec(html)?.[1];
  return (_request: Request, response: Response) => {
    const nonce = String(response.locals['nonce']);
    response.setHeader('Cache-Control', 'no-cache');
    response.type('html').send(placeholder ? html.replaceAll(placeholder, nonce) : html);
  };
}

/**
 * Serves the built dashboard: its files, and its page for every address that is none of ours.
 * Null where there is no build.
 */
export function dashboardFiles(folder: string | null): RequestHandler | null {
  const index = folder && join(folder, 'index.html');
  if (!index || !existsSync(index)) return null;
  const router = Router();
  const send = page(index);
  router.use((request, response, next) => {
    if (API.test(request.path) || (request.method !== 'GET' && request.method !== 'HEAD'))
      next('router');
    else if (request.path === '/index.html') send(request, response, next);
    else next();
  });
  router.use(compressedFiles(folder, HASHED));
  router.use(
    files(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        const cache = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
        response.setHeader('Cache-Control', cache);
      },
    }),
  );
  router.use((request, response, next) => {
    if (FILE.test(request.path)) next('router');
    else send(request, response, next);
  });
  return router;
}
