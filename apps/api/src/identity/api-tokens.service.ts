import { Injectable } from '@nestjs/common';
import { ApiTokenEntity } from '@chaperone/store';
import type { Role, StaffRole } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import type { Principal } from '../graphql/access.js';
import { SCOPES, type Scope } from '../graphql/access/capabilities.js';
import { Clock } from '../graphql/clock.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { hashOfSecret, newSecret } from './secrets.js';

const DAY = 86_400_000;
/** Makes a token recognisable in a log or a repository where it should not be. */
const PREFIX = 'chp_';
const NOTED_EVERY = 60_000;
const LONGEST_NAME = 200;
/** A token ends by itself within about a year. */
export const LONGEST_DAYS = 366;

/** What a new token is for. */
export interface NewApiToken {
  readonly name: string;
  readonly role: StaffRole;
  readonly days: number;
  /** What it is limited to. */
  readonly scopes: readonly string[];
  readonly createdBy?: string | null;
}

interface TokenRow {
  id: string;
  name: string;
  role: Role;
  scopes: Scope[];
  assessment_id: string | null;
  last_used_at: Date | null;
}

const FIND = `select id, name, role, scopes, assessment_id, last_used_at from api_tokens
  where token_hash = $1 and revoked_at is null and expires_at > $2`;

/** Tokens by which scripts act: `Authorization: Bearer …`. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Makes a token and returns it with its key; only its hash is kept. @throws Refusal INVALID */
  async create(tx: EntityManager, wanted: NewApiToken): Promise<{ id: string; token: string }> {
    check(wanted);
    const token = `${PREFIX}${newSecret()}`;
    const name = wanted.name.trim();
    const may = { role: wanted.role, scopes: [...new Set(wanted.scopes)] };
    const expiresAt = new Date(this.clock.now().getTime() + wanted.days * DAY);
    const { identifiers } = await tx.insert(ApiTokenEntity, {
      ...may,
      name,
      expiresAt,
      tokenHash: hashOfSecret(token),
      createdBy: wanted.createdBy ?? null,
    });
    const id = String(identifiers[0]?.['id']);
    this.note(tx, 'TOKEN_CREATED', { id, name }, { ...may, expiresAt: expiresAt.toISOString() });
    return { id, token };
  }

  /** Makes a token and revokes earlier ones of its name. */
  async replace(tx: EntityManager, token: NewApiToken): Promise<string> {
    const earlier = await tx.query<{ id: string }[]>(
      'select id from api_tokens where name = $1 and revoked_at is null',
      [token.name],
    );
    for (const { id } of earlier) await this.revoke(tx, id);
    return (await this.create(tx, token)).token;
  }

  /** Ends a token at once. @throws Refusal NOT_FOUND */
  async revoke(tx: EntityManager, id: string): Promise<void> {
    const [known] = await tx.query<{ id: string; name: string; ended: boolean }[]>(
      `select id, name, revoked_at is not null as ended from api_tokens where id::text = $1
       for update`,
      [id],
    );
    if (!known) throw new Refusal('NOT_FOUND', 'The token was not found.');
    if (known.ended) return;
    await tx.query('update api_tokens set revoked_at = $2 where id = $1', [
      known.id,
      this.clock.now(),
    ]);
    this.note(tx, 'TOKEN_REVOKED', known);
  }

  /** Ends what somebody made, once they are no administrator any more. Returns how many. */
  async revokeOf(tx: EntityManager, personId: string): Promise<number> {
    const theirs = await tx.query<{ id: string }[]>(
      `select id from api_tokens where created_by = $1 and revoked_at is null and expires_at > $2
       order by id`,
      [personId, this.clock.now()],
    );
    for (const { id } of theirs) await this.revoke(tx, id);
    return theirs.length;
  }

  private note(
    tx: EntityManager,
    action: 'TOKEN_CREATED' | 'TOKEN_REVOKED',
    { id, name }: { readonly id: string; readonly name: string },
    details?: Readonly<Record<string, unknown>>,
  ): void {
    const subject = { type: 'API_TOKEN', id, label: name };
    this.audit.noteIn(tx, { action, outcome: 'SUCCESS', subject, ...(details && { details }) });
  }

  /** Who a token stands for; null where it is unknown, revoked or over. */
  async find(token: string): Promise<Principal | null> {
    if (!token.startsWith(PREFIX)) return null;
    const now = this.clock.now();
    const rows = await this.work.read<TokenRow>({
      name: 'api-token',
      text: FIND,
      values: [hashOfSecret(token), now],
    });
    const row = rows[0];
    if (!row) return null;
    if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() >= NOTED_EVERY)
      await this.work.change((tx) =>
        tx.query('update api_tokens set last_used_at = $2 where id = $1', [row.id, now]),
      );
    const { name, role, scopes, assessment_id: assessmentId } = row;
    return { personId: null, name, role, via: 'TOKEN', scopes, assessmentId };
  }
}

function check({ name, days, scopes }: NewApiToken): void {
  if (!name.trim() || name.length > LONGEST_NAME)
    throw new Refusal('INVALID', 'Say what the token is for.', { field: 'name' });
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
    throw new Refusal('INVALID', `A token is good for 1 to ${LONGEST_DAYS} days.`, {
      field: 'days',
    });
  const unknown = scopes.filter((scope) => !SCOPES.some((known) => known === scope));
  if (scopes.length === 0 || unknown.length > 0)
    throw new Refusal('INVALID', `Scopes are some of ${SCOPES.join(', ')}.`, { field: 'scopes' });
}
