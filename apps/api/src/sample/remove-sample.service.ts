import { Injectable } from '@nestjs/common';
import { allowPurge } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { withoutRows } from '../audit/trail.js';
import { Work } from '../graphql/work.js';

/** Sample vendors, whatever else hangs on them. */
const OF_SAMPLE = 'vendor_id in (select id from vendors where sample)';

/** What goes, in the order that references allow; what a person added to a sample vendor goes with it. */
const STATEMENTS = [
  `delete from answers where ${OF_SAMPLE}`,
  `delete from assessments where ${OF_SAMPLE}`,
  `delete from evidence where ${OF_SAMPLE}`,
  `delete from agreements where ${OF_SAMPLE}`,
  `delete from breaches where sample and not exists (
     select 1 from breach_matches m join vendors v on v.id = m.vendor_id
     where m.breach_id = breaches.id and m.state = 'CONFIRMED' and not v.sample)`,
  'delete from vendors where sample',
  'delete from incidents i where not exists (select 1 from breaches b where b.incident_id = i.id)',
  `delete from question_templates t where sample and key <> 'telehealth-vendor'
     and not exists (select 1 from assessments a join template_versions v on v.id = a.version_id where v.template_id = t.id)`,
  'update question_templates set sample = false where sample',
  'update breaches set sample = false where sample',
  'update organisation set sample = false where sample',
];

/** Takes the sample organisation away: all of it or nothing, and it does not come back. */
@Injectable()
export class RemoveSampleService {
  constructor(
    private readonly work: Work,
    private readonly audit: Audit,
  ) {}

  /** Removes it; people and the organisation's own record stay. */
  remove(): Promise<void> {
    return this.work.change(
      async (tx: EntityManager) => {
        await allowPurge(tx);
        await withoutRows(tx);
        const details: Record<string, number> = {};
        for (const statement of STATEMENTS) {
          const [, rows] = await tx.query<[unknown[], number]>(statement);
          const table = statement.split(' ')[statement.startsWith('delete') ? 2 : 1] ?? '';
          details[table] = (details[table] ?? 0) + rows;
        }
        this.audit.noteIn(tx, { action: 'SAMPLE_REMOVED', outcome: 'SUCCESS', details });
      },
      { statementTimeoutMs: 60_000 },
    );
  }
}
