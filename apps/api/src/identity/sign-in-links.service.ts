import { Injectable } from '@nestjs/common';
import { SignInLinkEntity, type SignInLinkPurpose } from '@chaperone/store';
import type { StaffRole } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { Clock } from '../graphql/clock.js';
import { Refusal } from '../graphql/refusal.js';
import { hashOfSecret, newSecret } from './secrets.js';

/** A link is printed on a terminal and opened soon after. */
const GOOD_FOR = 24 * 3_600_000;

/** Links that let somebody in once. */
@Injectable()
export class SignInLinksService {
  constructor(private readonly clock: Clock) {}

  /** Makes a link's token; links of the same purpose that nobody used are void from now on. */
  async create(
    tx: EntityManager,
    purpose: SignInLinkPurpose,
    role: StaffRole = 'ADMIN',
  ): Promise<string> {
    const token = newSecret();
    const now = this.clock.now();
    await tx.query('delete from sign_in_links where purpose = $1 and redeemed_at is null', [
      purpose,
    ]);
    await tx.insert(SignInLinkEntity, {
      tokenHash: hashOfSecret(token),
      purpose,
      role,
      createdAt: now,
      expiresAt: new Date(now.getTime() + GOOD_FOR),
    });
    return token;
  }

  /** Uses a link up: of many at once exactly one succeeds. @throws Refusal UNAUTHENTICATED */
  async redeem(tx: EntityManager, purpose: SignInLinkPurpose, token: string): Promise<StaffRole> {
    const [rows] = (await tx.query(
      `update sign_in_links set redeemed_at = $3
       where token_hash = $1 and purpose = $2 and redeemed_at is null and expires_at > $3
       returning role`,
      [hashOfSecret(token), purpose, this.clock.now()],
    )) as [{ role: StaffRole | null }[], number];
    const link = rows[0];
    if (!link)
      throw new Refusal(
        'UNAUTHENTICATED',
        'This link has been used or is over. Start again to get a new one.',
      );
    return link.role ?? 'ADMIN';
  }
}
