/**
 * What a process runs on, made before Nest starts and handed to every room: settings, log,
 * connections, keys, and which installation this is.
 */
import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { InstallationKind } from '@chaperone/store';
import { CONFIG, type Config } from './config.js';
import { LOG, type Logger } from './graphql/log.js';
import { Database } from './graphql/work.js';
import { Keys } from './keys/keys.js';

/** Which installation this is. */
export interface Installation {
  readonly id: string;
  readonly kind: InstallationKind;
}

/** Token of the installation. */
export const INSTALLATION = Symbol('INSTALLATION');

/** What a process runs on. */
export interface Runtime {
  readonly config: Config;
  readonly log: Logger;
  readonly database: Database;
  readonly installation: Installation;
  readonly keys: Keys;
}

@Global()
@Module({})
export class RuntimeModule {
  static of({ config, log, database, installation, keys }: Runtime): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: LOG, useValue: log },
      { provide: Database, useValue: database },
      { provide: INSTALLATION, useValue: installation },
      { provide: Keys, useValue: keys },
    ];
    return { module: RuntimeModule, providers, exports: providers.map((p) => p.provide) };
  }
}
