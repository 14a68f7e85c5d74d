import { randomUUID } from 'node:crypto';
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { StoredFileEntity } from '@chaperone/store';
import { Audit, type Note } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import type { Principal } from '../graphql/access.js';
import { LOG, type Logger } from '../graphql/log.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { checkFile, kindByName } from './checks/check-file.js';
import { scan } from './checks/clamd.js';
import { FILE_KINDS } from './checks/file-kinds.js';
import { cleanFileName } from './checks/file-name.js';
import { FileKeys } from './file-keys.js';
import { BlobMissing, type BlobPlace } from './places/blob-place.js';
import { Places } from './places/places.js';
import { checkQuota } from './quota.js';
import { receiveSealed, tooLarge, type ReceivedFile } from './receive-file.js';
import { SealedReader } from './sealed/sealed-reader.js';
import { SealBroken } from './sealed/sealed-format.js';
import { opening } from './sealed/sealed-streams.js';
import { LARGEST_FILE } from './checks/file-kinds.js';

/** Files being received and checked at one time; each takes a connection and some memory. */
const MOST_AT_ONCE = 8;

/** What is known of a file before its bytes arrive. */
export interface FileMeta {
  /** As the sender gave it. */
  readonly name: string;
  /** Bytes, where the sender said how many will come. */
  readonly announced?: number;
  readonly by: Principal;
}

/** What somebody who sent a file learns of it. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
}

/**
 * Stored files: in come bytes with a name, out come a record and, later, the same bytes. Sealed from the
 * first byte on, looked at before they count, and a record never stands without its bytes.
 */
@Injectable()
export class FilesService {
  private underWay = 0;

  constructor(
    private readonly work: Work,
    private readonly places: Places,
    private readonly keys: FileKeys,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** @throws Refusal INVALID saying what is wrong and how to mend it; BUSY, UNAVAILABLE */
  async store(source: AsyncIterable<Buffer>, meta: FileMeta): Promise<StoredFile> {
    if (this.underWay >= MOST_AT_ONCE)
      throw new Refusal('BUSY', 'Many files are arriving; try again in a moment.', {
        retryAfter: 5,
      });
    this.underWay += 1;
    try {
      return await this.take(source, meta);
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.code === 'INVALID')
        await this.audit.note(refused(meta, thrown));
      throw thrown;
    } finally {
      this.underWay -= 1;
    }
  }

  private async take(source: AsyncIterable<Buffer>, meta: FileMeta): Promise<StoredFile> {
    const name = cleanFileName(meta.name);
    const kind = kindByName(name);
    const { quotaBytes } = this.config.files;
    if ((meta.announced ?? 0) > LARGEST_FILE) throw tooLarge();
    await this.work.change((tx) => checkQuota(tx, quotaBytes, meta.announced ?? 0));
    const id = randomUUID();
    const path = await this.places.disk.incoming(id);
    const key = this.keys.fresh(id);
    const received = await receiveSealed(source, path, { fileId: id, key });
    try {
      await this.look(path, { id, size: received.size }, kind);
      const file = { id, name, type: FILE_KINDS[kind].type, ...received };
      await this.keep(path, { ...file, kid: key.kid }, meta.by);
      return file;
    } catch (thrown) {
      await rm(path, { force: true });
      throw thrown;
    }
  }

  /** All checks, over the clear bytes as they are opened again from the disk. */
  private async look(
    path: string,
    { id, size }: { id: string; size: number },
    kind: keyof typeof FILE_KINDS,
  ): Promise<void> {
    const reader = await SealedReader.open(path, { fileId: id, size, keyOf: this.keys.finder(id) });
    try {
      await checkFile(reader, kind);
      if (this.config.files.clamd) await scan(this.config.files.clamd, reader.stream());
    } finally {
      await reader.close();
    }
  }

