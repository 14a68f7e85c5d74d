import { Injectable } from '@nestjs/common';
import { PersonEntity, updateWithRev } from '@chaperone/store';
import type { StaffRole } from '@chaperone/risk-model';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import { Clock } from '../graphql/clock.js';
import type { GraphContext } from '../graphql/principal.js';
import { found, Refusal } from '../graphql/refusal.js';
import { currentRequest } from '../graphql/request-context.js';
import { otherAdministrators } from './administrators.js';
import { AccountMails } from './account-mails.service.js';
import { ApiTokensService } from './api-tokens.service.js';
import { askingOf } from './door.service.js';
import type { ChangeRoleArgs, InvitePersonInput, PersonRevArgs } from './people.inputs.js';
import { emailOf, nameOf } from './person-facts.js';
import { SessionsService } from './sessions.service.js';
import {
  SignInLinksService,
  type MadeLink,
  type PersonalPurpose,
} from './sign-in-links.service.js';
import { OpenWays } from './sso/open-ways.js';
import { Witness } from './witness.service.js';

/** A link that was made for somebody. */
export interface LinkFor extends MadeLink {
  readonly personId: string;
  /** Whether it goes to the person by mail as well. */
  readonly mailed: boolean;
}

/** What was done to somebody; a new token where the one who asked did it to themselves. */
export interface PersonChanged {
  readonly personId: string;
  readonly token: string | null;
}

