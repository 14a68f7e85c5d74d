import { Inject, Injectable } from '@nestjs/common';
import { found, Refusal } from '../../graphql/refusal.js';
import { IdentityProviderEntity, type RoleMapping } from '@chaperone/store';
import { STAFF_ROLES } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../audit/audit.js';
import { CONFIG, type Config } from '../../config.js';
import { apartFromRequests } from '../../graphql/request-context.js';
import { Work } from '../../graphql/work.js';
import { Keys } from '../../keys/keys.js';
import type { Asking } from '../door.service.js';
import { SessionsService } from '../sessions.service.js';
import { OpenWays } from './open-ways.js';
import { SsoClient, type ProviderAddress } from './sso-client.js';

/** What an administrator says of the provider. */
export interface ProviderSaid {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Left out or empty: the stored one stays. */
  readonly clientSecret?: string | null;
  readonly roleClaim?: string | null;
  readonly roleMap: readonly RoleMapping[];
  readonly enforced: boolean;
  readonly breakGlassId?: string | null;
}

type SavedValues = Pick<
  IdentityProviderEntity,
  'name' | 'issuer' | 'clientId' | 'roleClaim' | 'roleMap' | 'enforced' | 'breakGlassId'
>;

/** A provider that can be spoken to. */
export interface Provider extends ProviderAddress {
  readonly id: string;
  readonly name: string;
  readonly roleClaim: string | null;
  readonly roleMap: readonly RoleMapping[];
  readonly enforced: boolean;
}

/** Anybody may ask for it, so nothing is held. */
const READ = {
  name: 'identity-provider',
  text: `select id, name, issuer, client_id as "clientId", client_secret as "clientSecret",
      role_claim as "roleClaim", role_map as "roleMap", enforced, break_glass_id as "breakGlassId",
      rev, created_at as "createdAt", updated_at as "updatedAt", updated_by as "updatedBy"
    from identity_providers`,
  values: [],
};

const LONGEST = 200;
const MOST_ROLES = 50;

function text(value: string, field: string, sentence: string): string {
  const trimmed = value.trim();
  if (!trimmed || trimmed.length > LONGEST) throw new Refusal('INVALID', sentence, { field });
  return trimmed;
}

function checkedMap(map: readonly RoleMapping[]): RoleMapping[] {
  if (map.length > MOST_ROLES)
    throw new Refusal('INVALID', `At most ${MOST_ROLES} roles can be mapped.`, {
      field: 'roleMap',
    });
  return map.map(({ value, role }) => {
    if (!STAFF_ROLES.includes(role))
      throw new Refusal('INVALID', 'This role is not given to staff.', { field: 'roleMap' });
    return { value: text(value, 'roleMap', 'Say which value of the claim gives the role.'), role };
  });
}

