import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { LOG, type Logger } from '../graphql/log.js';
import { replyFault } from './reply-fault.js';

/** Faults of plain routes become JSON here; those of the graph go on to its own formatter. */
@Catch()
export class FaultsFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType<'graphql' | 'http'>() !== 'http') throw thrown;
    replyFault(host.switchToHttp().getResponse<Response>(), thrown, this.log);
  }
}
