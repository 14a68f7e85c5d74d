/**
 * The mill: rescores vendors in the transaction that changed what is known about them.
 * In: a transaction, vendor ids, why and by whom. Out: history, read model and compliance states.
 * It knows no slice and no resolver; the arithmetic is risk-model's.
 */
import { Injectable } from '@nestjs/common';
import { scoreVendor } from '@chaperone/risk-model';
import type { Day, ScoreReason } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { Clock } from '../graphql/clock.js';
import { systemPrincipal, Work } from '../graphql/work.js';
import { complianceRecord } from './compliance.js';
import {
  gatherEvidence,
  gatherOrganisation,
  type OrganisationEvidence,
  type VendorEvidence,
} from './gather-evidence.js';
import { scoreRecord, type ScoreRecord } from './score-record.js';
import { storeRows, storeScores } from './store-scores.js';

/** What a rescoring did. */
export interface Rescored {
  readonly vendors: number;
  /** Rows added to the history of scores. */
  readonly appended: number;
}

/** Why vendors are scored, for a day other than today. */
export interface DatedReason {
  readonly reason: ScoreReason;
  /** The day of the score, UTC. */
  readonly asOf: Day;
}

/** Vendors whose evidence is held in memory at one time: some hundred answers each. */
const AT_A_TIME = 250;
/** Stretches at work together: while one is worked out here, the database reads or writes another. */
const AT_ONCE = 2;
/** A chunk of the whole register is no request: it may take longer than one. */
const WHOLE_REGISTER = { statementTimeoutMs: 120_000 };

@Injectable()
export class ScoringService {
  constructor(
    private readonly clock: Clock,
    private readonly work: Work,
  ) {}

  /**
   * Scores vendors anew. Cost grows with their answers, the number of statements with every 250
   * vendors. Unknown ids are passed over.
   */
  async rescore(
    tx: EntityManager,
    vendorIds: readonly string[],
    why: ScoreReason | DatedReason,
    by: Principal,
  ): Promise<Rescored> {
    const { reason, asOf } = this.dated(why);
    const organisation = await gatherOrganisation(tx);
    let vendors = 0;
    let appended = 0;
    for (const ids of chunks(vendorIds)) {
      const gathered = await gatherEvidence(tx, ids, {
        asOf,
        scores: true,
        ...(typeof why !== 'string' && { acceptedBy: asOf }),
      });
      vendors += gathered.length;
      const today = this.clock.todayIn(organisation.timeZone);
      // a score of another day was seen on that day
      const days = { asOf, seenOn: typeof why === 'string' ? today : asOf };
      const scored = gathered.map((each) => scoreOf(organisation, each, days));
      const compliance = gathered.map((each) => complianceRecord(organisation, each, today));
      const writing = { today, cause: reason, changedBy: by.personId };
      appended += await storeScores(tx, scored, compliance, writing);
    }
    return { vendors, appended };
  }

  /** Writes rows anew whose scores cannot have changed: names, agreements, proposed matches. */
  async refreshVendorRows(
    tx: EntityManager,
    vendorIds: readonly string[],
    { cause, by }: { readonly cause: string; readonly by: Principal },
  ): Promise<void> {
    const organisation = await gatherOrganisation(tx);
    const today = this.clock.todayIn(organisation.timeZone);
    for (const ids of chunks(vendorIds)) {
      const gathered = await gatherEvidence(tx, ids, { asOf: today, scores: false });
      const compliance = gathered.map((each) => complianceRecord(organisation, each, today));
      await storeRows(tx, compliance, { today, cause, changedBy: by.personId });
    }
  }

  /** Scores the whole register, a transaction for every 250 vendors. */
  async rescoreAll(reason: ScoreReason, by: Principal = systemPrincipal): Promise<Rescored> {
    let done: Rescored = { vendors: 0, appended: 0 };
    await this.inStretches('select id from vendors', [], async (tx, ids) => {
      const { vendors, appended } = await this.rescore(tx, ids, reason, by);
      done = { vendors: done.vendors + vendors, appended: done.appended + appended };
    });
    return done;
  }

  /** Looks again at the cover of vendors with an agreement that began or ended by today. */
  async recheckCompliance(by: Principal = systemPrincipal): Promise<number> {
    const { timeZone } = await this.work.change(gatherOrganisation);
    const due = `select vendor_id as id from vendor_rows where compliance_recheck_on <= $2`;
    let vendors = 0;
    await this.inStretches(due, [this.clock.todayIn(timeZone)], async (tx, ids) => {
      await this.refreshVendorRows(tx, ids, { cause: 'DAY_PASSED', by });
      vendors += ids.length;
    });
    return vendors;
  }

  /** The vendor's score as if a service were active; null where there is no such service. */
  async preview(tx: EntityManager, serviceId: string): Promise<ScoreRecord | null> {
    const [service]: { vendor_id: string }[] = await tx.query(
      'select vendor_id from services where id = $1',
      [serviceId],
    );
    if (!service) return null;
    const organisation = await gatherOrganisation(tx);
    const asOf = this.clock.todayUtc();
    const gathering = { asOf, scores: true, countsAsActive: serviceId };
    const [evidence] = await gatherEvidence(tx, [service.vendor_id], gathering);
    const seenOn = this.clock.todayIn(organisation.timeZone);
    return evidence ? scoreOf(organisation, evidence, { asOf, seenOn }) : null;
  }

  private dated(why: ScoreReason | DatedReason): DatedReason {
    return typeof why === 'string' ? { reason: why, asOf: this.clock.todayUtc() } : why;
  }

  private async inStretches(
    source: string,
    values: readonly unknown[],
    each: (tx: EntityManager, ids: readonly string[]) => Promise<void>,
  ): Promise<void> {
    const stretches = this.stretches(source, values);
    const work = async (): Promise<void> => {
      for await (const ids of stretches)
        await this.work.change((tx) => each(tx, ids), WHOLE_REGISTER);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Ids in their order, so many at a time; several may draw from it. */
  private async *stretches(
    source: string,
    values: readonly unknown[],
  ): AsyncGenerator<readonly string[]> {
    const next = `select id from (${source}) all_of_them
      where $1::uuid is null or id > $1::uuid order by id limit ${AT_A_TIME}`;
    let after: string | null = null;
    for (;;) {
      const rows: { id: string }[] = await this.work.change(
        (tx) => tx.query(next, [after, ...values]),
        WHOLE_REGISTER,
      );
      after = rows.at(-1)?.id ?? null;
      if (after === null) return;
      yield rows.map((row) => row.id);
    }
  }
}

function scoreOf(
  { roles, homeRegions }: OrganisationEvidence,
  evidence: VendorEvidence,
  { asOf, seenOn }: { readonly asOf: Day; readonly seenOn: Day },
): ScoreRecord {
  const { services, assessments, breaches } = evidence;
  const facts = { organisation: { roles, homeRegions }, services, assessments, breaches };
  return scoreRecord(evidence, scoreVendor(facts, asOf), seenOn);
}

function* chunks(ids: readonly string[]): Generator<readonly string[]> {
  const unique = [...new Set(ids)].sort();
  for (let at = 0; at < unique.length; at += AT_A_TIME) yield unique.slice(at, at + AT_A_TIME);
}
