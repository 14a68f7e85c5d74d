import { isLoopback, type Config } from '../../config.js';
import type { ApiRequest } from '../../graphql/principal.js';

/** For whom a passkey is: a name that browsers bind it to, and the page that may ask for it. */
export interface RelyingParty {
  readonly id: string;
  readonly origins: string[];
}

/**
 * The public address where there is one, else localhost: passkeys take no other name without TLS.
 * On this machine the page may stand on another port (a development server in front).
 */
export function relyingPartyOf(
  { publicOrigin }: Pick<Config, 'publicOrigin'>,
  request: ApiRequest,
): RelyingParty {
  if (publicOrigin) return { id: new URL(publicOrigin).hostname, origins: [publicOrigin] };
  const own = `${request.protocol}://${request.headers.host ?? ''}`;
  const { origin } = request.headers;
  return { id: 'localhost', origins: origin && isLocal(origin) ? [own, origin] : [own] };
}

function isLocal(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}
