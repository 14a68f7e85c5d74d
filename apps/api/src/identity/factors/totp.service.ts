import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FactorEntity } from '@chaperone/store';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { Clock } from '../../graphql/clock.js';
import { Refusal } from '../../graphql/refusal.js';
import type { TotpEnrolmentType } from '../sign-in.types.js';
import { Seeds } from './seeds.js';
import { base32, matchingStep, newSeed, totpUri } from './totp.js';

/** What apps show beside the code. */
const ISSUER = 'Chaperone';
/** A seed that was shown and not confirmed is worth nothing after this. */
const CONFIRM_WITHIN = 15 * 60_000;

/** Second factors by an app that shows codes. */
@Injectable()
export class TotpService {
  constructor(
    private readonly clock: Clock,
    private readonly seeds: Seeds,
  ) {}

  /** Makes a seed, told this once; it counts after a first code confirmed it. */
  async start(
    tx: EntityManager,
    { id: personId, email }: { id: string; email: string },
  ): Promise<TotpEnrolmentType> {
    const seed = newSeed();
    const id = randomUUID();
    await tx.delete(FactorEntity, { personId, kind: 'TOTP', confirmedAt: IsNull() });
    await tx.insert(FactorEntity, {
      id,
      personId,
      kind: 'TOTP',
      name: '',
      createdAt: this.clock.now(),
      seed: this.seeds.seal(id, seed),
    });
    const uri = totpUri(seed, { issuer: ISSUER, account: email });
    // loaded when somebody enrols, which is seldom
    const { toString } = await import('qrcode');
    const qrSvg = await toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
    return { secret: base32(seed), uri, qrSvg };
  }

  /** Confirms the seed that was shown last. @throws Refusal INVALID, CONFLICT */
  async confirm(
    tx: EntityManager,
    personId: string,
    { code, name }: { code: string; name: string },
  ): Promise<string> {
    const now = this.clock.now();
    const factor = await tx.findOneBy(FactorEntity, {
      personId,
      kind: 'TOTP',
      confirmedAt: IsNull(),
    });
    if (!factor?.seed || now.getTime() - factor.createdAt.getTime() > CONFIRM_WITHIN)
      throw new Refusal('CONFLICT', 'This took too long. Start again with a new code to scan.');
    const step = matchingStep(this.seeds.open(factor.id, factor.seed), code, now);
    if (step === null)
      throw new Refusal(
        'INVALID',
        'This is not the code that the app shows now. Is the clock of the phone right?',
        { field: 'code' },
      );
    await tx.update(
      FactorEntity,
      { id: factor.id },
      { name, confirmedAt: now, lastUsedAt: now, lastStep: step },
    );
    return factor.id;
  }

  /** Uses a code: of many at once, and ever after, exactly one succeeds. Returns whether it was right. */
  async use(tx: EntityManager, personId: string, code: string): Promise<boolean> {
    const factors = await tx.findBy(FactorEntity, {
      personId,
      kind: 'TOTP',
      confirmedAt: Not(IsNull()),
    });
    const now = this.clock.now();
    for (const { id, seed } of factors) {
      const step = seed === null ? null : matchingStep(this.seeds.open(id, seed), code, now);
      if (step === null) continue;
      const [rows] = (await tx.query(
        `update factors set last_step = $2, last_used_at = $3
         where id = $1 and (last_step is null or last_step < $2) returning id`,
        [id, step, now],
      )) as [unknown[], number];
      if (rows.length === 1) return true;
    }
    return false;
  }
}
