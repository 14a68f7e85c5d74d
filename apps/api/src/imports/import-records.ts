import type { ImportStatus } from '@chaperone/risk-model';
import type { ImportCounts } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { Refusal } from '../graphql/refusal.js';
import type { ImportJob, ImportSourceDefinition } from './import-source.js';
import type { RowError } from './parsing/index.js';
import { ERRORS_KEPT, type Reading } from './read-file.js';

/** Changes of a dry run, and new rows of an applied one, that are shown in full. */
export const CHANGES_SHOWN = 1_000;

/** Counts of a run as it stands. */
export type Counts = Required<ImportCounts>;

/** The verdicts of the staging table, counted. */
export async function countVerdicts(tx: EntityManager, reading: Reading): Promise<Counts> {
  const rows = await tx.query<{ verdict: string | null; n: number }[]>(
    'select verdict, count(*)::int as n from import_stage group by verdict',
  );
  const of = (verdict: string | null): number =>
    rows.find((row) => row.verdict === verdict)?.n ?? 0;
  return {
    rows: reading.staged + reading.refused,
    new: of(null),
    changed: of('CHANGED'),
    same: of('SAME'),
    refused: reading.refused + of('REFUSED'),
    skipped: of('SKIPPED'),
    proposedMatches: 0,
    confirmedMatches: 0,
    proposedIncidents: 0,
  };
}

/** Keeps the first faults in the order of their lines, whatever found them. */
export async function storeErrors(
  tx: EntityManager,
  job: ImportJob,
  errors: readonly RowError[],
): Promise<void> {
  await replaceErrors(tx, job, {
    errors,
    from: `(${GIVEN}
       union all
       select line, fault_column, fault_code, fault, left(fault_value, 120)
       from import_stage where verdict = 'REFUSED') found
     order by line nulls first limit ${ERRORS_KEPT}`,
  });
}

/** Keeps the faults for which a file was refused: its staging table is gone by then. */
export function storeRefusal(
  tx: EntityManager,
  job: ImportJob,
  errors: readonly RowError[],
): Promise<void> {
  return replaceErrors(tx, job, { errors, from: `(${GIVEN}) found` });
}

/** Faults that stand in $2. */
const GIVEN = `select e.line, e."column" as column_name, e.code, e.message, e.value
       from jsonb_to_recordset($2::jsonb) as e(line int, "column" text, code text, message text, value text)`;

async function replaceErrors(
  tx: EntityManager,
  { id }: ImportJob,
  { errors, from }: { readonly errors: readonly RowError[]; readonly from: string },
): Promise<void> {
  await tx.query('delete from import_errors where run_id = $1', [id]);
  await tx.query(
    `insert into import_errors (run_id, line, column_name, code, message, value)
     select $1, line, column_name, code, message, value from ${from}`,
    [id, JSON.stringify(errors)],
  );
}

/**
 * Keeps what a dry run would change (the first of it), or all that an applied run changes. New
 * records behind the first thousand are kept by their keys alone: nothing is put together for them,
 * unless they have no revision, by which undoing would know whether they are still as the run left them.
 */
export async function storeChanges(
  tx: EntityManager,
  definition: ImportSourceDefinition,
  { job, applied }: { job: ImportJob; applied: boolean },
): Promise<void> {
  await tx.query('delete from import_changes where run_id = $1', [job.id]);
  const changes = definition.changes(job);
  await tx.query(
    `insert into import_changes (run_id, table_name, row_id, action, before, after, title)
     select $1, c.table_name, c.row_id, c.action, c.before, c.after, c.title
     from (${changes}) c ${applied ? `where c.action = 'UPDATE'` : ''} limit ${applied ? 'all' : CHANGES_SHOWN}`,
    [job.id],
  );
  if (!applied) return;
  const byRevision = definition.undo.tables.every(({ kept }) => kept);
  await tx.query(
    `insert into import_changes (run_id, table_name, row_id, action, after, title)
     select $1, c.table_name, c.row_id, c.action, c.after, c.title
     from (${changes}) c where c.action = 'INSERT' limit ${byRevision ? CHANGES_SHOWN : 'all'}`,
    [job.id],
  );
  if (!byRevision) return;
  await tx.query(
    `insert into import_changes (run_id, table_name, row_id, action)
     select $1, c.table_name, c.row_id, c.action from (${changes}) c
     where c.action = 'INSERT' and c.row_id not in (select row_id from import_changes where run_id = $1)`,
    [job.id],
  );
}

/** What is known of a run when it is over. */
export interface RunEnd {
  readonly status: ImportStatus;
  readonly counts?: Counts;
  readonly asOf?: string | null;
  readonly sha256?: string;
  readonly reason?: string | null;
}

/** How a run stands. */
export interface RunState {
  readonly status: ImportStatus;
  readonly counts: Counts | null;
  readonly asOf: string | null;
  readonly conflicts: number;
}

/**
 * How a run stands once whoever was writing it has committed or has not: an answer that did not come does
 * not say. The run is held until the transaction ends.
 */
export async function settledRun(tx: EntityManager, id: string): Promise<RunState> {
  const [run] = await tx.query<RunState[]>(
    `select status, nullif(counts, '{}') as counts, as_of as "asOf",
       (select count(*)::int from import_conflicts k where k.run_id = r.id) as conflicts
     from import_runs r where r.id = $1 for update of r`,
    [id],
  );
  if (!run) throw new Error(`There is no run ${id}.`);
  return run;
}

/** Writes a run's end in the transaction that did its work, so that both hold or none. */
export async function closeRun(tx: EntityManager, id: string, end: RunEnd): Promise<void> {
  await tx.query(
    `update import_runs set status = $2::text, counts = coalesce($3::jsonb, counts), as_of = coalesce($4::date, as_of),
       file_sha256 = coalesce($5::text, file_sha256), reason = $6::text, progress = 100, stage = null, finished_at = now(),
       applied_at = case when $2 = 'APPLIED' then coalesce(applied_at, now()) else applied_at end,
       undone_at = case when $2 = 'UNDONE' then now() else undone_at end
     where id = $1`,
    [
      id,
      end.status,
      end.counts ? JSON.stringify(end.counts) : null,
      end.asOf ?? null,
      end.sha256 ?? null,
      end.reason ?? null,
    ],
  );
}

/**
 * Locks the records that are to be changed, in the order in which rescoring and undoing lock them too,
 * and makes sure that they are still as compared.
 * @throws Refusal CONFLICT
 */
export async function holdTargets(tx: EntityManager, table: string): Promise<void> {
  const [held] = await tx.query<{ touched: boolean | null }[]>(
    `with s as materialized (select target, (after->>'rev')::int as rev from import_stage where verdict = 'CHANGED'),
     held as (
       select t.rev + 1 <> s.rev as touched from s join ${table} t on t.id = s.target order by t.id for update of t)
     select bool_or(touched) as touched from held`,
  );
  if (held?.touched) throw changedMeanwhile();
}

/** What was compared with is not what is there any more. */
export const changedMeanwhile = (): Refusal =>
  new Refusal('CONFLICT', 'Somebody changed the same records meanwhile. Import again.');

/** Whether a table has any row. */
export async function anyOf(tx: EntityManager, table: string): Promise<boolean> {
  const [row] = await tx.query<{ any: boolean }[]>(`select exists (select from ${table}) as any`);
  return row?.any === true;
}
