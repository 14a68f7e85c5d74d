import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { Refusal } from '../graphql/refusal.js';
import { LARGEST_FILE } from './checks/file-kinds.js';
import { unfit } from './checks/unfit.js';
import { onDisk } from './places/disk-place.js';
import type { FileKey } from './sealed/sealed-format.js';
import { sealing } from './sealed/sealed-streams.js';

/** What arrived. */
export interface ReceivedFile {
  readonly size: number;
  /** Of the clear bytes, in hex. */
  readonly sha256: string;
}

/** Silence after which a sender is given up. */
const SILENCE_MS = 30_000;

export const tooLarge = (): Refusal =>
  new Refusal('INVALID', 'The file is larger than 25 MB. Make it smaller, or split it.', {
    field: 'file',
    status: 413,
  });

/**
 * Writes what arrives, sealed, to a new file of this disk and waits until it is there. Clear bytes
 * never touch the disk. Leaves nothing where that fails. @throws Refusal INVALID, UNAVAILABLE
 */
export async function receiveSealed(
  source: AsyncIterable<Buffer>,
  path: string,
  { fileId, key, silence = SILENCE_MS }: { fileId: string; key: FileKey; silence?: number },
): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let size = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of impatient(source, silence)) {
      size += piece.length;
      if (size > LARGEST_FILE) throw tooLarge();
      hash.update(piece);
      yield piece;
    }
  }
  try {
    await onDisk(() => written(path, sealing(counted(), fileId, key)));
  } catch (thrown) {
    await rm(path, { force: true });
    throw thrown;
  }
  return { size, sha256: hash.digest('hex') };
}

async function written(path: string, sealed: AsyncIterable<Buffer>): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const piece of sealed) await handle.write(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives up a sender that falls silent or goes away. */
async function* impatient(source: AsyncIterable<Buffer>, silence: number): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await withinTime(iterator.next(), silence);
      if (next.done) return;
      yield next.value;
    }
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    throw unfit('The file did not arrive whole: the connection broke off.', 'Send it again.');
  } finally {
    // not waited for: a silent sender would never let go
    iterator.return?.(undefined).catch(() => undefined);
  }
}

function withinTime<T>(work: Promise<T>, most: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(unfit('The file did not arrive: nothing came for a while.', 'Send it again.')),
      most,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
