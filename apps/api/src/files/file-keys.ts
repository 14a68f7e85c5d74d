import { Injectable } from '@nestjs/common';
import { Keys } from '../keys/keys.js';
import type { FileKey } from './sealed/sealed-format.js';
import type { KeyFinder } from './sealed/sealed-streams.js';

/** Every file has a key of its own, derived from the data key for files and the file's id. */
@Injectable()
export class FileKeys {
  constructor(private readonly keys: Keys) {}

  /** For a file that is about to be written. */
  fresh(fileId: string): FileKey {
    return this.keys.fileKey(fileId);
  }

  /** For a file that was written under the data key `kid`. @throws where there is no such key */
  finder(fileId: string): KeyFinder {
    return (kid) => this.keys.fileKey(fileId, kid).key;
  }
}
