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

/** What a fault may tell besides its message and stack: where it lies, never which values it had. */
const TOLD = [
  'type',
  'message',
  'stack',
  'code',
  'query',
  'severity',
  'schema',
  'table',
  'column',
].concat(['constraint', 'routine', 'syscall', 'errno']);

/**
 * A fault as it is logged. Faults of the database carry the statement's values and the row at fault
 * (`parameters`, `driverError`, `detail`), which may be hashes, addresses and notes: they stay out.
 */
export const loggedFault = pino.stdSerializers.wrapErrorSerializer((fault) =>
  Object.assign(
    {} as pino.SerializedError,
    Object.fromEntries(TOLD.filter((name) => name in fault).map((name) => [name, fault[name]])),
  ),
);

/** The process's log: one JSON line an event, to stderr, so that stdout stays for what people read. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      redact: { paths: SECRETS, censor: '[hidden]' },
      serializers: { err: loggedFault },
      base: undefined,
    },
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
