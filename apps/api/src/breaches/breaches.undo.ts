import type { EntityManager } from 'typeorm';
import type { ImportJob, UndoRules } from '../imports/import-source.js';
import type { MatchingService } from './matching.service.js';

/** Breach records go with their matches; what people decided about them stays, by source and key. */
export function breachUndo(matching: MatchingService): UndoRules {
  return {
    tables: [
      {
        table: 'breaches',
        title: (row) => `${row}.title`,
        kept: true,
        goesAlong: { breach_matches: () => 'true' },
      },
    ],
    before: async (tx, job) => {
      await keepDecisions(tx, job);
      const rows = await tx.query<{ vendor_id: string }[]>(
        `select distinct m.vendor_id from import_changes c join breach_matches m on m.breach_id = c.row_id
         where c.run_id = $1 and c.table_name = 'breaches'`,
        [job.id],
      );
      return rows.map((row) => row.vendor_id);
    },
    after: async (tx, vendorIds) => {
      if (vendorIds.length > 0) await matching.proposeIncidents(tx, vendorIds);
    },
  };
}

/** The same record will find its decision again when it is imported once more. */
async function keepDecisions(tx: EntityManager, job: ImportJob): Promise<void> {
  await tx.query(
    `insert into match_decisions (source, source_key, vendor_id, state, fault, our_data, note, decided_by, decided_at)
     select b.source, b.source_key, m.vendor_id, m.state, m.fault, m.our_data, m.note, m.decided_by, m.decided_at
     from import_changes c join breaches b on b.id = c.row_id join breach_matches m on m.breach_id = b.id
     where c.run_id = $1 and c.table_name = 'breaches' and c.action = 'INSERT' and m.decided_at is not null
     on conflict (source, source_key, vendor_id) do update set state = excluded.state, fault = excluded.fault,
       our_data = excluded.our_data, note = excluded.note, decided_by = excluded.decided_by, decided_at = excluded.decided_at`,
    [job.id],
  );
}
