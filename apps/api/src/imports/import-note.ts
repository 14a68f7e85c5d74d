import type { EntityManager } from 'typeorm';
import type { AuditSubject, Note } from '../audit/actions.js';
import type { Counts } from './import-records.js';
import type { ImportJob } from './import-source.js';

/** A run as the audit log names it. */
export function subjectOfRun({ id, ref, source }: ImportJob): AuditSubject {
  return { type: 'IMPORT', id, label: `${ref} ${source}` };
}

/**
 * What the audit log keeps of an applied run in place of its rows: how many, and a digest by which the
 * rows that stand with the run can be compared.
 */
export async function noteOfRun(
  tx: EntityManager,
  job: ImportJob,
  { counts, sha256 }: { readonly counts: Counts; readonly sha256: string },
): Promise<Note> {
  const [row] = await tx.query<{ rows: number; digest: string | null }[]>(
    `select count(*)::int as rows, encode(sha256(string_agg(sha256(convert_to(
       concat_ws('|', table_name, action, row_id, before::text, after::text), 'UTF8')), ''::bytea order by id)), 'hex') as digest
     from import_changes where run_id = $1`,
    [job.id],
  );
  return {
    action: 'IMPORT_APPLIED',
    outcome: 'SUCCESS',
    subject: subjectOfRun(job),
    details: { run: job.ref, file: job.fileName, sha256, counts, rows: row },
  };
}
