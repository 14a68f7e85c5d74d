import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Denials } from '../audit/denials.js';
import { Refusal } from '../graphql/refusal.js';
import { LOG, type Logger } from '../graphql/log.js';
import { replyFault } from './reply-fault.js';

/** Faults of plain routes become JSON here; those of the graph go on to its own formatter. */
@Catch()
export class FaultsFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Logger,
    private readonly denials: Denials,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType<'graphql' | 'http'>() !== 'http') throw thrown;
    if (thrown instanceof Refusal)
      this.denials.hear(thrown, [host.switchToHttp().getRequest<Request>().path]);
    replyFault(host.switchToHttp().getResponse<Response>(), thrown, this.log);
  }
}
