import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Refusal } from '../../graphql/refusal.js';

/** An administrator who can prove themselves here, without any provider. */
const BREAK_GLASS = `select exists (select 1 from people p
    where p.id = $1 and p.role = 'ADMIN' and p.disabled_at is null and p.invited_at is null
      and (p.password_hash is not null or exists (
        select 1 from factors f where f.person_id = p.id and f.kind = 'PASSKEY' and f.confirmed_at is not null))
      and exists (select 1 from factors f where f.person_id = p.id and f.confirmed_at is not null)
  ) as able`;

/** An administrator who can come in at all: by password, passkey, or an account at the provider of today. */
const ANYBODY = `select exists (select 1 from people p
    where p.role = 'ADMIN' and p.disabled_at is null and p.invited_at is null and (p.password_hash is not null
      or exists (select 1 from factors f where f.person_id = p.id and f.kind = 'PASSKEY' and f.confirmed_at is not null)
      or exists (select 1 from provider_accounts a join identity_providers i on i.issuer = a.issuer
        where a.person_id = p.id))
  ) as able`;

const ENFORCED = `select break_glass_id from identity_providers where enforced`;

/** Which ways in are open, and that the last one is never shut. */
@Injectable()
export class OpenWays {
  /**
   * Refuses a sign-in without the provider where that is the only way; the break-glass administrator
   * passes. @throws Refusal FORBIDDEN
   */
  async assertLocal(tx: EntityManager, personId: string): Promise<void> {
    const [rule] = (await tx.query(ENFORCED)) as { break_glass_id: string }[];
    if (!rule || rule.break_glass_id === personId) return;
    throw new Refusal('FORBIDDEN', 'Sign in by your organisation’s single sign-on.', { sso: true });
  }

  /**
   * To be called last in every change of roles, factors or people: while the provider is the only way,
   * the break-glass administrator stays one. @throws Refusal CONFLICT
   */
  async assertKept(tx: EntityManager): Promise<void> {
    const [rule] = (await tx.query(ENFORCED)) as { break_glass_id: string }[];
    if (rule) await this.assertBreakGlass(tx, rule.break_glass_id);
  }

  /**
   * To be called last in every change of the provider, or of what it says.
   * @throws Refusal CONFLICT where no administrator could get in any more
   */
  async assertOpen(tx: EntityManager): Promise<void> {
    await this.assertKept(tx);
    const [{ able }] = (await tx.query(ANYBODY)) as [{ able: boolean }];
    if (able) return;
    throw new Refusal(
      'CONFLICT',
      'After this no administrator could get in any more. Give another administrator a way in first.',
    );
  }

  /** @throws Refusal CONFLICT where the person is no administrator with a second factor of their own */
  async assertBreakGlass(tx: EntityManager, personId: string | null): Promise<void> {
    const [{ able }] = (await tx.query(BREAK_GLASS, [personId])) as [{ able: boolean }];
    if (able) return;
    throw new Refusal(
      'CONFLICT',
      'While single sign-on is the only way, one administrator must keep a password or passkey and a second factor of their own, for the day the provider is away.',
      { field: 'breakGlassId' },
    );
  }
}
