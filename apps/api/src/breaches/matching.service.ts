/**
 * Which vendors do records concern? Candidates from the database, the score from matching/,
 * matches and incident proposals into the tables. Decisions that people made before are kept.
 * It never moves a score by itself: the caller rescores the vendors it names.
 */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FoundMatches } from '../scoring/change-hooks.js';
import {
  candidatePairs,
  datedRecords,
  matchables,
  type DatedRecord,
  type MatchScope,
} from './match-candidates.queries.js';
import { candidateIncidents, isProposal, scoreMatch, type RecordDay } from './matching/index.js';

/** What matching found. */
export interface MatchingOutcome extends FoundMatches {
  /** Vendors with a new match; their rows and scores are to be written anew. */
  readonly vendorIds: readonly string[];
}

interface NewMatch {
  readonly breach_id: string;
  readonly vendor_id: string;
  readonly source: string;
  readonly source_key: string;
  readonly score: number;
  readonly reason: string;
  readonly words: readonly string[];
  readonly automatic: boolean;
}

@Injectable()
export class MatchingService {
  /** Proposes matches for records, vendors or everything; pairs that have a match are left alone. */
  async proposeFor(tx: EntityManager, scope: MatchScope): Promise<MatchingOutcome> {
    const pairs = await candidatePairs(tx, scope);
    const { records, vendors } = await matchables(tx, pairs);
    const found: NewMatch[] = [];
    for (const { breach_id, vendor_id } of pairs) {
      const record = records.get(breach_id);
      const vendor = vendors.get(vendor_id);
      const match = record && vendor ? scoreMatch(record, vendor) : null;
      if (record && isProposal(match))
        found.push({
          breach_id,
          vendor_id,
          source: record.source,
          source_key: record.source_key,
          ...match,
        });
    }
    const states = await insertMatches(tx, found);
    const vendorIds = [...new Set(found.map((match) => match.vendor_id))];
    const incidents = vendorIds.length ? await this.proposeIncidents(tx, vendorIds) : 0;
    const confirmed = states.filter((row) => row.state === 'CONFIRMED').length;
    const proposed = states.filter((row) => row.state === 'PROPOSED').length;
    return { proposed, confirmed, incidents, vendorIds };
  }

  /**
   * Proposes as one incident the records of a vendor that lie within 120 days. Returns how many
   * groups had not been proposed before.
   */
  async proposeIncidents(tx: EntityManager, vendorIds: readonly string[]): Promise<number> {
    const byVendor = new Map<string, DatedRecord[]>();
    for (const row of await datedRecords(tx, vendorIds)) {
      const rows = byVendor.get(row.vendor_id);
      if (rows) rows.push(row);
      else byVendor.set(row.vendor_id, [row]);
    }
    const groups = [...byVendor].flatMap(([vendor, rows]) =>
      candidateIncidents(rows.map(candidateOf)).map((group) => ({
        vendor_id: vendor,
        record_ids: group.map((record) => record.id).sort(),
      })),
    );
    return insertProposals(tx, vendorIds, groups);
  }
}

function candidateOf(row: DatedRecord) {
  const days: RecordDay[] = [];
  if (row.breached_on)
    days.push({ on: row.breached_on, precision: row.breached_precision ?? 'DAY' });
  if (row.discovered_on)
    days.push({ on: row.discovered_on, precision: row.discovered_precision ?? 'DAY' });
  if (row.reported_on)
    days.push({ on: row.reported_on, precision: row.reported_precision ?? 'DAY' });
  return { id: row.id, incidentId: row.incident_id, days };
}

/** Own domain: CONFIRMED at once; a decision that a person made on the same pair comes back. */
function insertMatches(
  tx: EntityManager,
  found: readonly NewMatch[],
): Promise<{ state: string }[]> {
  if (!found.length) return Promise.resolve([]);
  return tx.query<{ state: string }[]>(
    `insert into breach_matches (breach_id, vendor_id, state, score, reason, words, automatic, fault, our_data, note, decided_by, decided_at)
     select n.breach_id, n.vendor_id, coalesce(d.state, case when n.automatic then 'CONFIRMED' else 'PROPOSED' end),
       n.score, n.reason, array(select jsonb_array_elements_text(n.words)), n.automatic and d.state is null,
       coalesce(d.fault, 'VENDOR_SUSPECTED'), coalesce(d.our_data, 'UNKNOWN'), coalesce(d.note, ''), d.decided_by, d.decided_at
     from jsonb_to_recordset($1::jsonb) as n(breach_id uuid, vendor_id uuid, source text, source_key text, score real,
       reason text, words jsonb, automatic boolean)
     left join match_decisions d on d.source = n.source and d.source_key = n.source_key and d.vendor_id = n.vendor_id
     on conflict (breach_id, vendor_id) do nothing returning state`,
    [JSON.stringify(found)],
  );
}

/** Open proposals are made anew; a group that a person has decided about is not proposed again. */
async function insertProposals(
  tx: EntityManager,
  vendorIds: readonly string[],
  groups: readonly Group[],
): Promise<number> {
  // a DELETE comes back as its rows and their number
  const [before] = await tx.query<[Group[], number]>(
    `delete from incident_proposals where vendor_id = any($1::uuid[]) and state = 'PROPOSED' returning vendor_id, record_ids`,
    [vendorIds],
  );
  if (!groups.length) return 0;
  const now = await tx.query<Group[]>(
    `insert into incident_proposals (vendor_id, record_ids, state)
     select n.vendor_id, array(select jsonb_array_elements_text(n.record_ids)::uuid), 'PROPOSED'
     from jsonb_to_recordset($1::jsonb) as n(vendor_id uuid, record_ids jsonb)
     where not exists (select 1 from incident_proposals p where p.vendor_id = n.vendor_id
       and p.record_ids @> array(select jsonb_array_elements_text(n.record_ids)::uuid))
     returning vendor_id, record_ids`,
    [JSON.stringify(groups)],
  );
  const known = new Set(before.map(keyOf));
  return now.filter((group) => !known.has(keyOf(group))).length;
}

/** Records of one vendor that may be one event; their ids are sorted. */
interface Group {
  readonly vendor_id: string;
  readonly record_ids: readonly string[];
}

const keyOf = ({ vendor_id, record_ids }: Group): string => `${vendor_id} ${record_ids.join(' ')}`;
