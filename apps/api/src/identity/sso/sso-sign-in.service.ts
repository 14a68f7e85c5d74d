import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuthorizationResponseError } from 'openid-client';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config.js';
import { FRESH_FOR_MS, type Stage } from '../../graphql/access.js';
import { Clock } from '../../graphql/clock.js';
import { LOG, type Logger } from '../../graphql/log.js';
import { Refusal } from '../../graphql/refusal.js';
import { Work } from '../../graphql/work.js';
import { ApiTokensService } from '../api-tokens.service.js';
import { SessionsService, type Origin } from '../sessions.service.js';
import { SignInSteps } from '../sign-in-steps.service.js';
import { Witness } from '../witness.service.js';
import { proofOf } from './claimed.js';
import { ProviderRecords, type Provider } from './provider-records.js';
import { SsoClient, type Claims, type Wanted } from './sso-client.js';
import type { Departure } from './sso-cookie.js';
import { SsoPeople, type Arrived } from './sso-people.js';
import { SsoRefusal } from './sso-refusal.js';
import { OpenWays } from './open-ways.js';

/** A state is remembered for longer than its cookie lives. */
const REMEMBERED_MS = 30 * 60_000;

/** Somebody came back and is let in. */
export interface SsoSession {
  /** For the session's cookie. */
  readonly token: string;
  readonly full: boolean;
}

/** Single sign-on from departure to session. */
@Injectable()
export class SsoSignIn {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly records: ProviderRecords,
    private readonly client: SsoClient,
    private readonly people: SsoPeople,
    private readonly sessions: SessionsService,
    private readonly steps: SignInSteps,
    private readonly tokens: ApiTokensService,
    private readonly witness: Witness,
    private readonly ways: OpenWays,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Where to send the browser. @throws SsoRefusal UNAVAILABLE */
  async depart(
    providerId: string | null,
    wanted: Wanted,
  ): Promise<{ url: URL; departure: Departure }> {
    try {
      return await this.client.depart(await this.records.provider(providerId), wanted);
    } catch (thrown) {
      this.log.warn({ err: thrown }, 'The OpenID provider cannot be used');
      throw new SsoRefusal('UNAVAILABLE', { cause: thrown });
    }
  }

  /** Lets in whoever comes back. @throws SsoRefusal */
  async arrive(url: URL, departure: Departure, origin: Origin): Promise<SsoSession> {
    const provider = await this.providerOf(departure);
    await this.spend(departure.state);
    const claims = await this.claims(provider, url, departure);
    return this.sessions.change(async (tx) => {
      // roles may change below: before any record is held, as everywhere else
      if (provider.roleClaim) await this.ways.oneAtATime(tx);
      const linkTo = departure.link ? await this.linker(tx, departure) : null;
      const arrived = await this.people.find(tx, provider, { claims, linkTo });
      if (arrived.how === 'LINKED') await this.linked(tx, arrived, { provider, origin });
      await this.adoptRole(tx, arrived);
      // whoever held it before does not go on beside the one who came
      if (departure.sessionId) await this.sessions.closeNamed(tx, departure.sessionId);
      return this.open(tx, arrived, { claims, origin });
    });
  }

  private async providerOf({ providerId }: Departure): Promise<Provider> {
    try {
      return await this.records.provider(providerId);
    } catch (thrown) {
      throw new SsoRefusal('UNAVAILABLE', { cause: thrown });
    }
  }

  /** A state is taken once, whatever comes of it. */
  private async spend(state: string): Promise<void> {
    const now = this.clock.now();
    const hash = createHash('sha256').update(state).digest('hex');
    const rows = await this.work.change(async (tx) => {
      await tx.query('delete from sso_states where expires_at < $1', [now]);
      return (await tx.query(
        `insert into sso_states (state_hash, expires_at) values ($1, $2)
         on conflict do nothing returning 1`,
        [hash, new Date(now.getTime() + REMEMBERED_MS)],
      )) as unknown[];
    });
    if (rows.length === 0) throw new SsoRefusal('NOT_VALID');
  }

  private async claims(provider: Provider, url: URL, departure: Departure): Promise<Claims> {
    try {
      return await this.client.arrive(provider, url, departure);
    } catch (thrown) {
      const denied = thrown instanceof AuthorizationResponseError;
      this.log.warn({ err: thrown }, 'A reply of the OpenID provider was refused');
      throw new SsoRefusal(denied ? 'DENIED' : 'NOT_VALID', { cause: thrown });
    }
  }

  /** Who wants a further way in: still signed in all the way, the factor still fresh. @throws SsoRefusal */
  private async linker(tx: EntityManager, { sessionId }: Departure): Promise<string> {
    const session = await this.sessions.holdNamed(tx, sessionId);
    const since = this.clock.now().getTime() - FRESH_FOR_MS;
    if (session?.stage !== 'FULL' || (session.factorAt?.getTime() ?? 0) < since)
      throw new SsoRefusal('LINK_FIRST');
    return session.personId;
  }

  /** A further way in is told like a factor, and ends all sessions of before. */
  private async linked(
    tx: EntityManager,
    { personId }: Arrived,
    { provider, origin }: { provider: Provider; origin: Origin },
  ): Promise<void> {
    const details = { name: provider.name, kind: 'SINGLE_SIGN_ON' };
    await this.witness.note(tx, { action: 'ENROL_FACTOR', personId, details });
    await this.witness.tell(tx, { kind: 'FACTOR_ADDED', personId, origin, details });
    await this.sessions.closeAll(tx, personId);
  }

  /** The provider's word on the role counts at every sign-in, but never takes the last administrator away. */
  private async adoptRole(tx: EntityManager, arrived: Arrived): Promise<void> {
    const { personId, role, roleBefore } = arrived;
    if (role === roleBefore) return;
    await tx.query('update people set role = $2, rev = rev + 1 where id = $1', [personId, role]);
    try {
      if (roleBefore === 'ADMIN') await this.ways.assertOpen(tx);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      await tx.query('update people set role = $2 where id = $1', [personId, roleBefore]);
      this.log.warn({ person: personId }, 'The last administrator stays one');
      return;
    }
    await this.sessions.closeAll(tx, personId);
    const details = { role, before: roleBefore };
    await this.witness.note(tx, {
      action: 'ROLE_CHANGED',
      personId,
      why: 'As the provider says.',
      details,
    });
    if (roleBefore === 'ADMIN') await this.tokens.revokeOf(tx, personId);
    await this.witness.tell(tx, { kind: 'ROLE_CHANGED', personId, origin: null, details });
  }

  private async open(
    tx: EntityManager,
    { personId }: Arrived,
    { claims, origin }: { claims: Claims; origin: Origin },
  ): Promise<SsoSession> {
    const proof = proofOf(claims, this.config.sso.strongMethods, this.clock.now());
    const stage = proof.strong ? 'FULL' : await this.stageOf(tx, personId);
    const session = { personId, stage, beganBy: 'SSO', factorAt: proof.at } as const;
    const token = await this.sessions.open(tx, session, origin);
    if (stage === 'FULL') await this.witness.signedIn(tx, { personId, by: 'SSO' }, origin);
    return { token, full: stage === 'FULL' };
  }

  /** The provider's word is one factor; ours follows, or is chosen first. */
  private async stageOf(tx: EntityManager, personId: string): Promise<Stage> {
    try {
      return await this.steps.stageAfterPassword(tx, personId);
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.code === 'FORBIDDEN')
        throw new SsoRefusal('FACTOR_RESET', { cause: thrown });
      throw thrown;
    }
  }
}