/** An administrator's part: who may come in, and as what. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly clock: Clock,
    private readonly sessions: SessionsService,
    private readonly links: SignInLinksService,
    private readonly tokens: ApiTokensService,
    private readonly witness: Witness,
    private readonly ways: OpenWays,
    private readonly mails: AccountMails,
  ) {}

  /** Invites somebody; an invitation that was not accepted is made anew. @throws Refusal CONFLICT */
  invite(input: InvitePersonInput): Promise<LinkFor> {
    const email = emailOf(input.email);
    const name = nameOf(input.name, 'name', 'Say their name, in at most 200 characters.');
    return this.sessions.change(async (tx) => {
      const { id } = await this.invited(tx, { email, name, role: input.role });
      const details = { role: input.role };
      await this.witness.note(tx, { action: 'INVITE', personId: id, details });
      return this.linkFor(tx, 'INVITATION', { id, email });
    });
  }

  /** Takes an invitation back that was not accepted. */
  revokeInvitation(personId: string): Promise<void> {
    return this.sessions.change(async (tx) => {
      const person = await this.hold(tx, personId);
      if (!person.invitedAt)
        throw new Refusal('CONFLICT', 'They have come already. Disable them instead.');
      await this.links.revoke(tx, personId);
      await this.witness.note(tx, { action: 'INVITE', personId, details: { takenBack: true } });
      await tx.update(
        PersonEntity,
        { id: personId },
        { disabledAt: this.clock.now(), rev: () => 'rev + 1' },
      );
    });
  }

  /** Another role. It holds from the next request on: the person's sessions end. */
  changeRole({ personId, role, rev }: ChangeRoleArgs, context: GraphContext) {
    return this.alter(context, { personId, rev }, async (tx, person) => {
      if (person.role === 'ADMIN' && role !== 'ADMIN') await this.assertOtherAdmin(tx, personId);
      const details = { role, before: person.role };
      await this.witness.note(tx, { action: 'ROLE_CHANGED', personId, details });
      await this.witness.tell(tx, { kind: 'ROLE_CHANGED', personId, origin: null, details });
      if (person.role === 'ADMIN') await this.tokens.revokeOf(tx, personId);
      return { role };
    });
  }

  /** Keeps somebody out from the next request on. What they did stays theirs. */
  disable({ personId, rev }: PersonRevArgs, context: GraphContext) {
    const { personId: by } = askingOf(context);
    return this.alter(context, { personId, rev }, (tx, person) => this.disabled(tx, person, by));
  }

  /**
   * To be called first in a larger change that may shut somebody out: nobody else changes who is an
   * administrator until it ends.
   */
  async oneAtATime(tx: EntityManager): Promise<void> {
    await this.ways.oneAtATime(tx);
  }

  /** The same as `disable`, as a part of a larger change. @throws Refusal CONFLICT */
  async shutOut(tx: EntityManager, personId: string, by: string): Promise<void> {
    await this.oneAtATime(tx);
    const person = await this.hold(tx, personId);
    const changes = await this.disabled(tx, person, by);
    await updateWithRev(tx, PersonEntity, { id: personId, rev: person.rev }, changes);
    await this.ways.assertKept(tx);
    await this.sessions.closeAll(tx, personId);
  }

  /** Lets somebody in again, with what they had: password and second factors. */
  enable({ personId, rev }: PersonRevArgs, context: GraphContext) {
    return this.alter(context, { personId, rev }, async (tx) => {
      await this.witness.note(tx, { action: 'PERSON_ENABLED', personId });
      return { disabledAt: null };
    });
  }

  private async disabled(tx: EntityManager, { id, role }: PersonEntity, by: string) {
    if (by === id)
      throw new Refusal('CONFLICT', 'Nobody disables themselves. Ask another administrator.');
    if (role === 'ADMIN') await this.assertOtherAdmin(tx, id);
    await this.links.revoke(tx, id);
    await this.witness.note(tx, { action: 'PERSON_DISABLED', personId: id });
    await this.tokens.revokeOf(tx, id);
    return { disabledAt: this.clock.now() };
  }

  private async invited(
    tx: EntityManager,
    { email, name, role }: { email: string; name: string; role: StaffRole },
  ): Promise<{ id: string }> {
    const invitedAt = this.clock.now();
    const known = await tx.findOneBy(PersonEntity, { email });
    if (!known) return tx.save(PersonEntity, { email, name, role, invitedAt });
    // as it is now, not as it was before somebody else let go of it
    const { id, invitedAt: waitsSince } = await this.hold(tx, known.id);
    if (!waitsSince)
      throw new Refusal('CONFLICT', 'Somebody with this address is here already.', {
        field: 'email',
      });
    await tx.update(
      PersonEntity,
      { id },
      { name, role, invitedAt, disabledAt: null, rev: () => 'rev + 1' },
    );
    return { id };
  }

  /** Makes a link for somebody, and mails it where such links are mailed. */
  async linkFor(
    tx: EntityManager,
    purpose: PersonalPurpose,
    person: { id: string; email: string },
  ): Promise<LinkFor> {
    const by = currentRequest()?.principal?.personId ?? null;
    const made = await this.links.createFor(tx, purpose, { ...person, by });
    const mailed = await this.mails.link(tx, purpose, person, made);
    return { personId: person.id, ...made, mailed };
  }

  /** A person, held until the transaction ends. @throws Refusal NOT_FOUND */
  async hold(tx: EntityManager, personId: string): Promise<PersonEntity> {
    const person = await tx.findOne(PersonEntity, {
      where: { id: personId },
      lock: { mode: 'pessimistic_write' },
    });
    return found(person, 'The person');
  }

  /** The same, of somebody who works here. @throws Refusal NOT_FOUND, CONFLICT */
  async holdActive(tx: EntityManager, personId: string): Promise<PersonEntity> {
    const person = await this.hold(tx, personId);
    if (person.disabledAt) throw new Refusal('CONFLICT', 'They are disabled. Enable them first.');
    if (person.invitedAt)
      throw new Refusal('CONFLICT', 'They have not come yet. Invite them again instead.');
    return person;
  }

  /** Changes a person as they were seen, ends their sessions, and keeps the asker's own going. */
  private async alter(
    context: GraphContext,
    { personId, rev }: PersonRevArgs,
    change: (
      tx: EntityManager,
      person: PersonEntity,
    ) => Promise<QueryDeepPartialEntity<PersonEntity>>,
  ): Promise<PersonChanged> {
    const asking = askingOf(context);
    const own = asking.personId === personId ? asking.session : undefined;
    return this.sessions.change(async (tx) => {
      await this.oneAtATime(tx);
      const person = await this.hold(tx, personId);
      const changes = await change(tx, person);
      await updateWithRev(tx, PersonEntity, { id: personId, rev }, changes);
      await this.ways.assertKept(tx);
      await this.sessions.closeAll(tx, personId, own);
      return { personId, token: own ? await this.sessions.renew(tx, own) : null };
    });
  }

  private async assertOtherAdmin(tx: EntityManager, personId: string): Promise<void> {
    const others = await otherAdministrators(tx, personId);
    if (others.length === 0)
      throw new Refusal('CONFLICT', 'This is the last administrator. Make another one first.');
  }
}
