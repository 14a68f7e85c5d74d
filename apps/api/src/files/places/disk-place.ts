import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../graphql/refusal.js';
import { BlobMissing, type BlobPlace } from './blob-place.js';

/** Sealed files in the data directory, one a file, under their ids. */
export const BLOBS = 'blobs';
/** Files that are still being received and checked. */
const INCOMING = 'incoming';
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The folder of blobs on this disk: `blobs/<first two signs>/<id>`, and `blobs/incoming`. */
export class DiskPlace implements BlobPlace {
  readonly name = 'DISK';
  private readonly root: string;

  constructor(dataDir: string) {
    this.root = join(dataDir, BLOBS);
  }

  /** A path for a file that is being received; its folder is there. @throws Refusal UNAVAILABLE */
  async incoming(id: string): Promise<string> {
    return onDisk(async () => {
      await mkdir(join(this.root, INCOMING), { recursive: true, mode: 0o700 });
      return join(this.root, INCOMING, id);
    });
  }

  /** By renaming within one file system, after its bytes are on the disk. */
  put(id: string, path: string): Promise<void> {
    return onDisk(async () => {
      const folder = this.folderOf(id);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(path, join(folder, id));
      await synced(folder);
      await synced(this.root);
    });
  }

  async read(id: string): Promise<AsyncIterable<Buffer>> {
    const path = join(this.folderOf(id), id);
    try {
      const handle = await open(path, 'r');
      return createReadStream(path, { fd: handle });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') throw new BlobMissing(id);
      throw thrown;
    }
  }

  remove(id: string): Promise<void> {
    return onDisk(() => rm(join(this.folderOf(id), id), { force: true }));
  }

  async *list(before: Date): AsyncIterable<string> {
    for (const folder of await namesIn(this.root))
      if (folder.length === 2) yield* this.oldIn(join(this.root, folder), before);
  }

  /** Removes what was being received before then and never became a file. Returns how many. */
  async sweepIncoming(before: Date): Promise<number> {
    const folder = join(this.root, INCOMING);
    let removed = 0;
    for await (const id of this.oldIn(folder, before)) {
      await rm(join(folder, id), { force: true });
      removed += 1;
    }
    return removed;
  }

  private async *oldIn(folder: string, before: Date): AsyncGenerator<string> {
    for (const name of await namesIn(folder)) {
      if (!ID.test(name)) continue;
      const { mtime } = await stat(join(folder, name));
      if (mtime < before) yield name;
    }
  }

  private folderOf(id: string): string {
    if (!ID.test(id)) throw new Error('A blob has a UUID for a name.');
    return join(this.root, id.slice(0, 2));
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}

/** A rename is on the disk once its folder is. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: the file was not stored. Tell whoever runs this server.',
  EDQUOT: 'The disk is full: the file was not stored. Tell whoever runs this server.',
  EROFS: 'Files cannot be written: the data directory is read-only.',
  EACCES: 'Files cannot be written: the server may not write to the data directory.',
  ENOTDIR: 'Files cannot be written: the data directory is no folder.',
  EPERM: 'Files cannot be written: the server may not write to the data directory.',
};

/** Runs work on the disk; a full or closed disk is said in words. @throws Refusal UNAVAILABLE */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const sentence = SENTENCES[(thrown as NodeJS.ErrnoException).code ?? ''];
    throw sentence ? new Refusal('UNAVAILABLE', sentence) : thrown;
  }
}
