/** What specs of imports need: a database, the engine, and files made on the spot. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ImportSource } from '@chaperone/risk-model';
import { allowPurge } from '@chaperone/store';
import { anImportRun, anOrganisation } from '@chaperone/store/testing';
import { scoringWorld, officer, type ScoringWorld } from '../../scoring/testing/scoring-world.js';
import { ImportRunner, type ImportOutcome } from '../import-runner.service.js';
import type { ImportJob } from '../import-source.js';
import { ImportSources } from '../import-sources.js';
import { UndoRun, type UndoOutcome } from '../undo-run.service.js';

/** Tables in the order in which they point at each other. */
const PEOPLE_TO_ANSWERS = [
  'people',
  'vendors',
  'evidence',
  'services',
  'agreements',
  'assessments',
  'answers',
];

/** A run and how it ended. */
export interface DoneImport extends ImportOutcome {
  readonly run: string;
}

/** How a spec imports a file. */
export interface SpecImport {
  readonly asOf?: string;
  readonly dry?: boolean;
}

export interface ImportWorld extends ScoringWorld {
  readonly sources: ImportSources;
  readonly runner: ImportRunner;
  /** Writes a file into a folder of this world; its name may end in .gz. */
  file(name: string, content: string | Buffer): Promise<string>;
  run(source: ImportSource, path: string, how?: SpecImport): Promise<DoneImport>;
  /** Removes all vendors and people, with all that hangs on them. */
  clear(): Promise<void>;
  /** Resolves once a transaction waits for a row that another one holds. */
  somebodyWaits(): Promise<void>;
  undo(run: string, source: ImportSource, confirm?: boolean): Promise<UndoOutcome>;
}

export async function importWorld(): Promise<ImportWorld> {
  const world = await scoringWorld();
  const folder = await mkdtemp(join(tmpdir(), 'chaperone-imports-'));
  await world.change((tx) => anOrganisation(tx));
  const sources = new ImportSources();
  const runner = new ImportRunner(world.work, sources, world.scoring);
  const undoing = new UndoRun(world.work, sources, world.scoring);
  const job = (source: ImportSource, id: string, asOf: string | null, name: string): ImportJob => ({
    id,
    ref: 'IMP-0',
    source,
    fileName: name,
    asOf,
    today: world.clock.todayUtc(),
    by: officer,
    sample: false,
  });
  return {
    ...world,
    sources,
    runner,
    file: async (name, content) => {
      const path = join(folder, name);
      const bytes = Buffer.from(content);
      await writeFile(path, name.endsWith('.gz') ? gzipSync(bytes) : bytes);
      return path;
    },
    run: async (source, path, how = {}) => {
      const fileName = basename(path);
      const { id } = await world.change((tx) => anImportRun(tx, { source, fileName }));
      const done = await runner.run(job(source, id, how.asOf ?? null, fileName), {
        path,
        apply: how.dry !== true,
      });
      return { ...done, run: id };
    },
    somebodyWaits: async () => {
      const waiting = `select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await world.rows(waiting)).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    clear: () =>
      world.work.changeAsOwner(async (tx) => {
        await allowPurge(tx);
        for (const table of PEOPLE_TO_ANSWERS.toReversed()) await tx.query(`delete from ${table}`);
      }),
    undo: (run, source, confirm = false) => undoing.undo(job(source, run, null, ''), { confirm }),
    close: async () => {
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
