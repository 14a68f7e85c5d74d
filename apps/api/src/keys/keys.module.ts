/**
 * Keys: what is kept sealed, and under which key. In: values with their place. Out: sealed text.
 * `Keys` itself comes with the runtime, ready before Nest starts; this room keeps it in step.
 */
import { Module } from '@nestjs/common';
import { KeyWatch } from './key-watch.js';
import { KeysResolver } from './keys.resolver.js';
import { KeysService } from './keys.service.js';

@Module({ providers: [KeyWatch, KeysResolver, KeysService] })
export class KeysModule {}