  /**
   * First the bytes, then the record: what a crash leaves in between is swept (file-sweep.ts). Bytes go at
   * once only where it is known that there is no record: a lost answer may belong to a commit.
   */
  private async keep(
    path: string,
    file: StoredFile & { readonly kid: string },
    by: Principal,
  ): Promise<void> {
    const place = this.places.current;
    await place.put(file.id, path);
    try {
      await this.work.change(async (tx) => {
        await checkQuota(tx, this.config.files.quotaBytes, file.size);
        this.audit.noteIn(tx, { action: 'UPLOAD', outcome: 'SUCCESS' });
        await tx.insert(StoredFileEntity, { ...file, place: place.name, uploadedBy: by.personId });
      });
    } catch (thrown) {
      if (isTakenBack(thrown)) await this.forget(place, file.id);
      throw thrown;
    }
  }

  private async forget(place: BlobPlace, id: string): Promise<void> {
    await place.remove(id).catch((fault: unknown) => {
      this.log.warn({ err: fault, file: id }, 'A file without record is left to the sweep');
    });
  }

  /**
   * The clear bytes of a file, checked as they come: each chunk on its own, the whole by length and
   * SHA-256 at the end. The first chunk is opened before this returns. @throws Refusal UNAVAILABLE
   */
  async open(file: StoredFileEntity): Promise<AsyncIterable<Buffer>> {
    try {
      const sealed = await this.places.of(file.place).read(file.id);
      return await begun(checked(opening(sealed, file.id, this.keys.finder(file.id)), file));
    } catch (thrown) {
      throw this.unreadable(thrown, file);
    }
  }

  private unreadable(thrown: unknown, { id }: StoredFileEntity): unknown {
    if (thrown instanceof Refusal) return thrown;
    this.log.error({ err: thrown, file: id }, 'A stored file cannot be read');
    return new Refusal(
      'UNAVAILABLE',
      thrown instanceof BlobMissing
        ? 'The file is not where it was stored. Whoever runs this server finds more in the log, and the file in a back-up.'
        : 'The file cannot be read: it was damaged or its key is gone. Whoever runs this server finds more in the log, and the file in a back-up.',
    );
  }

  /** Removes the bytes of a file whose record is gone. */
  async removeBlob(file: Pick<StoredFileEntity, 'id' | 'place'>): Promise<void> {
    await this.places.of(file.place).remove(file.id);
  }
}

/** What the database answers where it has taken a transaction back; not so where it went away meanwhile. */
const TAKEN_BACK = /^(?!08|57)(?=.*\d)[0-9A-Z]{5}$/;

const isTakenBack = (thrown: unknown): boolean =>
  thrown instanceof Refusal || TAKEN_BACK.test(String((thrown as { code?: unknown }).code));

/** What the audit log is told of a file that was not taken. */
const refused = ({ name }: FileMeta, { message }: Refusal): Note => ({
  action: 'FILE_REFUSED',
  outcome: 'FAILURE',
  subject: { type: 'FILE', id: null, label: cleanFileName(name) },
  why: message,
});

/** Passes bytes on and, once all came, compares them with the record. @throws SealBroken */
async function* checked(
  source: AsyncIterable<Buffer>,
  { size, sha256 }: ReceivedFile,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let seen = 0;
  for await (const piece of source) {
    hash.update(piece);
    seen += piece.length;
    if (seen > size) throw new SealBroken('The file is longer than its record says.');
    // the last byte waits for the verdict: a reader that got all of them got the right ones
    if (seen < size) yield piece;
    else if (hash.digest('hex') === sha256) yield piece;
    else throw new SealBroken('The file is not the one that was stored.');
    if (seen === size) return;
  }
  throw new SealBroken('The file is shorter than its record says.');
}

/** The same bytes, with the first piece read already: faults come before anything was sent. */
async function begun(source: AsyncGenerator<Buffer>): Promise<AsyncIterableIterator<Buffer>> {
  let first: IteratorResult<Buffer> | null = await source.next();
  const again: AsyncIterableIterator<Buffer> = {
    next: () => {
      const held = first;
      first = null;
      return held ? Promise.resolve(held) : source.next();
    },
    // whoever stops early, even before the first piece, lets go of what lies below
    return: () => source.return(undefined),
    [Symbol.asyncIterator]: () => again,
  };
  return again;
}
