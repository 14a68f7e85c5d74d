import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { Audit } from './audit.js';
import type { Place } from './chain.js';
import { Checkpoints } from './checkpoints.service.js';

/** 45 CFR 164.316(b)(2)(i) asks for six years. */
export const SHORTEST_RETENTION = 6;
const LONGEST_RETENTION = 100;

interface Cut {
  readonly place: Place | null;
  readonly removed: number;
  readonly until: string;
}

/** Entries that may go: all up to the last one that is older than the log is kept; the newest stays. */
const FIND_CUT = `with due as (select now() - make_interval(years => retention_years) as until from audit_settings),
    young as (select coalesce(min(seq), (select max(seq) from audit_entries)) as seq
      from audit_entries, due where at >= until)
  select c.seq, c.hash as head, to_char(due.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as until,
    (select count(*)::int from audit_entries e where e.seq < young.seq) as removed
  from due cross join young left join audit_entries c on c.seq = young.seq - 1`;

/** How long entries are kept: six years at least, and longer where somebody says so. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly work: Work,
    private readonly audit: Audit,
    private readonly checkpoints: Checkpoints,
  ) {}

  async years(): Promise<number> {
    const [row] = await this.work.read<{ years: number }>({
      name: 'audit-retention',
      text: 'select retention_years as years from audit_settings',
      values: [],
    });
    return row?.years ?? SHORTEST_RETENTION;
  }

  /** @throws Refusal INVALID below six years */
  async set(years: number): Promise<number> {
    if (!Number.isInteger(years) || years < SHORTEST_RETENTION || years > LONGEST_RETENTION)
      throw new Refusal('INVALID', 'The audit log is kept for 6 to 100 years.', { field: 'years' });
    await this.work.change(async (tx) => {
      await tx.query('update audit_settings set retention_years = $1', [years]);
      this.audit.noteIn(tx, {
        action: 'RETENTION_CHANGED',
        outcome: 'SUCCESS',
        details: { years },
      });
    });
    return years;
  }

  /**
   * Removes entries that are older than they are kept. The place up to which they go is signed first, so
   * that the rest can still be verified, and the removal is an entry itself.
   */
  async prune(dryRun: boolean): Promise<Pick<Cut, 'removed' | 'until'>> {
    return this.work.changeAsOwner(async (tx) => {
      await tx.query('set local statement_timeout = 0');
      const { place, removed, until } = await this.find(tx);
      if (dryRun || !place || removed === 0) return { removed, until };
      await this.checkpoints.cut(place);
      await tx.query(`select set_config('chaperone.audit_cut', $1, true)`, [String(place.seq)]);
      await tx.query('delete from audit_entries where seq <= $1', [place.seq]);
      const details = { upTo: place.seq, head: place.head, removed, until };
      this.audit.noteIn(tx, { action: 'AUDIT_CUT', outcome: 'SUCCESS', details });
      return { removed, until };
    });
  }

  private async find(tx: EntityManager): Promise<Cut> {
    const [row] =
      await tx.query<{ seq: number | null; head: string | null; until: string; removed: number }[]>(
        FIND_CUT,
      );
    const { seq = null, head = null, until = '', removed = 0 } = row ?? {};
    return { place: seq === null || head === null ? null : { seq, head }, removed, until };
  }
}
