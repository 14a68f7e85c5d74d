import { LOCKS } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { Refusal } from '../graphql/refusal.js';

/** Whether so many bytes more may be stored, counted by one transaction at a time. @throws Refusal INVALID */
export async function checkQuota(tx: EntityManager, quota: number, more: number): Promise<void> {
  await tx.query('select pg_advisory_xact_lock($1)', [LOCKS.FILE_QUOTA]);
  const [row] = await tx.query<{ used: string }[]>(
    'select coalesce(sum(size), 0)::text as used from stored_files',
  );
  const used = Number(row?.used ?? 0);
  if (used + more <= quota) return;
  const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(bytes < quota ? 1 : 0);
  throw new Refusal(
    'INVALID',
    `The organisation’s ${mb(quota)} MB for files are used up (${mb(used)} MB are taken). Remove files that nobody needs, or have FILES_QUOTA_MB raised.`,
    { field: 'file', status: 413 },
  );
}
