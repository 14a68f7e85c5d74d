import { Injectable } from '@nestjs/common';
import { ApiTokenEntity } from '@chaperone/store';
import type { Role, StaffRole } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { SCOPES } from '../graphql/access/capabilities.js';
import { Clock } from '../graphql/clock.js';
import { Work } from '../graphql/work.js';
import { hashOfSecret, newSecret } from './secrets.js';

const DAY = 86_400_000;
/** Makes a token recognisable in a log or a repository where it should not be. */
const PREFIX = 'chp_';
const NOTED_EVERY = 60_000;

/** What a new token is for. */
export interface NewApiToken {
  readonly name: string;
  readonly role: StaffRole;
  readonly days: number;
}

interface TokenRow {
  id: string;
  name: string;
  role: Role;
  last_used_at: Date | null;
}

const FIND = `select id, name, role, last_used_at from api_tokens
  where token_hash = $1 and revoked_at is null and expires_at > $2`;

/** Tokens by which scripts act: `Authorization: Bearer …`. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  /** Makes a token and returns it; only its hash is kept. */
  async create(tx: EntityManager, { name, role, days }: NewApiToken): Promise<string> {
    const token = `${PREFIX}${newSecret()}`;
    const expiresAt = new Date(this.clock.now().getTime() + days * DAY);
    await tx.insert(ApiTokenEntity, { name, role, expiresAt, tokenHash: hashOfSecret(token) });
    return token;
  }

  /** Makes a token and revokes earlier ones of its name. */
  async replace(tx: EntityManager, token: NewApiToken): Promise<string> {
    await tx.query('update api_tokens set revoked_at = $2 where name = $1 and revoked_at is null', [
      token.name,
      this.clock.now(),
    ]);
    return this.create(tx, token);
  }

  /** Who a token stands for; null where it is unknown, revoked or over. */
  async find(token: string): Promise<Principal | null> {
    if (!token.startsWith(PREFIX)) return null;
    const hash = hashOfSecret(token);
    const now = this.clock.now();
    const rows = await this.work.read<TokenRow>({
      name: 'api-token',
      text: FIND,
      values: [hash, now],
    });
    const row = rows[0];
    if (!row) return null;
    if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() >= NOTED_EVERY)
      await this.work.change((tx) =>
        tx.query('update api_tokens set last_used_at = $2 where id = $1', [row.id, now]),
      );
    return { personId: null, name: row.name, role: row.role, via: 'TOKEN', scopes: SCOPES };
  }
}
