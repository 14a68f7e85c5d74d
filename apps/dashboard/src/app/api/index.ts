export { Failure, type FailureCode } from './failure.js';
export { Graphql, graphqlResource, type GraphqlResource } from './graphql.js';
export { mayOpen, Session, signedIn, type Viewer } from './session.js';
export { Hurdles } from './hurdles.js';
export { Presence, standingOf, type Standing } from './presence.js';