/** The one provider: reads it, changes it, removes it. */
@Injectable()
export class ProviderRecords {
  constructor(
    private readonly audit: Audit,
    private readonly work: Work,
    private readonly sessions: SessionsService,
    private readonly keys: Keys,
    private readonly client: SsoClient,
    private readonly ways: OpenWays,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The record, its secret still sealed; null where there is none. The sign-in page asks before anybody is known. */
  async record(): Promise<IdentityProviderEntity | null> {
    const read = () => this.work.read<IdentityProviderEntity>(READ);
    const [record] = await apartFromRequests(read);
    return record ?? null;
  }

  /** The provider, ready to be spoken to. @throws Refusal NOT_FOUND */
  async provider(id: string | null): Promise<Provider> {
    const record = await this.record();
    const wanted = record && (id === null || record.id === id) ? record : null;
    const { clientSecret, ...rest } = found(wanted, 'The provider');
    return { ...rest, clientSecret: this.secretOf(rest.id, clientSecret) };
  }

  /** @throws Refusal INVALID, CONFLICT where nobody could get in any more */
  async save(said: ProviderSaid, by: Asking): Promise<IdentityProviderEntity> {
    const now = await this.record();
    const values = {
      name: text(said.name, 'name', 'Say how the button shall name the provider.'),
      issuer: text(said.issuer, 'issuer', "Say the provider's address, https://…"),
      clientId: text(said.clientId, 'clientId', 'Say the client id that the provider gave.'),
      roleClaim: said.roleClaim?.trim() || null,
      roleMap: checkedMap(said.roleMap),
      enforced: said.enforced,
      breakGlassId: said.breakGlassId ?? null,
    };
    const given = said.clientSecret?.trim() || null;
    if (!given && now) assertSameAddress(now, values.issuer);
    await this.tryOut({
      ...values,
      clientSecret: given ?? (now ? this.secretOf(now.id, now.clientSecret) : null),
    });
    return this.sessions.change((tx) => this.write(tx, { values, given, by }));
  }

  /** @throws Refusal NOT_FOUND */
  async remove(): Promise<true> {
    await this.work.change(async (tx) => {
      await this.ways.oneAtATime(tx);
      const record = await theOne(tx);
      this.audit.noteIn(tx, { action: 'SSO_CHANGED', outcome: 'SUCCESS' });
      await tx.remove(found(record, 'The provider'));
      // people who only ever came by it need another way before this
      await this.ways.assertOpen(tx);
    });
    return true;
  }

  private async write(
    tx: EntityManager,
    { values, given, by }: { values: SavedValues; given: string | null; by: Asking },
  ): Promise<IdentityProviderEntity> {
    await this.ways.oneAtATime(tx);
    const record =
      (await theOne(tx)) ?? (await tx.save(IdentityProviderEntity, { ...values, enforced: false }));
    if (given) record.clientSecret = this.keys.seal(placeOf(record.id), given);
    else assertSameAddress(record, values.issuer);
    Object.assign(record, values, { updatedAt: new Date(), updatedBy: by.personId });
    record.rev += 1;
    this.audit.noteIn(tx, { action: 'SSO_CHANGED', outcome: 'SUCCESS' });
    if (record.enforced) await this.ways.assertBreakGlass(tx, record.breakGlassId);
    const saved = await tx.save(IdentityProviderEntity, record);
    await this.ways.assertOpen(tx);
    if (saved.enforced) await this.endLocal(tx, saved, by);
    return saved;
  }

  /** Whoever came in another way goes, but for whoever keeps that way and whoever decided it just now. */
  private async endLocal(
    tx: EntityManager,
    { breakGlassId }: IdentityProviderEntity,
    { session }: Asking,
  ): Promise<void> {
    await tx.query(
      `delete from sessions where began_by <> 'SSO' and person_id <> $1 and id <> $2`,
      [breakGlassId, session.id],
    );
  }

  private async tryOut(address: ProviderAddress): Promise<void> {
    try {
      await this.client.discover(address);
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : 'it does not answer';
      throw new Refusal(
        'INVALID',
        `The provider at ${address.issuer} cannot be used: ${why} Look at ${address.issuer}/.well-known/openid-configuration.`,
        { field: 'issuer' },
      );
    }
  }

  private secretOf(id: string, sealed: string | null): string | null {
    if (sealed) return this.keys.open(placeOf(id), sealed);
    return this.config.sso.clientSecret;
  }
}

/** The stored secret is told to the address that it was stored for, and to no other. @throws Refusal INVALID */
function assertSameAddress(record: IdentityProviderEntity, issuer: string): void {
  if (!record.clientSecret || record.issuer === issuer) return;
  throw new Refusal(
    'INVALID',
    'The stored client secret belongs to the address of before. Say the secret for this one.',
    { field: 'clientSecret' },
  );
}

/** The record, held until the transaction ends; null where there is none. */
async function theOne(tx: EntityManager): Promise<IdentityProviderEntity | null> {
  const [record] = await tx.find(IdentityProviderEntity, {
    take: 1,
    lock: { mode: 'pessimistic_write' },
  });
  return record ?? null;
}

function placeOf(row: string): { table: string; column: string; row: string } {
  return { table: 'identity_providers', column: 'client_secret', row };
}
