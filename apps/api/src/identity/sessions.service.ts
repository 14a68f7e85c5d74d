import { Inject, Injectable } from '@nestjs/common';
import { SessionEntity } from '@chaperone/store';
import type { Role } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import type { Principal } from '../graphql/access.js';
import { Clock } from '../graphql/clock.js';
import { Work } from '../graphql/work.js';
import { hashOfSecret, newSecret } from './secrets.js';

const MINUTE = 60_000;
/** However busy, a session ends after this and asks for the password again. */
const LONGEST = 12 * 60 * MINUTE;
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

/** A session that holds. */
export interface FoundSession {
  readonly principal: Principal;
  readonly hash: string;
}

interface SessionRow {
  person_id: string;
  name: string;
  role: Role;
  last_used_at: Date;
  expires_at: Date;
}

const FIND = `select s.person_id, p.name, p.role, s.last_used_at, s.expires_at
  from sessions s join people p on p.id = s.person_id
  where s.token_hash = $1 and p.disabled_at is null`;

/** Sessions of browsers: opaque tokens whose hash stands in the database. */
@Injectable()
export class SessionsService {
  private readonly believed = new Map<string, { row: SessionRow; until: number }>();

  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Opens a session and returns its token, which nobody can read again. */
  async open(tx: EntityManager, personId: string, origin: Origin): Promise<string> {
    const token = newSecret();
    const now = this.clock.now();
    await tx.insert(SessionEntity, {
      tokenHash: hashOfSecret(token),
      personId,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: new Date(now.getTime() + LONGEST),
      userAgent: origin.userAgent?.slice(0, 300) ?? null,
      address: origin.address,
    });
    await tx.query('update people set last_seen_at = $2 where id = $1', [personId, now]);
    return token;
  }

  /** Who a session's token stands for; null where it is unknown, idle for too long or over. */
  async find(token: string): Promise<FoundSession | null> {
    const hash = hashOfSecret(token);
    const row = await this.lookUp(hash);
    if (!row) return null;
    const now = this.clock.now().getTime();
    const idle = now - row.last_used_at.getTime();
    if (now >= row.expires_at.getTime() || idle >= this.config.sessionIdleMinutes * MINUTE)
      return null;
    if (idle >= NOTED_EVERY) await this.noteUse(hash, row);
    const principal: Principal = {
      personId: row.person_id,
      name: row.name,
      role: row.role,
      via: 'SESSION',
    };
    return { principal, hash };
  }

  /** Ends a session. */
  async close(hash: string): Promise<void> {
    await this.work.change((tx) => tx.delete(SessionEntity, { tokenHash: hash }));
    this.forget();
  }

  /** To be called after people or sessions changed: the next request looks again. */
  forget(): void {
    this.believed.clear();
  }

  private async lookUp(hash: string): Promise<SessionRow | null> {
    const now = Date.now();
    const known = this.believed.get(hash);
    if (known && known.until > now) return known.row;
    const rows = await this.work.read<SessionRow>({ name: 'session', text: FIND, values: [hash] });
    const row = rows[0];
    if (!row) return null;
    if (this.believed.size >= MOST_BELIEVED) this.believed.clear();
    this.believed.set(hash, { row, until: now + BELIEVED_FOR });
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
