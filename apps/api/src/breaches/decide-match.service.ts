import { Injectable } from '@nestjs/common';
import type {
  BreachSource,
  Fault,
  Knowledge,
  MatchReason,
  MatchState,
  ScoreReason,
} from '@chaperone/risk-model';
import { normaliseName } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { Refusal } from '../graphql/refusal.js';
import { ScoringService } from '../scoring/scoring.service.js';
import type { MatchDecision } from './breaches.inputs.js';
import { defaultFault } from './matching/index.js';

/** One decision on one press; a whole register is decided in several. */
const MOST_AT_ONCE = 500;

interface StoredMatch {
  readonly id: string;
  readonly vendor_id: string;
  readonly state: MatchState;
  readonly fault: Fault;
  readonly our_data: Knowledge;
  readonly reason: MatchReason;
  readonly rev: number;
  readonly source: BreachSource;
  readonly source_key: string;
  readonly title: string;
  readonly filed_by_vendor: boolean;
}

/** A person confirms or rejects matches; the vendors are rescored in the same transaction. */
@Injectable()
export class DecideMatchService {
  constructor(private readonly scoring: ScoringService) {}

  /**
   * Decides all of the matches or none.
   * @param rev the rev of a single match as it was read
   * @throws Refusal NOT_FOUND, INVALID or STALE
   */
  async decide(
    tx: EntityManager,
    ids: readonly string[],
    decision: MatchDecision & { rev?: number | null },
    by: Principal,
  ): Promise<void> {
    const matches = await matchesOf(tx, ids);
    const stale = matches.find((m) => typeof decision.rev === 'number' && m.rev !== decision.rev);
    if (stale)
      throw new Refusal('STALE', 'This match was changed meanwhile; load it again.', {
        rev: stale.rev,
      });
    const rows = matches.map((match) => decided(match, decision));
    await store(tx, rows, decision.note ?? null, by);
    if (decision.addAlias && decision.state === 'CONFIRMED') await addAliases(tx, matches);
    const vendors = [...new Set(matches.map((match) => match.vendor_id))];
    await this.scoring.rescore(tx, vendors, reasonOf(matches, decision.state), by);
  }
}

/** What history says of a decision: confirmed, taken back, or another word about the same record. */
function reasonOf(before: readonly StoredMatch[], state: MatchState): ScoreReason {
  const counted = before.filter((match) => match.state === 'CONFIRMED').length;
  if (state !== 'CONFIRMED') return counted ? 'BREACH_TAKEN_BACK' : 'BREACH_CHANGED';
  return counted === before.length ? 'BREACH_CHANGED' : 'BREACH_CONFIRMED';
}

async function matchesOf(tx: EntityManager, ids: readonly string[]): Promise<StoredMatch[]> {
  if (!ids.length || ids.length > MOST_AT_ONCE)
    throw new Refusal('INVALID', `Decide between 1 and ${MOST_AT_ONCE} matches at once.`, {
      field: 'ids',
    });
  const wanted = [...new Set(ids)];
  const rows = await tx.query<StoredMatch[]>(
    `select m.id, m.vendor_id, m.state, m.fault, m.our_data, m.reason, m.rev,
       b.source, b.source_key, b.title, b.filed_by_vendor
     from breach_matches m join breaches b on b.id = m.breach_id
     where m.id::text = any($1::text[]) order by m.id for update of m`,
    [wanted],
  );
  if (rows.length !== wanted.length)
    throw new Refusal('NOT_FOUND', `${wanted.length - rows.length} of these matches do not exist.`);
  return rows;
}

interface DecidedRow {
  readonly id: string;
  readonly vendor_id: string;
  readonly source: BreachSource;
  readonly source_key: string;
  readonly state: MatchState;
  readonly fault: Fault;
  readonly our_data: Knowledge;
}

/** Confirming takes the source's default fault unless the person says one or had said one before. */
function decided(match: StoredMatch, decision: MatchDecision): DecidedRow {
  const asDefault =
    decision.state === 'CONFIRMED' && match.state !== 'CONFIRMED'
      ? defaultFault(match.source, match.filed_by_vendor, match.reason !== 'DESCRIPTION')
      : match.fault;
  return {
    id: match.id,
    vendor_id: match.vendor_id,
    source: match.source,
    source_key: match.source_key,
    state: decision.state,
    fault: decision.fault ?? asDefault,
    our_data: decision.ourData ?? match.our_data,
  };
}

const COLUMNS = `id uuid, vendor_id uuid, source text, source_key text, state text, fault text, our_data text`;

async function store(
  tx: EntityManager,
  rows: readonly DecidedRow[],
  note: string | null,
  by: Principal,
): Promise<void> {
  const json = JSON.stringify(rows);
  await tx.query(
    `update breach_matches m set state = n.state, fault = n.fault, our_data = n.our_data, note = coalesce($2, m.note),
       automatic = false, rev = m.rev + 1, updated_at = now(),
       decided_by = case when n.state = 'PROPOSED' then null else $3::uuid end,
       decided_at = case when n.state = 'PROPOSED' then null else now() end
     from jsonb_to_recordset($1::jsonb) as n(${COLUMNS}) where m.id = n.id`,
    [json, note, by.personId],
  );
  await tx.query(
    `delete from match_decisions d using jsonb_to_recordset($1::jsonb) as n(${COLUMNS})
     where d.source = n.source and d.source_key = n.source_key and d.vendor_id = n.vendor_id`,
    [json],
  );
  await tx.query(
    `insert into match_decisions (source, source_key, vendor_id, state, fault, our_data, note, decided_by, decided_at)
     select n.source, n.source_key, n.vendor_id, n.state, n.fault, n.our_data, m.note, $2::uuid, now()
     from jsonb_to_recordset($1::jsonb) as n(${COLUMNS}) join breach_matches m on m.id = n.id where n.state <> 'PROPOSED'`,
    [json, by.personId],
  );
}

/** The record's name becomes another name of the vendor, so that later records find it. */
async function addAliases(tx: EntityManager, matches: readonly StoredMatch[]): Promise<void> {
  for (const { vendor_id, title } of matches) {
    const normalised = normaliseName(title);
    if (!normalised) continue;
    await tx.query(
      `update vendors set aliases = aliases || $2::text, normalised_aliases = normalised_aliases || $3::text,
         search_text = search_text || ' ' || $3::text, rev = rev + 1, updated_at = now()
       where id = $1 and normalised_name <> $3 and not ($3 = any(normalised_aliases))`,
      [vendor_id, title.trim(), normalised],
    );
  }
}
