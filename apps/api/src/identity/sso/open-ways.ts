import { Injectable } from '@nestjs/common';
import { LOCKS } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { OpenSession } from '../../graphql/principal.js';
import { Refusal } from '../../graphql/refusal.js';
import { ADMINISTRATOR } from '../administrators.js';

const PASSKEY = `exists (select 1 from factors f
  where f.person_id = p.id and f.kind = 'PASSKEY' and f.confirmed_at is not null)`;

/** Somebody who has a password or a passkey, and may use it. */
const WITHOUT = `select exists (select 1 from people p
    where p.id = $1 and (p.password_hash is not null or ${PASSKEY})
      and not exists (select 1 from identity_providers i
        where i.enforced and i.break_glass_id is distinct from p.id)
  ) as able`;

const ACCOUNT = `select exists (select 1 from provider_accounts a
    join identity_providers i on i.issuer = a.issuer where a.person_id = $1) as able`;

/** An administrator who can prove themselves here, without any provider. */
const BREAK_GLASS = `select exists (select 1 from people p
    where p.id = $1 and ${ADMINISTRATOR}
      and (p.password_hash is not null or ${PASSKEY})
      and exists (select 1 from factors f where f.person_id = p.id and f.confirmed_at is not null)
  ) as able`;

/**
 * An administrator `p` who can come in at all: by password, passkey, or an account at the provider of
 * today, where that leaves anybody an administrator.
 */
export const ABLE_ADMINISTRATOR = `${ADMINISTRATOR}
    and (p.password_hash is not null or ${PASSKEY}
      or exists (select 1 from provider_accounts a join identity_providers i on i.issuer = a.issuer
        where a.person_id = p.id
          and (i.role_claim is null or i.role_map @> '[{"role": "ADMIN"}]')))`;
const ANYBODY = `select exists (select 1 from people p where ${ABLE_ADMINISTRATOR}) as able`;

const ENFORCED = `select break_glass_id from identity_providers where enforced`;

/** Which ways in are open, and that the last one is never shut. */
@Injectable()
export class OpenWays {
  /**
   * To be called first in every change that may shut somebody out: nobody else changes who is an
   * administrator, or by what one gets in, until it ends.
   */
  async oneAtATime(tx: EntityManager): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCKS.PEOPLE]);
  }

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
   * The same for a sign-in that began before that was the only way, and is not all the way in yet. What
   * began at the provider goes on, and what began by a link of the server's own.
   * @throws Refusal FORBIDDEN
   */
  async assertGoesOn(
    tx: EntityManager,
    personId: string,
    { stage, beganBy }: Pick<OpenSession, 'stage' | 'beganBy'>,
  ): Promise<void> {
    if (stage === 'FULL' || beganBy === 'SSO' || beganBy === 'RECOVERY') return;
    await this.assertLocal(tx, personId);
  }

  /** Whether somebody can come in without the provider. */
  async isOpenWithout(tx: EntityManager, personId: string): Promise<boolean> {
    const [{ able }] = (await tx.query(WITHOUT, [personId])) as [{ able: boolean }];
    return able;
  }

  /** Whether an account at the provider of today is theirs. */
  async hasAccount(tx: EntityManager, personId: string): Promise<boolean> {
    const [{ able }] = (await tx.query(ACCOUNT, [personId])) as [{ able: boolean }];
    return able;
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
