import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { ImportSource } from '@chaperone/risk-model';
import { ImportRunEntity } from '@chaperone/store';
import type { Principal } from '../graphql/access.js';
import { Today } from '../graphql/today.js';
import { Work } from '../graphql/work.js';
import { ImportRunner, type ImportOutcome } from './import-runner.service.js';
import type { ProgressListener } from './run-progress.js';

/** A file on this machine's disk, for the command line and for the sample organisation. */
export interface LocalImport {
  readonly source: ImportSource;
  readonly path: string;
  readonly asOf?: string | null;
  readonly apply: boolean;
  readonly by: Principal;
  /** New records belong to the sample organisation. */
  readonly sample?: boolean;
  readonly onProgress?: ProgressListener;
}

/** How it ended, and where to read more. */
export interface LocalOutcome extends ImportOutcome {
  readonly id: string;
  readonly ref: string;
}

/** Imports a file of this machine and waits for the end: one pass, dry or applied. */
@Injectable()
export class ImportFileService {
  constructor(
    private readonly work: Work,
    private readonly runner: ImportRunner,
    private readonly today: Today,
  ) {}

  async import(order: LocalImport): Promise<LocalOutcome> {
    const { source, path, by, apply, asOf = null, sample = false } = order;
    const fileName = basename(path);
    const { id, ref } = await this.work.change(async (tx) => {
      const { identifiers } = await tx.insert(ImportRunEntity, {
        source,
        fileName,
        asOf,
        startedBy: by.personId,
      });
      return tx.findOneByOrFail(ImportRunEntity, { id: identifiers[0]?.['id'] as string });
    });
    const job = { id, ref, source, fileName, asOf, today: this.today.current(), by, sample };
    const outcome = await this.runner.run(job, {
      path,
      apply,
      ...(order.onProgress && { onProgress: order.onProgress }),
    });
    return { ...outcome, id, ref };
  }
}
