import type { EntityManager } from 'typeorm';

/** Rows of a statement that are asked for a batch at a time. */
export interface LongQuestion {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/**
 * The rows of a statement from a cursor of the open transaction, so that no more than a batch of `size`
 * is in memory. One such reading is under way in a transaction at a time.
 */
export async function* rowBatches<Row extends object>(
  tx: EntityManager,
  { text, values = [] }: LongQuestion,
  size: number,
): AsyncGenerator<Row[]> {
  await tx.query(`declare row_batches no scroll cursor for ${text}`, [...values]);
  for (;;) {
    const rows = await tx.query<Row[]>(`fetch ${size} from row_batches`);
    if (rows.length > 0) yield rows;
    if (rows.length < size) break;
  }
  await tx.query('close row_batches');
}
