import { Injectable } from '@nestjs/common';
import { PersonEntity, ProviderAccountEntity } from '@chaperone/store';
import type { StaffRole } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../graphql/clock.js';
import { claimedEmail, claimedName, claimedRole } from './claimed.js';
import type { Provider } from './provider-records.js';
import type { Claims } from './sso-client.js';
import { SsoRefusal } from './sso-refusal.js';

/** Whose account it is, and whether their role has just become another. */
export interface Arrived {
  readonly personId: string;
  readonly name: string;
  readonly how: 'KNOWN' | 'LINKED' | 'INVITED' | 'MADE';
  readonly role: StaffRole;
  readonly roleBefore: StaffRole;
}

/**
 * Whose an account at the provider is. The key is issuer and subject. An address only ever leads to
 * somebody who was invited under it and has not come yet, and only if the provider made sure of it.
 */
@Injectable()
export class SsoPeople {
  constructor(private readonly clock: Clock) {}

  /** @throws SsoRefusal */
  async find(
    tx: EntityManager,
    provider: Provider,
    { claims, linkTo }: { claims: Claims; linkTo: string | null },
  ): Promise<Arrived> {
    const role = provider.roleClaim
      ? claimedRole(claims, provider.roleClaim, provider.roleMap)
      : null;
    if (provider.roleClaim && !role) throw new SsoRefusal('NO_ROLE');
    const key = { issuer: claims.iss, subject: claims.sub };
    const account = await tx.findOneBy(ProviderAccountEntity, key);
    const { person, how } = account
      ? { person: await this.known(tx, account), how: 'KNOWN' as const }
      : await this.first(tx, claims, { linkTo, role });
    if (!account) await tx.insert(ProviderAccountEntity, { ...key, personId: person.id });
    await tx.update(ProviderAccountEntity, key, { lastUsedAt: this.clock.now() });
    const { id: personId, name, role: roleBefore } = person;
    return { personId, name, how, roleBefore, role: role ?? roleBefore };
  }

  private async known(tx: EntityManager, account: ProviderAccountEntity): Promise<PersonEntity> {
    const person = await tx.findOneByOrFail(PersonEntity, { id: account.personId });
    if (person.disabledAt) throw new SsoRefusal('DISABLED');
    return person;
  }

  private async first(
    tx: EntityManager,
    claims: Claims,
    { linkTo, role }: { linkTo: string | null; role: StaffRole | null },
  ): Promise<{ person: PersonEntity; how: Arrived['how'] }> {
    if (linkTo) {
      const person = await tx.findOneBy(PersonEntity, { id: linkTo });
      if (!person || person.disabledAt) throw new SsoRefusal('DISABLED');
      return { person, how: 'LINKED' };
    }
    const { email, verified } = claimedEmail(claims);
    if (!email) throw new SsoRefusal('UNKNOWN');
    if (!verified) throw new SsoRefusal('EMAIL_NOT_VERIFIED');
    const person = await tx.findOneBy(PersonEntity, { email });
    if (person) return { person: await this.invited(tx, person), how: 'INVITED' };
    if (!role) throw new SsoRefusal('UNKNOWN');
    const name = claimedName(claims, email);
    return { person: await tx.save(PersonEntity, { email, name, role }), how: 'MADE' };
  }

  /** Uses the invitation up. @throws SsoRefusal where there is none that is still good */
  private async invited(tx: EntityManager, person: PersonEntity): Promise<PersonEntity> {
    if (person.disabledAt) throw new SsoRefusal('DISABLED');
    const [, used] = (await tx.query(
      `update sign_in_links set redeemed_at = $3
       where person_id = $1 and email = $2 and purpose = 'INVITATION' and redeemed_at is null
         and expires_at > $3`,
      [person.id, person.email, this.clock.now()],
    )) as [unknown[], number];
    if (!person.invitedAt || used === 0) throw new SsoRefusal('LINK_FIRST');
    await tx.update(PersonEntity, { id: person.id }, { invitedAt: null, rev: () => 'rev + 1' });
    return person;
  }
}
