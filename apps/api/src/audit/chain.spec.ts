import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { GENESIS, hashOf, verifyChain, type StoredEntry } from './chain.js';

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

const at = '2026-10-01T08:00:00.000Z';

/** Entries that fit each other, made as they are asked for. */
async function* entries(
  count: number,
  every: { readonly rows: number; readonly look: () => void },
): AsyncGenerator<StoredEntry> {
  let head = GENESIS.head;
  for (let seq = 1; seq <= count; seq += 1) {
    const about = [`VENDOR:${seq}`];
    const details = { words: `Entry ${seq}. `.repeat(60) };
    const content = JSON.stringify({ about, action: 'CHANGE', details, outcome: 'SUCCESS' });
    head = hashOf({ seq, at, content }, head);
    const copies = { action: 'CHANGE', outcome: 'SUCCESS', person: null, about, words: '' };
    yield { seq, at, ...copies, content, hash: head };
    if (seq % every.rows === 0) every.look();
  }
}

/** Bytes that reading so many entries holds at most, seen ten times on the way. */
async function heldBy(count: number): Promise<number> {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  const look = (): void => {
    collectGarbage();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  };
  const verdict = await verifyChain(entries(count, { rows: count / 10, look }), []);
  expect(verdict).toMatchObject({ fault: null, entries: count });
  return most;
}

describe('reading the whole chain', () => {
  it('holds no more memory for 100,000 entries than for 10,000', async () => {
    // the first reading also pays for what is compiled
    await heldBy(10_000);
    const few = await heldBy(10_000);
    const many = await heldBy(100_000);
    const spare = 4 * 1024 ** 2;
    expect((many + spare) / (few + spare)).toBeLessThan(1.5);
  }, 60_000);
});
