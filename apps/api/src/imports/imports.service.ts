import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { ImportSource, ImportStatus } from '@chaperone/risk-model';
import type { GraphQLResolveInfo } from 'graphql';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import type { Principal } from '../graphql/access.js';
import { Planner } from '../graphql/planner/planner.js';
import { found, Refusal } from '../graphql/refusal.js';
import { Today } from '../graphql/today.js';
import { Work } from '../graphql/work.js';
import { ImportJobs } from './import-jobs.js';
import { ImportRunner } from './import-runner.service.js';
import type { ImportJob } from './import-source.js';
import { ImportSources } from './import-sources.js';
import type {
  ApplyImportInput,
  ImportRunsArgs,
  StartImportInput,
  UndoImportInput,
} from './imports.inputs.js';
import { UndoRun } from './undo-run.service.js';

interface StoredRun {
  readonly id: string;
  readonly ref: string;
  readonly source: ImportSource;
  readonly status: ImportStatus;
  readonly file_name: string | null;
  readonly file_sha256: string | null;
  readonly as_of: string | null;
  /** Path of the upload in the data directory; null for a file of the command line. */
  readonly path: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The graph's door to imports: each step is checked here, done in the background, and polled. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly work: Work,
    private readonly planner: Planner,
    private readonly today: Today,
    private readonly jobs: ImportJobs,
    private readonly runner: ImportRunner,
    private readonly undoing: UndoRun,
    private readonly sources: ImportSources,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Refusal INVALID where a vendor is asked for by something that is no key */
  runs({ offset, limit, vendor }: ImportRunsArgs, info: GraphQLResolveInfo) {
    const orderBy = (run: string): string => `${run}.started_at desc, ${run}.id`;
    if (!vendor) return this.planner.page(info, 'ImportRun', { orderBy, offset, limit });
    if (!UUID.test(vendor))
      throw new Refusal('INVALID', 'This is no vendor’s key.', { field: 'vendor' });
    return this.planner.page(info, 'ImportRun', {
      orderBy,
      offset,
      limit,
      where: (run, ask) => [
        `${run}.applied_at is not null`,
        `${run}.id in (${this.sources.runsOf(`${ask.param(vendor)}::uuid`)})`,
      ],
    });
  }

  run(id: string, info: GraphQLResolveInfo) {
    return this.planner.first(info, 'ImportRun', {
      where: (run, ask) => [
        `(${run}.id::text = ${ask.param(id)} or ${run}.ref = ${ask.param(id)})`,
      ],
    });
  }

  /** Begins a dry run. @throws Refusal NOT_FOUND */
  async start(input: StartImportInput, by: Principal, info: GraphQLResolveInfo) {
    const run = await this.work.change(async (tx) => {
      const [row] = await tx.query<{ id: string }[]>(
        `insert into import_runs (source, status, stage, file_name, upload_id, as_of, started_by)
         select $1, 'RUNNING', 'QUEUED', u.file_name, u.id, $3::date, $4::uuid from uploads u where u.id::text = $2 returning id`,
        [input.source, input.upload, input.asOf ?? null, by.personId],
      );
      return storedRun(tx, found(row, 'The upload').id);
    });
    // a day that a person gave stays; one that the file told is worked out anew each time
    this.enqueue(run, by, { apply: false, asOf: input.asOf ?? null });
    return this.planner.byId(info, 'ImportRun', run.id);
  }

  /** Begins to write a previewed run. @throws Refusal NOT_FOUND, CONFLICT */
  async apply(input: ApplyImportInput, by: Principal, info: GraphQLResolveInfo) {
    const run = await this.take(input.run, 'PREVIEWED');
    this.enqueue(run, by, { apply: true, asOf: run.as_of });
    return this.planner.byId(info, 'ImportRun', run.id);
  }

  /** Begins to take an applied run back. @throws Refusal NOT_FOUND, CONFLICT */
  async undo(input: UndoImportInput, by: Principal, info: GraphQLResolveInfo) {
    const run = await this.take(input.run, 'APPLIED');
    const job = this.jobOf(run, by, null);
    const confirm = input.confirm ?? false;
    this.jobs.add((onProgress) => this.undoing.undo(job, { confirm, onProgress }));
    return this.planner.byId(info, 'ImportRun', run.id);
  }

  private enqueue(
    run: StoredRun,
    by: Principal,
    { apply, asOf }: { apply: boolean; asOf: string | null },
  ): void {
    const job = this.jobOf(run, by, asOf);
    const path = join(this.config.dataDir ?? '', run.path ?? '');
    const sha256 = run.file_sha256;
    this.jobs.add((onProgress) => this.runner.run(job, { path, apply, sha256, onProgress }));
  }

  private jobOf(run: StoredRun, by: Principal, asOf: string | null): ImportJob {
    const { id, ref, source } = run;
    const today = this.today.current();
    return { id, ref, source, fileName: run.file_name ?? '', asOf, today, by, sample: false };
  }

  /** Takes a run for its next step, so that nobody else can begin the same. */
  private take(id: string, from: ImportStatus): Promise<StoredRun> {
    return this.work.change(async (tx) => {
      const run = await storedRun(tx, id);
      if (run.status !== from)
        throw new Refusal('CONFLICT', `${run.ref} is ${run.status}; it must be ${from} for this.`);
      if (from === 'PREVIEWED' && run.path === null)
        throw new Refusal('CONFLICT', `The file of ${run.ref} is not here. Upload it.`);
      await tx.query(
        `update import_runs set status = 'RUNNING', stage = 'QUEUED', progress = 0, reason = null where id = $1`,
        [run.id],
      );
      return run;
    });
  }
}

async function storedRun(tx: EntityManager, id: string): Promise<StoredRun> {
  const [row] = await tx.query<StoredRun[]>(
    `select r.id, r.ref, r.source, r.status, r.file_name, r.file_sha256, r.as_of, u.path
     from import_runs r left join uploads u on u.id = r.upload_id
     where r.id::text = $1 or r.ref = $1 for update of r`,
    [id],
  );
  return found(row, 'The import');
}
