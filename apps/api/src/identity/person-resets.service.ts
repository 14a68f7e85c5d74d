import { Injectable } from '@nestjs/common';
import {
  FactorEntity,
  PersonEntity,
  ProviderAccountEntity,
  RecoveryCodeEntity,
} from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { GraphContext } from '../graphql/principal.js';
import { found, Refusal } from '../graphql/refusal.js';
import { otherAdministrators } from './administrators.js';
import { askingOf } from './door.service.js';
import { PeopleService, type LinkFor } from './people.service.js';
import { emailOf } from './person-facts.js';
import { SessionsService } from './sessions.service.js';
import { OpenWays } from './sso/open-ways.js';
import { Witness } from './witness.service.js';

/** Who made the link by which the person chose their password last, since they came all the way in. */
const CHOSEN_BY = `select l.created_by as by from sign_in_links l join people p on p.id = l.person_id
  where l.person_id = $1 and l.purpose = 'PASSWORD_RESET'
    and l.redeemed_at > coalesce(p.last_seen_at, '-infinity')
  order by l.redeemed_at desc limit 1`;

/** The way back for whoever is locked out. None of them lets one administrator become somebody else. */
@Injectable()
export class PersonResets {
  constructor(
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
    private readonly witness: Witness,
    private readonly ways: OpenWays,
  ) {}

  /** A link to choose another password; the old one holds until then, and so do second factors. */
  ofPassword(personId: string): Promise<LinkFor> {
    return this.sessions.change(async (tx) => {
      const person = await this.people.holdActive(tx, personId);
      await this.witness.note(tx, { action: 'RESET', personId, details: { of: 'PASSWORD' } });
      await this.witness.tell(tx, { kind: 'RESET_STARTED', personId, origin: null });
      return this.people.linkFor(tx, 'PASSWORD_RESET', person);
    });
  }

  /** For a lost phone: factors and sessions go; link and password together lead to new ones. */
  ofFactors(personId: string, context: GraphContext): Promise<LinkFor> {
    const { personId: by } = askingOf(context);
    if (by === personId)
      throw new Refusal('CONFLICT', 'Change your own factors on your account’s page.');
    return this.sessions.change(async (tx) => {
      await this.ways.oneAtATime(tx);
      const person = await this.people.holdActive(tx, personId);
      await this.assertNotBoth(tx, personId, by);
      await this.witness.note(tx, { action: 'RESET', personId, details: { of: 'FACTORS' } });
      await this.dropFactors(tx, personId);
      // whoever comes in by the provider alone would not come back
      if (await this.ways.isOpenWithout(tx, personId))
        await tx.delete(ProviderAccountEntity, { personId });
      await this.tellAdministrators(tx, person);
      await this.ways.assertKept(tx);
      return this.people.linkFor(tx, 'FACTOR_RESET', person);
    });
  }

  /** On the server only: for an administrator who has nothing left. */
  recover(email: string): Promise<LinkFor> {
    return this.sessions.change(async (tx) => {
      const known = await tx.findOneBy(PersonEntity, { email: emailOf(email) });
      const { id } = found(known, 'The person');
      const person = await this.people.hold(tx, id);
      await this.witness.note(tx, {
        action: 'RESET',
        personId: id,
        why: 'By command on the server, for somebody who has nothing left.',
        details: { of: 'EVERYTHING' },
      });
      await this.dropFactors(tx, id);
      await tx.delete(ProviderAccountEntity, { personId: id });
      await tx.update(PersonEntity, { id }, { disabledAt: null, invitedAt: null });
      await this.tellAdministrators(tx, person);
      return this.people.linkFor(tx, 'RECOVERY', person);
    });
  }

  /**
   * Password and factor together are the whole person: both links in one hand would let an administrator
   * come in as somebody else. Where there is another administrator, the second link is theirs to make.
   */
  private async assertNotBoth(tx: EntityManager, personId: string, by: string): Promise<void> {
    const [chosen] = (await tx.query(CHOSEN_BY, [personId])) as { by: string | null }[];
    if (chosen?.by !== by) return;
    const others = await otherAdministrators(tx, by);
    if (others.every((id) => id === personId)) return;
    throw new Refusal(
      'CONFLICT',
      'You made the link to their new password. Let another administrator make the one to a new second factor.',
    );
  }

  /** Loudly: whoever else is in charge learns that somebody is let in anew. */
  private async tellAdministrators(tx: EntityManager, { id, name }: PersonEntity): Promise<void> {
    const details = { of: name };
    for (const personId of await otherAdministrators(tx, id))
      await this.witness.tell(tx, { kind: 'FACTORS_RESET', personId, origin: null, details });
  }

  private async dropFactors(tx: EntityManager, personId: string): Promise<void> {
    await tx.delete(FactorEntity, { personId });
    await tx.delete(RecoveryCodeEntity, { personId });
    await tx.update(PersonEntity, { id: personId }, { enrolByLink: true, rev: () => 'rev + 1' });
    await this.sessions.closeAll(tx, personId);
    await this.witness.tell(tx, { kind: 'FACTORS_RESET', personId, origin: null });
  }
}
