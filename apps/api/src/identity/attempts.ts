import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Audit } from '../audit/audit.js';
import { LOG, type Logger } from '../graphql/log.js';
import type { ApiRequest } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { Database } from '../graphql/work.js';
import { networkOf } from './network.js';

const MINUTE = 60;
/** Failures that cost nothing but the failure itself. */
const FREE_FAILURES = 4;
/** The longest wait: never for ever, or anybody could lock anybody out. */
const LONGEST_WAIT = 15 * MINUTE;
const NO_LIMIT = 1_000_000;
const MOST_WRITTEN = 1_000;

const tried = new WeakSet<ApiRequest>();

const SECOND_FACTOR = 'second factor of ';
/** What an attempt is at: an address of e-mail, or a person's second factor. */
export const secondFactorOf = (personId: string): string => `${SECOND_FACTOR}${personId}`;

/** Whether the account's owner has come in from there before; by the account's name or a person's key. */
const KNOWN = `select exists (select 1 from people p join known_places k on k.person_id = p.id
  where (p.email = $1 or p.id = $2::uuid) and k.kind = 'ADDRESS'
    and k.place_hash = encode(sha256(convert_to(p.id::text || ' ' || $3, 'UTF8')), 'hex')) as known`;

/** An attempt that was counted as if it had failed. */
export interface Counted {
  /** How many there were. */
  readonly tries: number;
  /** To be called once it got in: its failures are forgotten. */
  readonly forget: () => Promise<void>;
}

/**
 * How often somebody may try to get in. Counted in the database, so that a restart forgets nothing:
 * an address (of IPv6: its /64) 30 a minute; an address for one account 10 in 15 minutes; an account
 * without delay up to its 4th failure, then twice as long each time, 15 minutes at most. Places from
 * which the owner has come in before are counted by themselves, so that strangers who keep failing do
 * not keep the owner waiting.
 */
@Injectable()
export class Attempts {
  private readonly address: RateLimiterPostgres;
  private readonly addressAndAccount: RateLimiterPostgres;
  private readonly failures: RateLimiterPostgres;
  private readonly waits: RateLimiterPostgres;

  /** When a refusal of a key was last written down. */
  private readonly written = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    @Inject(LOG) private readonly log: Logger,
  ) {
    const limiter = (keyPrefix: string, points: number, duration: number): RateLimiterPostgres =>
      new RateLimiterPostgres({
        storeClient: database.reads,
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix,
        points,
        duration,
      });
    this.address = limiter('ip', 30, MINUTE);
    this.addressAndAccount = limiter('ip-account', 10, 15 * MINUTE);
    this.failures = limiter('failures', NO_LIMIT, 24 * 60 * MINUTE);
    this.waits = limiter('wait', 1, LONGEST_WAIT);
  }

  /** A request may try once: aliases would make many attempts out of one. A token does not sign in. */
  once(request: ApiRequest): void {
    if (request.principal?.via === 'TOKEN')
      throw new Refusal('FORBIDDEN', 'Sign-ins are for people at a browser, not for tokens.');
    if (tried.has(request))
      throw new Refusal('TOO_MANY_ATTEMPTS', 'Only one attempt to sign in fits into a request.');
    tried.add(request);
  }

  /** Counts an attempt of an address that names no account: a link, a set-up. */
  async ofAddress(address: string): Promise<void> {
    await this.consume(this.address, networkOf(address));
  }

  /**
   * Counts an attempt before it is looked at, as if it had failed.
   * @throws Refusal TOO_MANY_ATTEMPTS
   */
  async ofAccount(address: string, account: string): Promise<Counted> {
    await this.ofAddress(address);
    const network = networkOf(address);
    const known = await this.isKnown(network, account);
    const key = known ? `${nameless(account)} from ${network}` : nameless(account);
    const wait = await this.waits.get(key);
    if (wait && wait.consumedPoints > 0 && wait.msBeforeNext > 0)
      throw this.tooMany('wait', key, wait.msBeforeNext);
    const both = `${network} ${nameless(account)}`;
    await this.consume(this.addressAndAccount, both);
    const { consumedPoints } = await this.failures.consume(key);
    const over = consumedPoints - FREE_FAILURES;
    // of many at once past the free ones, the first takes the wait and is looked at; the others are not
    if (over > 0) await this.consume(this.waits, key, Math.min(2 ** over, LONGEST_WAIT));
    const forget = async (): Promise<void> => {
      const { failures, waits, addressAndAccount } = this;
      await Promise.all([failures.delete(key), waits.delete(key), addressAndAccount.delete(both)]);
    };
    return { tries: consumedPoints, forget };
  }

  private async isKnown(network: string, account: string): Promise<boolean> {
    const personId = account.startsWith(SECOND_FACTOR) ? account.slice(SECOND_FACTOR.length) : null;
    const values = [account, personId, network];
    const { rows } = await this.database.reads.query<{ known: boolean }>({
      name: 'known-place',
      text: KNOWN,
      values,
    });
    return rows[0]?.known ?? false;
  }

  private async consume(limiter: RateLimiterPostgres, key: string, seconds?: number) {
    try {
      await limiter.consume(key, 1, seconds === undefined ? {} : { customDuration: seconds });
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      throw this.tooMany(limiter.keyPrefix, key, thrown.msBeforeNext);
    }
  }

  private tooMany(limit: string, key: string, milliseconds: number): Refusal {
    const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
    this.writeDown(limit, key);
    const sentence = `Too many attempts. Try again in ${seconds} seconds.`;
    return new Refusal('TOO_MANY_ATTEMPTS', sentence, { retryAfter: seconds });
  }

  /** A limit that was reached stands in the audit log once a minute: whoever knocks must not fill it. */
  private writeDown(limit: string, key: string): void {
    const now = Date.now();
    const last = this.written.get(`${limit} ${key}`) ?? 0;
    if (now - last < MINUTE * 1000) return;
    if (this.written.size >= MOST_WRITTEN) this.written.clear();
    this.written.set(`${limit} ${key}`, now);
    this.audit
      .note({ action: 'RATE_LIMITED', outcome: 'DENIED', details: { limit } })
      .catch((fault: unknown) =>
        this.log.error({ err: fault }, 'A limit could not be written down'),
      );
  }
}

/** The table holds no e-mail addresses, not even of people we do not know. */
function nameless(account: string): string {
  return createHash('sha256').update(account).digest('base64url').slice(0, 32);
}
