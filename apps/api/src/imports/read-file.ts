import type { EntityManager } from 'typeorm';
import type { ImportJob, ImportSourceDefinition } from './import-source.js';
import type { RowError, TextFile } from './parsing/index.js';
import { kept } from './secret-faults.js';
import { createStage, StageWriter } from './staging.js';

/** How many faults of a file are kept; all are counted. */
export const ERRORS_KEPT = 1_000;

/** What reading a file into the staging table found. */
export interface Reading {
  /** Rows that reached the staging table. */
  readonly staged: number;
  /** Rows that could not be read. */
  readonly refused: number;
  /** The first faults and notices. */
  readonly errors: readonly RowError[];
}

/** Streams a file into a new staging table; memory stays flat whatever the file's length. */
export async function stageFile(
  tx: EntityManager,
  definition: ImportSourceDefinition,
  job: ImportJob,
  { file, onRead }: { file: TextFile; onRead: (share: number) => void },
): Promise<Reading> {
  await createStage(tx, definition);
  const writer = await StageWriter.open(tx, definition);
  const errors: RowError[] = [];
  const keep = (found: readonly RowError[]): void => {
    const more = found.slice(0, ERRORS_KEPT - errors.length);
    errors.push(...more.map((error) => kept(definition, error)));
  };
  let staged = 0;
  let refused = 0;
  try {
    for await (const batch of definition.read(file, job)) {
      await writer.write(batch.rows);
      staged += batch.rows.length;
      refused += batch.errors.length;
      keep(batch.notices ?? []);
      keep(batch.errors);
      onRead(file.textBytes === 0 ? 1 : file.readBytes / file.textBytes);
    }
    await writer.end();
  } catch (error) {
    await writer.stop(error);
    throw error;
  }
  await tx.query('analyze import_stage');
  return { staged, refused, errors };
}
