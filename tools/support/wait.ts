import { setTimeout as sleep } from 'node:timers/promises';

export { sleep };

/**
 * Asks `ready` every `every` milliseconds until it gives something other than undefined or false.
 * Gives back that value, or undefined when `within` milliseconds have passed.
 */
export async function until<T>(
  ready: () => Promise<T | undefined | false> | T | undefined | false,
  within: number,
  every = 25,
): Promise<T | undefined> {
  const end = Date.now() + within;
  for (;;) {
    const value = await ready();
    if (value !== undefined && value !== false) return value;
    if (Date.now() >= end) return undefined;
    await sleep(every);
  }
}
