import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { faultOf, type Fault } from './faults.js';
import type { Logger } from './log.js';

/** Apollo's codes for documents and variables that cannot be run; they are the client's to mend. */
const OF_THE_DOCUMENT: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** An argument that came to null through a variable is seen only when the field is executed. */
const NULL_ARGUMENT = /^Argument ".+" of (non-null|required) type ".+" (must not be null|was )/;

function thrownBehind(error: unknown): unknown {
  let thrown = error;
  while (thrown instanceof GraphQLError && thrown.originalError) thrown = thrown.originalError;
  return thrown;
}

function place(error: GraphQLFormattedError): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  return {
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
  };
}

/** Who listens to faults that go out: the audit log, for denials. */
export type Heard = (fault: Fault, path: readonly (string | number)[]) => void;

function ofFault(
  fault: Fault,
  formatted: GraphQLFormattedError,
  heard: Heard,
): GraphQLFormattedError {
  heard(fault, formatted.path ?? []);
  return {
    message: fault.sentence,
    ...place(formatted),
    extensions: { ...fault.details, code: fault.code },
  };
}

/** Makes the function through which every error of the graph goes, whichever engine ran the document. */
export function errorFormatter(log: Logger, heard: Heard = () => undefined) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const thrown = thrownBehind(error);
    const code = formatted.extensions?.['code'];
    const ofDocument = thrown instanceof GraphQLError && OF_THE_DOCUMENT.has(code);
    if (ofDocument && !formatted.path)
      return { message: formatted.message, ...place(formatted), extensions: { code } };
    if (thrown instanceof GraphQLError && NULL_ARGUMENT.test(thrown.message))
      return {
        message: thrown.message,
        ...place(formatted),
        extensions: { code: 'BAD_USER_INPUT' },
      };
    if (!formatted.path && thrown instanceof GraphQLError && code === undefined)
      return { message: formatted.message, extensions: { code: 'BAD_REQUEST' } };
    return ofFault(faultOf(thrown, log), formatted, heard);
  };
}
