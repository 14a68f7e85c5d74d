import { Injectable } from '@nestjs/common';
import { PersonEntity } from '@chaperone/store';
import { Clock } from '../graphql/clock.js';
import type { GraphContext } from '../graphql/principal.js';
import { found, Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { Attempts } from './attempts.js';
import { askingOf } from './door.service.js';
import { Passwords } from './passwords.js';
import { wordsOf } from './person-facts.js';
import { SessionsService } from './sessions.service.js';
import { SignInSteps } from './sign-in-steps.service.js';
import type { ChangePasswordInput } from './sign-in.inputs.js';
import type { AlertType, SessionType } from './sign-in.types.js';
import { Witness } from './witness.service.js';

const MOST_ALERTS = 50;

interface OwnRow {
  email: string;
  name: string;
  password_hash: string | null;
  organisation: string;
}

/** One's own account: password, sessions, alerts. */
@Injectable()
export class AccountService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly steps: SignInSteps,
    private readonly witness: Witness,
  ) {}

  /** Another password; all other sessions end. Returns the session's new token. */
  async changePassword(input: ChangePasswordInput, context: GraphContext): Promise<string> {
    const { personId, session, origin } = askingOf(context);
    const own = await this.own(personId);
    this.attempts.once(context.req);
    const { forget } = await this.attempts.ofAccount(origin.address ?? 'unknown', own.email);
    if (!(await this.passwords.isRight(input.current, own.password_hash))) {
      await this.witness.failed({ action: 'PASSWORD_CHANGED', personId });
      throw new Refusal('INVALID', 'This is not your password.', { field: 'current' });
    }
    await forget();
    const passwordHash = await this.passwords.hashNew(input.next, wordsOf(own), 'next');
    return this.sessions.change(async (tx) => {
      await this.steps.hold(tx, personId);
      await tx.update(PersonEntity, { id: personId }, { passwordHash });
      await this.witness.note(tx, { action: 'PASSWORD_CHANGED', personId });
      await this.witness.tell(tx, { kind: 'PASSWORD_CHANGED', personId, origin });
      await this.sessions.closeAll(tx, personId, session);
      return this.sessions.renew(tx, session);
    });
  }

  async mySessions(context: GraphContext): Promise<SessionType[]> {
    const { personId, session } = askingOf(context);
    return this.work.read<SessionType>({
      name: 'my-sessions',
      text: `select id, id = $2 as current, created_at as "createdAt",
          last_used_at as "lastUsedAt", expires_at as "expiresAt", user_agent as "userAgent", address
        from sessions where person_id = $1 and stage = 'FULL' and expires_at > $3
        order by last_used_at desc limit 100`,
      values: [personId, session.id, this.clock.now()],
    });
  }

  async revokeSession(id: string, context: GraphContext): Promise<true> {
    const { personId } = askingOf(context);
    await this.sessions.change(async (tx) => {
      const [, count] = (await tx.query('delete from sessions where person_id = $1 and id = $2', [
        personId,
        id,
      ])) as [unknown, number];
      found(count || null, 'The session');
      await this.witness.note(tx, {
        action: 'SESSION_REVOKED',
        personId,
        details: { sessions: 1 },
      });
    });
    return true;
  }

  /** Ends all sessions but this one. Returns how many. */
  revokeOthers(context: GraphContext): Promise<number> {
    const { personId, session } = askingOf(context);
    return this.sessions.change(async (tx) => {
      const sessions = await this.sessions.closeAll(tx, personId, session);
      await this.witness.note(tx, { action: 'SESSION_REVOKED', personId, details: { sessions } });
      return sessions;
    });
  }

  async myAlerts(context: GraphContext): Promise<AlertType[]> {
    return this.work.read<AlertType>({
      name: 'my-alerts',
      text: `select id, kind, at, address, user_agent as "userAgent", details,
          seen_at is not null as seen
        from alerts where person_id = $1 order by at desc, id limit ${MOST_ALERTS}`,
      values: [askingOf(context).personId],
    });
  }

  async seeAlerts(context: GraphContext): Promise<true> {
    await this.work.change((tx) =>
      tx.query('update alerts set seen_at = $2 where person_id = $1 and seen_at is null', [
        askingOf(context).personId,
        this.clock.now(),
      ]),
    );
    return true;
  }

  private async own(personId: string): Promise<OwnRow> {
    const [own] = await this.work.read<OwnRow>({
      name: 'own-password',
      text: `select p.email, p.name, p.password_hash, o.name as organisation
        from people p cross join organisation o where p.id = $1`,
      values: [personId],
    });
    return found(own, 'The person');
  }
}
