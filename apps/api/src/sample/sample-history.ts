import { addDays, type ScoreReason } from '@chaperone/risk-model';
import { allowPurge } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import type { ScoringService } from '../scoring/scoring.service.js';

/** Days before the day of loading for which the sample is scored: a year, closer towards today. */
const DAYS_AGO = [360, 300, 240, 180, 150, 120, 90, 60, 45, 30, 14, 7, 0];

/** What marks a row as sample data. */
const MARKED = [
  'organisation',
  'people',
  'vendors',
  'vendor_relations',
  'services',
  'service_decisions',
  'evidence',
  'agreements',
  'question_templates',
  'assessments',
  'breaches',
];

/** A gap that an agreement left began on the day after its last one, not on that of loading. */
const GAPS_SINCE = `
  update compliance_states c set as_of = g.since, created_at = g.since::timestamptz
  from (select s.id, max(a.expires_on) + 1 as since
    from compliance_states s, jsonb_array_elements(s.reasons) r
    join agreements a on a.id::text = r ->> 'agreement'
    where s.state = 'GAP' and r ->> 'code' = 'EXPIRED' group by s.id) g
  where c.id = g.id and g.since < c.as_of`;

/**
 * Marks everything as sample data and dates decisions where the files say, then gives the register
 * a past: today's facts scored for days of the last year, oldest first. Runs as the owner, since
 * requests can neither change a decision nor take a score away.
 */
export async function giveHistory(
  tx: EntityManager,
  at: { readonly today: string; readonly scoring: ScoringService; readonly by: Principal },
): Promise<void> {
  await allowPurge(tx);
  for (const table of MARKED) await tx.query(`update ${table} set sample = true`);
  await tx.query(
    `update service_decisions d set decided_at = least(now(), (coalesce(d.valid_until, $1::date) - 365)::timestamptz)`,
    [at.today],
  );
  await tx.query('delete from risk_scores');
  await tx.query('update vendor_rows set score_id = null');
  // states in between, while services and agreements were being loaded, never held
  await tx.query(
    `delete from compliance_states c using compliance_states later
     where later.vendor_id = c.vendor_id and later.id > c.id`,
  );
  await tx.query(GAPS_SINCE);
  const vendors = await tx.query<{ id: string }[]>('select id from vendors order by id');
  const ids = vendors.map((vendor) => vendor.id);
  const reason: ScoreReason = 'NIGHTLY';
  for (const ago of DAYS_AGO)
    await at.scoring.rescore(tx, ids, { reason, asOf: addDays(at.today, -ago) }, at.by);
}
