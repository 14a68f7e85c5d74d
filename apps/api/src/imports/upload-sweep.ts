import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CONFIG, type Config } from '../config.js';
import { Work } from '../graphql/work.js';

/** Days that an upload waits to be applied; after that its file has to be sent again. */
const DAYS_KEPT = 7;

/** Removes old uploads when a server starts: files people sent hold names and more. */
@Injectable()
export class UploadSweep implements OnApplicationBootstrap {
  constructor(
    private readonly work: Work,
    private readonly server: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.server.httpAdapter) await this.sweep();
  }

  /** Removes rows first: a file without a row is found by nobody, a row without a file by a person. */
  async sweep(): Promise<void> {
    const old = await this.work.change(async (tx) => {
      const rows = await tx.query<{ id: string; path: string }[]>(
        `select u.id, u.path from uploads u where u.created_at < now() - interval '${DAYS_KEPT} days'
           and not exists (select from import_runs r where r.upload_id = u.id and r.status = 'RUNNING')`,
      );
      await tx.query('delete from uploads where id = any($1::uuid[])', [rows.map(({ id }) => id)]);
      return rows;
    });
    for (const { path } of old) await rm(join(this.config.dataDir ?? '', path), { force: true });
  }
}
