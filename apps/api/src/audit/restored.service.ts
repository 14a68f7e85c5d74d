import { Injectable } from '@nestjs/common';
import { Clock } from '../graphql/clock.js';
import { Work } from '../graphql/work.js';
import { Audit } from './audit.js';
import { GENESIS, type ChainFault, type Mark, type Place } from './chain.js';
import { Checkpoints } from './checkpoints.service.js';
import { READ_HEAD, type HeadRow } from './entries.queries.js';
import { VerificationService } from './verification.service.js';

/** How a log stands that may have been put back from a back-up. */
export interface Restored {
  /** WHOLE: nothing to acknowledge. BROKEN: no restore explains it. AHEAD: signed entries are not there. */
  readonly how: 'WHOLE' | 'BROKEN' | 'AHEAD';
  readonly fault: ChainFault | null;
  /** The last place at which the log agrees with what was signed. */
  readonly agreed: Place;
  /** The last entry that was signed. */
  readonly signedUntil: number;
}

/**
 * After a back-up was put back, entries are gone that were signed, and others may stand in their place. That
 * looks as if somebody had cut the log off, and whoever runs the server must say that it was not so.
 */
@Injectable()
export class RestoredService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly verification: VerificationService,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** Says how the log stands; with `confirm`, signs that it was put back, and leaves an entry. */
  async acknowledge(confirm: boolean): Promise<Restored> {
    const { marks } = await this.verification.signed();
    const { fault, agreed: last } = await this.verification.against(marks);
    const agreed = last ?? (await this.lastCut(marks));
    const signedUntil = Math.max(0, ...marks.map(({ seq }) => seq));
    const found = { fault, agreed, signedUntil };
    if (!fault) return { how: 'WHOLE', ...found };
    const at = this.clock.now().toISOString();
    const mark: Mark = { what: 'RESTORE', seq: agreed.seq, head: agreed.head, at };
    if ((await this.verification.against([...marks, mark])).fault)
      return { how: 'BROKEN', ...found };
    if (confirm) await this.sign(mark, found);
    return { how: 'AHEAD', ...found };
  }

  private async sign(
    mark: Mark,
    { agreed, signedUntil }: Pick<Restored, 'agreed' | 'signedUntil'>,
  ): Promise<void> {
    await this.checkpoints.restored(mark);
    await this.audit.note({
      action: 'AUDIT_RESTORED',
      outcome: 'SUCCESS',
      details: { agreedUntil: agreed.seq, signedUntil },
    });
    await this.checkpoints.now();
  }

  /** Where the log begins, when nothing in it agrees: behind the last cut that it knows of. */
  private async lastCut(marks: readonly Mark[]): Promise<Place> {
    const [head] = await this.work.read<HeadRow>(READ_HEAD);
    return marks
      .filter(({ what, seq }) => what === 'CUT' && seq < (head?.seq ?? 0))
      .reduce<Place>((last, cut) => (cut.seq > last.seq ? cut : last), GENESIS);
  }
}
