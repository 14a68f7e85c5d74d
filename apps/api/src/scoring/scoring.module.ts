import { Global, Module } from '@nestjs/common';
import { ChangeHooks } from './change-hooks.js';
import { ScoringService } from './scoring.service.js';

@Global()
@Module({ providers: [ScoringService, ChangeHooks], exports: [ScoringService, ChangeHooks] })
export class ScoringModule {}
