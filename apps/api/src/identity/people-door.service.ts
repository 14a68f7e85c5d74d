import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import type { GraphContext } from '../graphql/principal.js';
import { found } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { DoorService } from './door.service.js';
import type { ChangeRoleArgs, InvitePersonInput, PersonRevArgs } from './people.inputs.js';
import { PeopleService, type LinkFor, type PersonChanged } from './people.service.js';
import { PersonResets } from './person-resets.service.js';
import type { PersonType } from './person.type.js';
import { addressOf } from './server-address.js';
import type { InvitationType } from './sign-in.types.js';

const READ = `select p.id, p.name, p.email, p.role, p.rev, p.created_at as "createdAt",
    p.last_seen_at as "lastSeenAt",
    case when p.disabled_at is not null then 'DISABLED'
      when p.invited_at is not null then 'INVITED' else 'ACTIVE' end as status,
    array(select f.kind from factors f where f.person_id = p.id and f.confirmed_at is not null
      order by f.created_at) as factors,
    (select count(*)::int from api_tokens t where t.created_by = p.id and t.revoked_at is null
      and t.expires_at > now()) as tokens
  from people p where p.id = $1`;

/** From what an administrator did to what the reply shows: the person, or a link for them. */
@Injectable()
export class PeopleDoor {
  constructor(
    private readonly work: Work,
    private readonly people: PeopleService,
    private readonly resets: PersonResets,
    private readonly door: DoorService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async invite(context: GraphContext, input: InvitePersonInput): Promise<InvitationType> {
    return this.told(context, await this.people.invite(input));
  }

  async revokeInvitation(personId: string): Promise<PersonType> {
    await this.people.revokeInvitation(personId);
    return this.read(personId);
  }

  async changeRole(context: GraphContext, args: ChangeRoleArgs): Promise<PersonType> {
    return this.changed(context, await this.people.changeRole(args, context));
  }

  async disable(context: GraphContext, args: PersonRevArgs): Promise<PersonType> {
    return this.changed(context, await this.people.disable(args, context));
  }

  async enable(context: GraphContext, args: PersonRevArgs): Promise<PersonType> {
    return this.changed(context, await this.people.enable(args, context));
  }

  async resetPassword(context: GraphContext, personId: string): Promise<InvitationType> {
    const invitation = await this.told(context, await this.resets.ofPassword(personId));
    // whoever holds it can choose the person's password: once it is on its way to them, nobody else does
    return invitation.mailed ? { ...invitation, link: null } : invitation;
  }

  async resetFactors(context: GraphContext, personId: string): Promise<InvitationType> {
    return this.told(context, await this.resets.ofFactors(personId, context));
  }

  private changed(context: GraphContext, { personId, token }: PersonChanged): Promise<PersonType> {
    if (token) this.door.renewed(context, token);
    return this.read(personId);
  }

  private async told(
    { req }: GraphContext,
    { personId, path, expiresAt, mailed }: LinkFor,
  ): Promise<InvitationType> {
    const link = `${addressOf(this.config, req)}${path}`;
    return { person: await this.read(personId), link, expiresAt, mailed };
  }

  private async read(personId: string): Promise<PersonType> {
    const [person] = await this.work.read<PersonType>({
      name: 'person-for-administrators',
      text: READ,
      values: [personId],
    });
    return found(person, 'The person');
  }
}
