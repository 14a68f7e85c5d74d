import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AlertEntity, type AlertKind, type PlaceKind } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { AuditAction, AuditOutcome } from '../audit/actions.js';
import { Audit } from '../audit/audit.js';
import { Clock } from '../graphql/clock.js';
import { LOG, type Logger } from '../graphql/log.js';
import { Work } from '../graphql/work.js';
import { networkOf } from './network.js';
import { AccountMails } from './account-mails.service.js';
import type { Origin } from './sessions.service.js';

/** What was done to an account, or tried. */
export interface Deed {
  readonly action: AuditAction;
  readonly outcome?: AuditOutcome;
  readonly personId: string;
  readonly why?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What an account's owner should know. */
export interface Telling {
  readonly kind: AlertKind;
  readonly personId: string;
  /** Null: by an administrator or on the server, whose address is nobody's business. */
  readonly origin: Origin | null;
  readonly details?: Readonly<Record<string, string>>;
}

/** What somebody does to their own account by means that only they have. */
const BY_ONESELF: ReadonlySet<AuditAction> = new Set([
  'SIGN_IN',
  'SECOND_FACTOR',
  'STEP_UP',
  'ENROL_FACTOR',
  'RECOVERY_CODE_USED',
  'PASSWORD_CHANGED',
  'SET_UP',
]);

/** Browsers and addresses that were not seen for this long are new again. */
const FORGET_PLACES_AFTER = `interval '90 days'`;

const hashOf = (personId: string, place: string): string =>
  createHash('sha256').update(`${personId} ${place}`).digest('hex');

/** A browser by name and system, whatever its version: that changes every few weeks. */
function browserOf(userAgent: string | null): string {
  return (userAgent ?? 'none').replaceAll(/\d[\d._]*/g, '');
}

/** Tells people what happened to their accounts, in case it was not them, and the audit log all of it. */
@Injectable()
export class Witness {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly mails: AccountMails,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Writes into the audit log what a change does, together with the change. */
  async note(tx: EntityManager, deed: Deed): Promise<void> {
    const { action, outcome = 'SUCCESS', personId, why, details } = deed;
    const [person] = (await tx.query('select name, role from people where id = $1', [
      personId,
    ])) as { name: string; role: string }[];
    const name = person?.name ?? '';
    this.audit.noteIn(tx, {
      action,
      outcome,
      subject: { type: 'PERSON', id: personId, label: name },
      ...(why && { why }),
      ...(details && { details }),
      // whoever is on the way in is nobody yet in the request's eyes
      ...(BY_ONESELF.has(action) && {
        by: { personId, name, ...(person && { role: person.role }) },
      }),
    });
  }

  /** Writes what was tried in vain; `label` is an address that nobody here has. */
  async failed(deed: Omit<Deed, 'personId'> & { personId: string | null; label?: string }) {
    const { action, personId, label = null, details } = deed;
    await this.audit.note({
      action,
      outcome: 'FAILURE',
      subject: { type: 'PERSON', id: personId, label },
      ...(details && { details }),
    });
  }

  /** Writes an alert in the change's own transaction. */
  async tell(tx: EntityManager, { kind, personId, origin, details }: Telling): Promise<void> {
    const at = this.clock.now();
    const address = origin?.address ?? null;
    const { identifiers } = await tx.insert(AlertEntity, {
      kind,
      personId,
      at,
      address,
      userAgent: origin?.userAgent?.slice(0, 300) ?? null,
      details: { ...details },
    });
    const id = String(identifiers[0]?.['id']);
    await this.mails.alert(tx, { id, kind, personId, at, address, ...(details && { details }) });
  }

  /** Writes an alert beside a request that fails, without making it slower or fail otherwise. */
  tellLater(telling: Telling): void {
    this.work
      .change((tx) => this.tell(tx, telling))
      .catch((fault: unknown) => this.log.error({ err: fault }, 'An alert could not be written'));
  }

  /** Somebody came all the way in: tells them where browser or address are new to us. */
  async signedIn(
    tx: EntityManager,
    { personId, by }: { personId: string; by: string },
    origin: Origin,
  ): Promise<void> {
    await this.note(tx, { action: 'SIGN_IN', personId, details: { by } });
    const now = this.clock.now();
    const places: [PlaceKind, string][] = [
      ['BROWSER', hashOf(personId, browserOf(origin.userAgent))],
      ['ADDRESS', hashOf(personId, networkOf(origin.address ?? 'none'))],
    ];
    await tx.query(
      `delete from known_places where person_id = $1
         and last_seen_at < $2::timestamptz - ${FORGET_PLACES_AFTER}`,
      [personId, now],
    );
    const [{ known, any }] = (await tx.query(
      `select count(*) filter (where (kind, place_hash) in (($2, $3), ($4, $5)))::int as known,
         count(*) > 0 as any from known_places where person_id = $1`,
      [personId, ...places.flat()],
    )) as [{ known: number; any: boolean }];
    for (const [kind, place] of places)
      await tx.query(
        `insert into known_places (person_id, kind, place_hash, last_seen_at) values ($1, $2, $3, $4)
         on conflict (person_id, kind, place_hash) do update set last_seen_at = excluded.last_seen_at`,
        [personId, kind, place, now],
      );
    if (any && known < places.length)
      await this.tell(tx, { kind: 'NEW_SIGN_IN', personId, origin });
  }
}
