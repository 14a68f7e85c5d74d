import { Inject, Injectable } from '@nestjs/common';
import { SessionEntity, type SessionOrigin } from '@chaperone/store';
import type { Role } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import type { Principal, Stage } from '../graphql/access.js';
import { Clock } from '../graphql/clock.js';
import type { OpenSession } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { INSTALLATION, type Installation } from '../runtime.js';
import { hashOfSecret, newSecret } from './secrets.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A sign-in that does not come all the way in ends after this. */
const HALFWAY = 10 * MINUTE;
/** `last_used_at` is written at most this often: it only serves the idle end. */
const NOTED_EVERY = MINUTE;
/**
 * How long an answer of the look-up is believed. Whatever this process changes takes effect at once
 * (see `forget`); another process's change takes effect within this time.
 */
const BELIEVED_FOR = 1_000;
const MOST_BELIEVED = 1_000;

/** Where a sign-in came from. */
export interface Origin {
  readonly userAgent: string | null;
  readonly address: string | null;
}

/** A session to be opened. */
export interface NewSession {
  readonly personId: string;
  readonly stage: Stage;
  readonly beganBy: SessionOrigin;
  /** When a second factor was shown; null: not yet. */
  readonly factorAt: Date | null;
}

/** A session that holds. */
export interface FoundSession {
  readonly principal: Principal;
  readonly session: OpenSession;
}

interface SessionRow {
  id: string;
  person_id: string;
  name: string;
  role: Role;
  stage: Stage;
  began_by: SessionOrigin;
  factor_at: Date | null;
  last_used_at: Date;
  expires_at: Date;
}

const FIND = `select s.id, s.person_id, p.name, p.role, s.stage, s.began_by, s.factor_at,
    s.last_used_at, s.expires_at
  from sessions s join people p on p.id = s.person_id
  where s.token_hash = $1 and p.disabled_at is null`;

