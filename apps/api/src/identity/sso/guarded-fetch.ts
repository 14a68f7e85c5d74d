/**
 * Asks an OpenID provider's addresses, and lets nobody use that to look around in our own network
 * (SSRF): https only, addresses of the public internet only, no redirects, small replies, ten seconds.
 * The address that was looked at is the one that is connected to.
 */
import { lookup, type LookupAddress } from 'node:dns';
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isLoopback } from '../../config.js';

const LARGEST_REPLY = 1_000_000;
const PATIENCE_MS = 10_000;

/** Ranges that are no part of the public internet (IANA's special-purpose registries). */
const PRIVATE: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const blocked = new BlockList();
for (const [net, prefix, family] of PRIVATE) blocked.addSubnet(net, prefix, family);

/** Whether an IP address is one of the public internet. Addresses of IPv4 in IPv6's clothes are read as IPv4. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  if (family === 4) return !blocked.check(address, 'ipv4');
  return !address.toLowerCase().startsWith('::ffff:') && !blocked.check(address, 'ipv6');
}

/** An address that may not be asked. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

/** Whether an address names a host of a private network by its number. */
function isPrivateNumber(hostname: string): boolean {
  const number = hostname.replace(/^\[|\]$/g, '');
  return isIP(number) !== 0 && !isPublic(number);
}

/** The URL, if a provider may be there. @throws ForbiddenAddress */
export function allowedUrl(text: string, internalHosts: readonly string[]): URL {
  const url = URL.parse(text);
  if (!url) throw new ForbiddenAddress('This is not an address.');
  const internal = internalHosts.includes(url.hostname);
  const plain = url.protocol === 'http:' && internal && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !plain)
    throw new ForbiddenAddress(`${url.origin} is not https.`);
  if (url.username || url.password) throw new ForbiddenAddress('The address holds a password.');
  if (!internal && isPrivateNumber(url.hostname))
    throw new ForbiddenAddress(`${url.hostname} is in a private network.`);
  return url;
}

/** Looks a name up and gives only public addresses back; the connection is made to just these. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (fault, found) => {
    const addresses: LookupAddress[] = fault ? [] : found;
    const refused = addresses.length === 0 || !addresses.every(({ address }) => isPublic(address));
    const problem =
      fault ?? (refused ? new ForbiddenAddress(`${hostname} is in a private network.`) : null);
    const first = addresses[0];
    if (problem || !first) done(problem, '');
    else if (options.all) done(null, addresses);
    else done(null, first.address, first.family);
  });
};

/** What openid-client asks for. */
export interface Asked {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

async function replyOf(message: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_REPLY) throw new Error('The reply is larger than a provider’s should be.');
    parts.push(part);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers.set(name, String(value));
  const status = message.statusCode ?? 0;
  if (status >= 300 && status < 400)
    throw new ForbiddenAddress('The provider redirects; that is not followed.');
  return new Response(status === 204 ? null : Buffer.concat(parts), { status, headers });
}

/** A fetch for openid-client's `customFetch`. */
export function guardedFetch(internalHosts: readonly string[]) {
  return async (address: string, asked: Asked): Promise<Response> => {
    const url = allowedUrl(address, internalHosts);
    const internal = internalHosts.includes(url.hostname);
    const options: RequestOptions = {
      method: asked.method,
      headers: { ...asked.headers, 'accept-encoding': 'identity' },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(!internal && { lookup: publicLookup }),
    };
    const { body = null } = asked;
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
      const going = send(url, options, resolve).on('error', reject);
      going.end(body === null ? undefined : String(body as string | URLSearchParams));
    });
    return replyOf(message);
  };
}
