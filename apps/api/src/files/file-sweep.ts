import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Cron } from '@nestjs/schedule';
import { LOCKS, type StoredFileEntity } from '@chaperone/store';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { LOG, type Logger } from '../graphql/log.js';
import { Work } from '../graphql/work.js';
import { FilesService } from './files.service.js';
import type { BlobPlace } from './places/blob-place.js';
import { Places } from './places/places.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What is younger may still be arriving. */
const INCOMING_MS = HOUR;
/** Longer than any transaction, and time to notice that a database of yesterday was put back. */
const ORPHAN_MS = DAY;
/** Ids that are looked up in one statement. */
const AT_A_TIME = 500;

/** What a sweep removed. */
export interface Swept {
  /** Files that hung on nothing for long enough. */
  readonly files: number;
  /** Bytes without a record: of an upload that was cut off, or of a removal that was. */
  readonly orphans: number;
}

/**
 * Removes what is no longer wanted: files that were taken off their record days ago, uploads that
 * nobody hung anywhere within a day, and bytes without a record.
 */
@Injectable()
export class FileSweep implements OnApplicationBootstrap {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly places: Places,
    private readonly files: FilesService,
    private readonly server: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.server.httpAdapter && this.config.dataDir) await this.tick();
  }

  /** Once an hour, and at every start. */
  @Cron('23 * * * *', { name: 'file-sweep' })
  async tick(): Promise<void> {
    try {
      const { files, orphans } = await this.sweep();
      if (files + orphans > 0) this.log.info({ files, orphans }, 'Files swept');
    } catch (fault) {
      this.log.error({ err: fault }, 'Files were not swept; it is tried again within the hour');
    }
  }

  /** Records first: bytes without a record are found by the next sweep, a record without bytes by a person. */
  async sweep(): Promise<Swept> {
    const loose = await this.takeLoose();
    for (const file of loose) await this.files.removeBlob(file);
    const now = this.clock.now().getTime();
    let orphans = await this.places.disk.sweepIncoming(new Date(now - INCOMING_MS));
    for (const place of this.places.all)
      orphans += await this.sweepOrphans(place, new Date(now - ORPHAN_MS));
    return { files: loose.length, orphans };
  }

  private takeLoose(): Promise<Pick<StoredFileEntity, 'id' | 'place'>[]> {
    const now = this.clock.now().getTime();
    const detached = new Date(now - this.config.files.keptDays * DAY);
    return this.work.change(async (tx) => {
      const [lock] = await tx.query<{ free: boolean }[]>(
        'select pg_try_advisory_xact_lock($1) as free',
        [LOCKS.FILE_SWEEP],
      );
      if (!lock?.free) return [];
      const [rows] = await tx.query<[Pick<StoredFileEntity, 'id' | 'place'>[], number]>(
        `delete from stored_files
         where agreement_id is null and evidence_id is null and answer_id is null
           and coalesce(detached_at, created_at)
             < case when detached_at is null then $1::timestamptz else $2::timestamptz end
         returning id, place`,
        [new Date(now - DAY), detached],
      );
      return rows;
    });
  }

  private async sweepOrphans(place: BlobPlace, before: Date): Promise<number> {
    let removed = 0;
    let ids: string[] = [];
    const flush = async (): Promise<void> => {
      const known = await this.knownOf(ids);
      for (const id of ids.filter((each) => !known.has(each))) {
        await place.remove(id);
        removed += 1;
      }
      ids = [];
    };
    for await (const id of place.list(before)) {
      ids.push(id);
      if (ids.length >= AT_A_TIME) await flush();
    }
    await flush();
    return removed;
  }

  private async knownOf(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.work.read<{ id: string }>({
      name: 'known-files',
      text: 'select id from stored_files where id = any($1::uuid[])',
      values: [ids],
    });
    return new Set(rows.map(({ id }) => id));
  }
}
