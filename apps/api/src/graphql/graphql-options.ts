/**
 * How Apollo runs: POST only, no landing page, no batching, no persisted queries, no stack traces,
 * limits before anything is executed, queries compiled.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import { ApolloDriver } from '@nestjs/apollo';
import type { Response } from 'express';
import type { Config } from '../config.js';
import { AccessPlugin } from './access/access.plugin.js';
import { assertNoGaps } from './access/policy-gaps.js';
import { withEmptyFields } from './access/withheld.js';
import { JitPlugin } from './execution/jit.plugin.js';
import { withPlainFields } from './execution/plain-fields.js';
import { writeResult } from './execution/text-replies.js';
import { errorFormatter, type Heard } from './format-error.js';
import { CostPlugin } from './limits/cost.plugin.js';
import { noIntrospection } from './limits/no-introspection.js';
import { shapeRule } from './limits/shape-rule.js';
import type { Logger } from './log.js';
import type { Planner } from './planner/planner.js';
import type { ApiRequest, GraphContext } from './principal.js';
import type { Today } from './today.js';

/** Tokens a document may have: stops the parser itself. */
const MOST_TOKENS = 1500;
/** Validation stops at this many errors: a document of faults is not worth more work. */
const MOST_ERRORS = 5;

/** Options of the driver. `jit: false` leaves everything to graphql-js, for the spec that compares them. */
export function graphqlOptions(
  config: Pick<Config, 'introspection'>,
  log: Logger,
  today: Today,
  options: { jit?: boolean; planner?: Planner; heard?: Heard } = {},
): ApolloDriverConfig {
  const formatError = errorFormatter(log, options.heard);
  return {
    driver: ApolloDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    // our own rule decides, see no-introspection.ts
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    autoTransformHttpErrors: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    validationOptions: { maxErrors: MOST_ERRORS },
    validationRules: [shapeRule(), ...(config.introspection ? [] : [noIntrospection])],
    formatError,
    context: ({ req, res }: { req: ApiRequest; res: Response }): GraphContext => ({
      req,
      res,
      today: today.current(),
    }),
    transformSchema: (schema) => withEmptyFields(assertNoGaps(withPlainFields(schema))),
    fieldResolverEnhancers: ['guards'],
    stringifyResult: writeResult,
    plugins: plugins(formatError, options),
  };
}

function plugins(
  format: ReturnType<typeof errorFormatter>,
  { jit, planner }: { jit?: boolean; planner?: Planner },
): ApolloServerPlugin<GraphContext>[] {
  return [
    // their hooks would wrap the resolver of every field
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    new CostPlugin(),
    // before whatever answers
    new AccessPlugin(format),
    ...(jit === false ? [] : [new JitPlugin(format, planner && (() => planner.described()))]),
  ];
}
