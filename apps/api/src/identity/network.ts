import { isIPv6 } from 'node:net';

/** Half of an IPv6 address: whoever has one has all that begin like it. */
const GROUPS = 4;

/** The network that counts as one asker: an address of IPv4 itself, an IPv6 address's /64. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(plain)) return address;
  const [left = [], right = []] = plain
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  // an IPv4 address at the end stands for two groups
  const known = left.length + right.length + (plain.includes('.') ? 1 : 0);
  const zeros = Array<string>(Math.max(0, 8 - known)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, GROUPS);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
