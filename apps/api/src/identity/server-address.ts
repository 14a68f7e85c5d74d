import type { Config } from '../config.js';
import type { ApiRequest } from '../graphql/principal.js';

/** The address that a link for somebody begins with: the public one, or the one that was asked. */
export function addressOf({ publicOrigin }: Pick<Config, 'publicOrigin'>, request: ApiRequest) {
  return publicOrigin ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
}
