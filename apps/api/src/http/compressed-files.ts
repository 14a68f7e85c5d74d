import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';

const compress = promisify(brotliCompress);
/** Types worth it; pictures and fonts are compressed already. */
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
/** 11 costs seconds for the largest chunk and saves two per cent more. */
const QUALITY = 9;

/**
 * Sends the build's hashed scripts and styles compressed. Each is compressed at its first request
 * and kept: the files of one build are few and never change.
 */
export function compressedFiles(folder: string, hashed: RegExp): RequestHandler {
  const known = existsSync(folder)
    ? new Set(readdirSync(folder).filter((name) => hashed.test(name) && extname(name) in TYPES))
    : new Set<string>();
  const made = new Map<string, Promise<Buffer>>();
  const make = async (name: string): Promise<Buffer> =>
    compress(await readFile(join(folder, name)), {
      params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY },
    });
  return (request: Request, response: Response, next) => {
    const name = request.path.slice(1);
    if (!known.has(name) || !request.acceptsEncodings('br')) {
      next();
      return;
    }
    const file = made.get(name) ?? make(name);
    made.set(name, file);
    file.then(
      (body) => {
        response.setHeader('Content-Type', TYPES[extname(name)] ?? '');
        response.setHeader('Content-Encoding', 'br');
        response.setHeader('Vary', 'Accept-Encoding');
        response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
        response.setHeader('Content-Length', body.length);
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      () => {
        made.delete(name);
        next();
      },
    );
  };
}
