/**
 * The habits that every slice shares: the way to the database, the clock, who may do what,
 * how the graph is read, limits and errors. It knows no slice.
 */
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ApolloDriver } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { CONFIG, type Config } from '../config.js';
import { AccessGuard } from './access.js';
import { Clock } from './clock.js';
import { graphqlOptions } from './graphql-options.js';
import { LOG, type Logger } from './log.js';
import { Planner } from './planner/planner.js';
import { Today } from './today.js';
import { Work } from './work.js';

const planner = {
  provide: Planner,
  inject: [Work, Today],
  useFactory: (work: Work, today: Today) =>
    new Planner({
      query: (statement) => work.read(statement),
      texts: (statement) => work.readTexts(statement),
      today: () => today.current(),
    }),
};

/** What every slice may inject. */
@Global()
@Module({
  providers: [Clock, Today, Work, planner, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [Clock, Today, Work, Planner],
})
export class HabitsModule {}

/** The endpoint itself. */
export const GraphEndpoint = GraphQLModule.forRootAsync({
  driver: ApolloDriver,
  inject: [CONFIG, LOG, Today, Planner],
  useFactory: (config: Config, log: Logger, today: Today, reads: Planner) =>
    graphqlOptions(config, log, today, { planner: reads }),
});
