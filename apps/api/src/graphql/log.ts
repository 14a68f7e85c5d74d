import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Token of the process's log. */
export const LOG = Symbol('LOG');

/** What must never stand in a log, wherever it appears. */
const SECRETS = ['password', 'token', 'authorization', 'cookie'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

/** The process's log: one JSON line an event, to stderr, so that stdout stays for what people read. */
export function createLog(level: string): Logger {
  return pino(
    { level, redact: { paths: SECRETS, censor: '[hidden]' }, base: undefined },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** Nest's own messages in our log; its start-up chatter counts as debug. */
export function nestLog(log: Logger): LoggerService {
  const text = (message: unknown): string =>
    message instanceof Error ? (message.stack ?? message.message) : String(message);
  return {
    log: (message: unknown) => log.debug(text(message)),
    debug: (message: unknown) => log.debug(text(message)),
    verbose: (message: unknown) => log.trace(text(message)),
    warn: (message: unknown) => log.warn(text(message)),
    error: (message: unknown, stack?: unknown) =>
      log.error({ ...(typeof stack === 'string' && { stack }) }, text(message)),
    fatal: (message: unknown) => log.fatal(text(message)),
  };
}
