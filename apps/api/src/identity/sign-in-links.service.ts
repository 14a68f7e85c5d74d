import { Injectable } from '@nestjs/common';
import { SignInLinkEntity, type SignInLinkPurpose } from '@chaperone/store';
import type { StaffRole } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { Clock } from '../graphql/clock.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { hashOfSecret, newSecret } from './secrets.js';

const HOUR = 3_600_000;
/** A link on a terminal or for a reset is opened soon after; an invitation may lie for a week. */
const GOOD_FOR: Readonly<Record<SignInLinkPurpose, number>> = {
  SET_UP: 24 * HOUR,
  DEMO_SIGN_IN: 24 * HOUR,
  INVITATION: 7 * 24 * HOUR,
  PASSWORD_RESET: 24 * HOUR,
  FACTOR_RESET: 24 * HOUR,
  RECOVERY: HOUR,
};

/** The page on which a link for a person is opened; the token follows in the fragment. */
const PAGES: Readonly<Record<PersonalPurpose, string>> = {
  INVITATION: '/invitation',
  PASSWORD_RESET: '/reset',
  FACTOR_RESET: '/enrol',
  RECOVERY: '/reset',
};

/** Links that are one person's. */
export type PersonalPurpose = Exclude<SignInLinkPurpose, 'SET_UP' | 'DEMO_SIGN_IN'>;

/** One sentence for a link that is unknown, used, over or another's. */
const OVER = 'This link has been used or is over. Start again to get a new one.';

/** Somebody for whom a link is. */
export interface LinkedPerson {
  readonly purpose: SignInLinkPurpose;
  readonly personId: string;
  readonly email: string;
  readonly name: string;
}

/** A link that was made. */
export interface MadeLink {
  /** Path and fragment, to be put behind the server's address. */
  readonly path: string;
  readonly expiresAt: Date;
}

const HOLDING = `from people p where l.person_id = p.id and l.token_hash = $1
  and l.purpose = any($2::text[]) and l.redeemed_at is null and l.expires_at > $3
  and l.email = p.email and p.disabled_at is null`;

/** Links that let somebody in once. */
@Injectable()
export class SignInLinksService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  /** Makes a link's token; links of the same purpose that nobody used are void from now on. */
  async create(
    tx: EntityManager,
    purpose: Exclude<SignInLinkPurpose, PersonalPurpose>,
    role: StaffRole = 'ADMIN',
  ): Promise<string> {
    const token = newSecret();
    await tx.query('delete from sign_in_links where purpose = $1 and redeemed_at is null', [
      purpose,
    ]);
    await tx.insert(SignInLinkEntity, { ...this.fresh(purpose, token), role });
    return token;
  }

  /** Makes a link for one person; every earlier one of theirs that nobody used is void from now on. */
  async createFor(
    tx: EntityManager,
    purpose: PersonalPurpose,
    person: { id: string; email: string; by: string | null },
  ): Promise<MadeLink> {
    const token = newSecret();
    await this.revoke(tx, person.id);
    const link = this.fresh(purpose, token);
    const { id: personId, email, by: createdBy } = person;
    await tx.insert(SignInLinkEntity, { ...link, personId, email, createdBy });
    return { path: `${PAGES[purpose]}#t=${token}`, expiresAt: link.expiresAt };
  }

  /** Voids the links of a person that nobody used. */
  async revoke(tx: EntityManager, personId: string): Promise<void> {
    await tx.query('delete from sign_in_links where person_id = $1 and redeemed_at is null', [
      personId,
    ]);
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
    if (!link) throw new Refusal('UNAUTHENTICATED', OVER);
    return link.role ?? 'ADMIN';
  }

  /** Looks at a link that is nobody's own, without using it up. @throws Refusal UNAUTHENTICATED */
  async assertGood(
    purpose: Exclude<SignInLinkPurpose, PersonalPurpose>,
    token: string,
  ): Promise<void> {
    const rows = await this.work.read({
      name: 'link-of-nobody',
      text: `select 1 from sign_in_links
        where token_hash = $1 and purpose = $2 and redeemed_at is null and expires_at > $3`,
      values: [hashOfSecret(token), purpose, this.clock.now()],
    });
    if (rows.length === 0) throw new Refusal('UNAUTHENTICATED', OVER);
  }

  /** Whose link this is, without using it up. @throws Refusal UNAUTHENTICATED */
  async look(purposes: readonly PersonalPurpose[], token: string): Promise<LinkedPerson> {
    const [row] = await this.work.read<LinkedPerson>({
      name: 'link-of-a-person',
      text: `select l.purpose, p.id as "personId", p.email, p.name
        from sign_in_links l, people p ${HOLDING.replace('from people p ', '')}`,
      values: [hashOfSecret(token), purposes, this.clock.now()],
    });
    if (!row) throw new Refusal('UNAUTHENTICATED', OVER);
    return row;
  }

  /** Uses a person's link up: of many at once exactly one succeeds. @throws Refusal UNAUTHENTICATED */
  async redeemFor(
    tx: EntityManager,
    purposes: readonly PersonalPurpose[],
    token: string,
  ): Promise<LinkedPerson> {
    const [rows] = (await tx.query(
      `update sign_in_links l set redeemed_at = $3 ${HOLDING}
       returning l.purpose, p.id as "personId", p.email, p.name`,
      [hashOfSecret(token), purposes, this.clock.now()],
    )) as [LinkedPerson[], number];
    const row = rows[0];
    if (!row) throw new Refusal('UNAUTHENTICATED', OVER);
    return row;
  }

  private fresh(purpose: SignInLinkPurpose, token: string) {
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + GOOD_FOR[purpose]);
    return { tokenHash: hashOfSecret(token), purpose, createdAt, expiresAt };
  }
}
