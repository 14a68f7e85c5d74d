import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Cron } from '@nestjs/schedule';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { LOG, type Logger } from '../graphql/log.js';
import { Work } from '../graphql/work.js';
import { UPLOADS } from './uploads-folder.js';

/** Days that an upload waits to be applied; after that its file has to be sent again. */
const DAYS_KEPT = 7;
/** What is younger may still be arriving: its row is written when all of it is there. */
const ARRIVING_MS = 24 * 3_600_000;

/** What a sweep removed. */
export interface UploadsSwept {
  /** Uploads that waited too long. */
  readonly uploads: number;
  /** Files without a row: of an upload or a removal that was cut off. */
  readonly orphans: number;
}

/** Removes old uploads: files people sent hold names and more, in clear. */
@Injectable()
export class UploadSweep implements OnApplicationBootstrap {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly server: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.server.httpAdapter && this.config.dataDir) await this.tick();
  }

  /** Once an hour, and at every start. */
  @Cron('37 * * * *', { name: 'upload-sweep' })
  async tick(): Promise<void> {
    try {
      const { uploads, orphans } = await this.sweep();
      if (uploads + orphans > 0) this.log.info({ uploads, orphans }, 'Uploads swept');
    } catch (fault) {
      this.log.error({ err: fault }, 'Uploads were not swept; it is tried again within the hour');
    }
  }

  /** Rows first: a file without a row is found by the next sweep, a row without a file by a person. */
  async sweep(): Promise<UploadsSwept> {
    const old = await this.work.change(async (tx) => {
      const rows = await tx.query<{ id: string; path: string }[]>(
        `select u.id, u.path from uploads u where u.created_at < now() - interval '${DAYS_KEPT} days'
           and not exists (select from import_runs r where r.upload_id = u.id and r.status = 'RUNNING')`,
      );
      await tx.query('delete from uploads where id = any($1::uuid[])', [rows.map(({ id }) => id)]);
      return rows;
    });
    for (const { path } of old) await rm(this.onDisk(path), { force: true });
    return { uploads: old.length, orphans: await this.sweepOrphans() };
  }

  private async sweepOrphans(): Promise<number> {
    const settled = await this.settledFiles();
    if (settled.length === 0) return 0;
    const known = await this.work.read<{ path: string }>({
      name: 'known-uploads',
      text: 'select path from uploads where path = any($1::text[])',
      values: [settled],
    });
    const rows = new Set(known.map(({ path }) => path));
    const orphans = settled.filter((path) => !rows.has(path));
    for (const path of orphans) await rm(this.onDisk(path), { force: true });
    return orphans.length;
  }

  /** Paths of all files that nobody is writing any more. */
  private async settledFiles(): Promise<string[]> {
    const before = this.clock.now().getTime() - ARRIVING_MS;
    const names = await readdir(this.onDisk(UPLOADS)).catch(() => []);
    const settled: string[] = [];
    for (const name of names) {
      const path = join(UPLOADS, name);
      const found = await stat(this.onDisk(path)).catch(() => null);
      if (found?.isFile() && found.mtimeMs < before) settled.push(path);
    }
    return settled;
  }

  private onDisk(path: string): string {
    return join(this.config.dataDir ?? '', path);
  }
}
