import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { GraphContext } from '../../graphql/principal.js';
import { found, Refusal } from '../../graphql/refusal.js';
import { Work } from '../../graphql/work.js';
import { askingOf } from '../door.service.js';
import { SessionsService } from '../sessions.service.js';
import { SignInSteps } from '../sign-in-steps.service.js';
import { Witness } from '../witness.service.js';
import { OpenWays } from './open-ways.js';
import type { LinkedAccountType } from './sso.types.js';

/** Accounts that a provider of before knew are shown by its address. */
const MINE = `select a.id, coalesce(i.name, a.issuer) as provider, a.subject,
    a.created_at as "createdAt", a.last_used_at as "lastUsedAt"
  from provider_accounts a left join identity_providers i on i.issuer = a.issuer
  where a.person_id = $1 order by a.created_at, a.id`;

/** One's own accounts at the provider of single sign-on: ways in, listed and taken away like factors. */
@Injectable()
export class LinkedAccounts {
  constructor(
    private readonly work: Work,
    private readonly sessions: SessionsService,
    private readonly steps: SignInSteps,
    private readonly ways: OpenWays,
    private readonly witness: Witness,
  ) {}

  mine(context: GraphContext): Promise<LinkedAccountType[]> {
    const values = [askingOf(context).personId];
    return this.work.read({ name: 'my-linked-accounts', text: MINE, values });
  }

  /** Takes an account away, never the last way in. Returns the session's new token. */
  unlink(context: GraphContext, id: string): Promise<string> {
    const { personId, session, origin } = askingOf(context);
    return this.sessions.change(async (tx) => {
      await this.ways.oneAtATime(tx);
      await this.steps.hold(tx, personId);
      const details = { name: await this.take(tx, personId, id), kind: 'SINGLE_SIGN_ON' };
      if (!(await this.comesIn(tx, personId)))
        throw new Refusal('CONFLICT', 'This is your only way in. Add another one first.');
      await this.witness.note(tx, { action: 'REMOVE_FACTOR', personId, details });
      await this.witness.tell(tx, { kind: 'FACTOR_REMOVED', personId, origin, details });
      await this.ways.assertOpen(tx);
      await this.sessions.closeAll(tx, personId, session);
      return this.sessions.renew(tx, session);
    });
  }

  private async take(tx: EntityManager, personId: string, id: string): Promise<string> {
    const [rows] = (await tx.query(
      `delete from provider_accounts a where a.person_id = $1 and a.id::text = $2
       returning coalesce((select name from identity_providers i where i.issuer = a.issuer), issuer) as name`,
      [personId, id.toLowerCase()],
    )) as [{ name: string }[], number];
    return found(rows[0], 'The account').name;
  }

  private async comesIn(tx: EntityManager, personId: string): Promise<boolean> {
    if (await this.ways.isOpenWithout(tx, personId)) return true;
    return this.ways.hasAccount(tx, personId);
  }
}