/** Sessions of browsers: opaque tokens whose hash stands in the database. */
@Injectable()
export class SessionsService {
  private readonly believed = new Map<string, { row: SessionRow; until: number }>();
  /** Grows with every change, so that a look-up which began before it is not believed after it. */
  private changes = 0;

  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** Work that changes people or sessions: whatever it does holds from the next request on. */
  async change<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.work.change(work);
    } finally {
      this.forget();
    }
  }

  /** Opens a session and returns its token, which nobody can read again. */
  async open(tx: EntityManager, session: NewSession, origin: Origin): Promise<string> {
    const token = newSecret();
    const now = this.clock.now();
    await tx.insert(SessionEntity, {
      ...session,
      tokenHash: hashOfSecret(token),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: this.endOf(session.stage, now),
      userAgent: origin.userAgent?.slice(0, 300) ?? null,
      address: origin.address,
    });
    if (session.stage === 'FULL')
      await tx.query('update people set last_seen_at = $2 where id = $1', [session.personId, now]);
    return token;
  }

  /**
   * Lets a session in, or further in, after a second factor was shown: it gets a new token, and the
   * old one is worth nothing. Of many at once exactly one succeeds. @throws Refusal UNAUTHENTICATED
   */
  async raise(tx: EntityManager, { hash, stage }: OpenSession): Promise<string> {
    const now = this.clock.now();
    const entering = stage !== 'FULL';
    return this.replaceToken(tx, hash, {
      set: `stage = 'FULL', factor_at = $3, last_used_at = $3${entering ? ', created_at = $3, expires_at = $4' : ''}`,
      values: entering ? [now, this.endOf('FULL', now)] : [now],
    });
  }

  /** Gives a session a new token and, where said, another person. @throws Refusal UNAUTHENTICATED */
  async renew(tx: EntityManager, { hash }: OpenSession, personId?: string): Promise<string> {
    return this.replaceToken(tx, hash, {
      set: `person_id = coalesce($3::uuid, person_id)`,
      values: [personId ?? null],
    });
  }

  private async replaceToken(
    tx: EntityManager,
    hash: string,
    { set, values }: { set: string; values: unknown[] },
  ): Promise<string> {
    const token = newSecret();
    const [rows] = (await tx.query(
      `update sessions set token_hash = $2, ${set} where token_hash = $1 returning person_id`,
      [hash, hashOfSecret(token), ...values],
    )) as [{ person_id: string }[], number];
    const row = rows[0];
    if (!row) throw new Refusal('UNAUTHENTICATED', 'This session is over. Sign in again.');
    await tx.query('update people set last_seen_at = $2 where id = $1', [
      row.person_id,
      this.clock.now(),
    ]);
    return token;
  }

  /** Ends a session. */
  async close(tx: EntityManager, hash: string): Promise<void> {
    await tx.delete(SessionEntity, { tokenHash: hash });
  }

  /** Ends the session of a name, if it still goes on. */
  async closeNamed(tx: EntityManager, id: string): Promise<void> {
    await tx.delete(SessionEntity, { id });
  }

  /** The session of a name, held until the transaction ends; null where there is none or it is over. */
  async holdNamed(tx: EntityManager, id: string | null): Promise<SessionEntity | null> {
    if (!id) return null;
    const lock = { mode: 'pessimistic_write' } as const;
    const session = await tx.findOne(SessionEntity, { where: { id }, lock });
    return session && this.goesOn(session) ? session : null;
  }

  /** Ends a person's sessions, all but one where said. Returns how many. */
  async closeAll(tx: EntityManager, personId: string, but?: OpenSession): Promise<number> {
    const [, count] = (await tx.query(
      'delete from sessions where person_id = $1 and id is distinct from $2::uuid',
      [personId, but?.id ?? null],
    )) as [unknown, number];
    return count;
  }

  /** Who a session's token stands for; null where it is unknown, idle for too long or over. */
  async find(token: string): Promise<FoundSession | null> {
    const hash = hashOfSecret(token);
    const row = await this.lookUp(hash);
    // what the demo lets in without a second factor is good in the demo only
    if (!row || (row.began_by === 'DEMO' && this.installation.kind !== 'DEMO')) return null;
    const { last_used_at: lastUsedAt, expires_at: expiresAt } = row;
    if (!this.goesOn({ lastUsedAt, expiresAt })) return null;
    const moment = this.clock.now();
    if (moment.getTime() - lastUsedAt.getTime() >= NOTED_EVERY) await this.noteUse(hash, row);
    const { stage, began_by: beganBy } = row;
    const principal: Principal = {
      personId: row.person_id,
      name: row.name,
      role: row.role,
      via: 'SESSION',
      stage,
      // the demo's people have no second factor to show
      factorAt: beganBy === 'DEMO' ? moment : row.factor_at,
    };
    return { principal, session: { id: row.id, hash, stage, beganBy, expiresAt } };
  }

  /** Whether a session is neither over nor idle for too long. */
  private goesOn({ lastUsedAt, expiresAt }: Pick<SessionEntity, 'lastUsedAt' | 'expiresAt'>) {
    const now = this.clock.now().getTime();
    const idle = now - lastUsedAt.getTime();
    return now < expiresAt.getTime() && idle < this.config.sessionIdleMinutes * MINUTE;
  }

  /** To be called after people or sessions changed: the next request looks again. */
  forget(): void {
    this.changes += 1;
    this.believed.clear();
  }

  private endOf(stage: Stage, now: Date): Date {
    const most = stage === 'FULL' ? this.config.sessionHours * HOUR : HALFWAY;
    return new Date(now.getTime() + most);
  }

  private async lookUp(hash: string): Promise<SessionRow | null> {
    const now = Date.now();
    const known = this.believed.get(hash);
    if (known && known.until > now) return known.row;
    const before = this.changes;
    const rows = await this.work.read<SessionRow>({ name: 'session', text: FIND, values: [hash] });
    const row = rows[0];
    if (!row) return null;
    if (this.believed.size >= MOST_BELIEVED) this.believed.clear();
    if (before === this.changes) this.believed.set(hash, { row, until: now + BELIEVED_FOR });
    return row;
  }

  private async noteUse(hash: string, row: SessionRow): Promise<void> {
    const now = this.clock.now();
    row.last_used_at = now;
    await this.work.change((tx) =>
      tx.query('update sessions set last_used_at = $2 where token_hash = $1', [hash, now]),
    );
  }
}
