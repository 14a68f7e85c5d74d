import type { FilePlace } from '@chaperone/store';

/** Where sealed files lie. It sees sealed bytes only, and knows nothing but their ids. */
export interface BlobPlace {
  readonly name: FilePlace;
  /** Takes a sealed file from this disk, whole or not at all; afterwards it is no longer there. */
  put(id: string, path: string): Promise<void>;
  /** The sealed bytes. @throws BlobMissing */
  read(id: string): Promise<AsyncIterable<Buffer>>;
  /** Removes it; one that is not there is no fault. */
  remove(id: string): Promise<void>;
  /** Ids of what lies there since before `before`. */
  list(before: Date): AsyncIterable<string>;
}

/** No blob of that id lies there. */
export class BlobMissing extends Error {
  override readonly name = 'BlobMissing';
}
