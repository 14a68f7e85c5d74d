import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { Refusal } from '../graphql/refusal.js';
import { ScoringService } from '../scoring/scoring.service.js';
import type { JoinIncidentInput, SplitIncidentInput } from './breaches.inputs.js';

interface Member {
  readonly id: string;
  readonly title: string;
  readonly incident_id: string | null;
}

/** An event has at most this many records: a press of a button, not an import. */
const MOST_RECORDS = 200;

/** People join records that tell of one event, and split them again; either undoes the other. */
@Injectable()
export class IncidentsService {
  constructor(private readonly scoring: ScoringService) {}

  /**
   * Makes one event of the records, or of a proposal's.
   * @returns the id of the change
   * @throws Refusal INVALID or NOT_FOUND
   */
  async join(tx: EntityManager, input: JoinIncidentInput, by: Principal): Promise<string> {
    const ids = input.proposal ? await recordsOf(tx, input.proposal) : (input.breaches ?? []);
    const members = await membersOf(tx, ids);
    if (members.length < 2)
      throw new Refusal('INVALID', 'An incident joins two records or more.', { field: 'breaches' });
    const incident = await incidentFor(tx, members, input.title ?? null, by);
    await tx.query('update breaches set incident_id = $1 where id = any($2::uuid[])', [
      incident,
      members.map((member) => member.id),
    ]);
    if (input.proposal) await settle(tx, input.proposal, 'JOINED', { by, incident });
    return this.finish(tx, { incident, action: 'JOIN', members }, by);
  }

  /**
   * Takes records out of an event, all of them unless some are named, or keeps a proposal's apart.
   * @returns the id of the change
   * @throws Refusal INVALID or NOT_FOUND
   */
  async split(tx: EntityManager, input: SplitIncidentInput, by: Principal): Promise<string> {
    if (input.proposal) {
      const members = await membersOf(tx, await recordsOf(tx, input.proposal));
      await settle(tx, input.proposal, 'KEPT_APART', { by, incident: null });
      return this.finish(tx, { incident: null, action: 'SPLIT', members }, by);
    }
    if (!input.incident)
      throw new Refusal('INVALID', 'Name an incident or a proposal.', { field: 'incident' });
    const members = await leavers(tx, input.incident, input.breaches ?? null);
    await tx.query('update breaches set incident_id = null where id = any($1::uuid[])', [
      members.map((member) => member.id),
    ]);
    const incident = members[0]?.incident_id ?? null;
    return this.finish(tx, { incident, action: 'SPLIT', members }, by);
  }

  /** Writes the change down and rescores every vendor whose confirmed records it touches. */
  private async finish(
    tx: EntityManager,
    change: { incident: string | null; action: 'JOIN' | 'SPLIT'; members: readonly Member[] },
    by: Principal,
  ): Promise<string> {
    const before = Object.fromEntries(change.members.map((m) => [m.id, m.incident_id]));
    const [row] = await tx.query<{ id: string }[]>(
      `insert into incident_changes (incident_id, action, before, changed_by) values ($1, $2, $3::jsonb, $4) returning id`,
      [change.incident, change.action, JSON.stringify(before), by.personId],
    );
    const vendors = await tx.query<{ vendor_id: string }[]>(
      `select distinct vendor_id from breach_matches where state = 'CONFIRMED' and breach_id = any($1::uuid[])`,
      [change.members.map((member) => member.id)],
    );
    const ids = vendors.map((vendor) => vendor.vendor_id);
    if (ids.length) await this.scoring.rescore(tx, ids, 'INCIDENT_CHANGED', by);
    return (row as { id: string }).id;
  }
}

async function recordsOf(tx: EntityManager, proposal: string): Promise<string[]> {
  const [row] = await tx.query<{ record_ids: string[] }[]>(
    'select record_ids from incident_proposals where id::text = $1 for update',
    [proposal],
  );
  if (!row) throw new Refusal('NOT_FOUND', 'This proposal does not exist any more.');
  return row.record_ids;
}

async function membersOf(tx: EntityManager, ids: readonly string[]): Promise<Member[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length > MOST_RECORDS)
    throw new Refusal('INVALID', `An incident has at most ${MOST_RECORDS} records.`);
  const rows = await tx.query<Member[]>(
    `select id, title, incident_id from breaches where id::text = any($1::text[]) or ref = any($1::text[]) order by id for update`,
    [wanted],
  );
  if (rows.length < wanted.length)
    throw new Refusal('NOT_FOUND', `${wanted.length - rows.length} of these records do not exist.`);
  return rows;
}

/** The event that one of the records already belongs to grows; else a new one is made. */
async function incidentFor(
  tx: EntityManager,
  members: readonly Member[],
  title: string | null,
  by: Principal,
): Promise<string> {
  const known = members.find((member) => member.incident_id)?.incident_id;
  if (known) return known;
  const [row] = await tx.query<{ id: string }[]>(
    'insert into incidents (title, created_by) values ($1, $2) returning id',
    [title?.trim() || (members[0]?.title ?? ''), by.personId],
  );
  return (row as { id: string }).id;
}

async function leavers(
  tx: EntityManager,
  incident: string,
  breaches: readonly string[] | null,
): Promise<Member[]> {
  const rows = await tx.query<Member[]>(
    `select b.id, b.title, b.incident_id from breaches b join incidents i on i.id = b.incident_id
     where (i.id::text = $1 or i.ref = $1) and ($2::text[] is null or b.id::text = any($2) or b.ref = any($2))
     order by b.id for update of b`,
    [incident, breaches],
  );
  if (!rows.length)
    throw new Refusal('NOT_FOUND', 'This incident holds none of these records.', {
      field: 'incident',
    });
  return rows;
}

async function settle(
  tx: EntityManager,
  proposal: string,
  state: 'JOINED' | 'KEPT_APART',
  { by, incident }: { by: Principal; incident: string | null },
): Promise<void> {
  await tx.query(
    `update incident_proposals set state = $2, incident_id = $3::uuid, decided_by = $4::uuid, decided_at = now()
     where id::text = $1`,
    [proposal, state, incident, by.personId],
  );
}
