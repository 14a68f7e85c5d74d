/**
 * The habits that every slice shares: the way to the database, the clock, who may do what,
 * how the graph is read, limits and errors. It knows no slice.
 */
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ApolloDriver } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { CONFIG, type Config } from '../config.js';
import { Audit } from '../audit/audit.js';
import { ListFiles } from '../audit/list-files.js';
import { AuditTrail } from '../audit/trail.js';
import { Denials } from '../audit/denials.js';
import { Keys } from '../keys/keys.js';
import { openerOf } from '../keys/sealed-values.js';
import { AccessGuard } from './access.js';
import { Clock } from './clock.js';
import type { Heard } from './format-error.js';
import { graphqlOptions } from './graphql-options.js';
import { LOG, type Logger } from './log.js';
import { Planner } from './planner/planner.js';
import { Today } from './today.js';
import { Work } from './work.js';

const planner = {
  provide: Planner,
  inject: [Work, Today, Keys],
  useFactory: (work: Work, today: Today, keys: Keys) =>
    new Planner({
      query: (statement) => work.read(statement),
      texts: (statement) => work.readTexts(statement),
      today: () => today.current(),
      open: openerOf(keys),
    }),
};

const trail = {
  provide: AuditTrail,
  inject: [Keys],
  useFactory: (keys: Keys) => new AuditTrail((value) => keys.mac('audit', value)),
};

/** What every slice may inject. */
@Global()
@Module({
  providers: [
    Audit,
    ListFiles,
    Denials,
    trail,
    Clock,
    Today,
    Work,
    planner,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [Audit, ListFiles, Denials, Clock, Today, Work, Planner],
})
export class HabitsModule {}

/** The endpoint itself. */
export const GraphEndpoint = GraphQLModule.forRootAsync({
  driver: ApolloDriver,
  inject: [CONFIG, LOG, Today, Planner, Denials],
  useFactory: (config: Config, log: Logger, today: Today, ...rest: [Planner, Denials]) => {
    const [reads, denials] = rest;
    const heard: Heard = (fault, path) => denials.hear(fault, path);
    return graphqlOptions(config, log, today, { planner: reads, heard });
  },
});
