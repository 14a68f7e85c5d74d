import { Injectable } from '@nestjs/common';
import type { Role } from '@chaperone/risk-model';
import type { ReviewOutcome, ReviewSubject, ReviewVerdict } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { Clock } from '../graphql/clock.js';
import { Refusal } from '../graphql/refusal.js';
import { ApiTokensService } from '../identity/api-tokens.service.js';
import { PeopleService } from '../identity/people.service.js';
import { ABLE_ADMINISTRATOR } from '../identity/sso/open-ways.js';
import { SessionsService } from '../identity/sessions.service.js';
import type { ReviewStanding } from './review.type.js';
import type { AttestAccessInput, ReviewAccessInput } from './reviews.inputs.js';
import { CURRENT_ROLE, STANDING } from './reviews.source.js';
import { holdOpen, type HeldReview } from './reviews.service.js';

const LONGEST_NOTE = 1_000;
const MOST_AT_ONCE = 100;

interface Item {
  readonly id: string;
  readonly subject: ReviewSubject;
  readonly person_id: string | null;
  readonly token_id: string | null;
  readonly name: string;
  readonly verdict: ReviewVerdict | null;
  readonly decided_by: string | null;
  readonly standing: ReviewStanding;
  readonly current: Role | null;
}

/** People and tokens are held too: nobody gives another role while this one is decided. */
const HOLD_SUBJECTS = [
  `select from people where id in (select person_id from access_review_items
    where review_id = $1 and id::text = any($2)) order by id for share`,
  `select from api_tokens where id in (select token_id from access_review_items
    where review_id = $1 and id::text = any($2)) order by id for share`,
];
/** In one order, so that two who decide on the same lines wait for each other and do not lock up. */
const HOLD = `select i.id, i.subject, i.person_id, i.token_id, i.name, i.verdict,
    (select p.name from people p where p.id = i.decided_by) as decided_by
  from access_review_items i where i.review_id = $1 and i.id::text = any($2)
  order by i.id for update of i`;
const STAND = `select i.id, ${STANDING('i')} as standing, ${CURRENT_ROLE('i')} as current
  from access_review_items i where i.review_id = $1 and i.id::text = any($2)`;
const DECIDE = `update access_review_items set verdict = $2, outcome = $3, note = $4, decided_by = $5,
    decided_at = $6, decided_role = $7 where id = $1`;
const OTHERS = `select p.name from people p where p.id <> $1 and ${ABLE_ADMINISTRATOR}
    order by lower(p.name) limit 3`;

interface Decision {
  readonly verdict: ReviewVerdict;
  readonly note: string;
  readonly by: string;
}

function noteOf(text: string | null | undefined): string {
  const note = (text ?? '').trim();
  if (note.length > LONGEST_NOTE)
    throw new Refusal('INVALID', 'A note has at most 1,000 characters.', { field: 'note' });
  return note;
}

const sayRole = (role: Role): string => role.charAt(0) + role.slice(1).toLowerCase();

/** Verdicts on who has what. A revocation takes the access in the same transaction, or nothing is written. */
@Injectable()
export class DecideAccess {
  constructor(
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly sessions: SessionsService,
    private readonly people: PeopleService,
    private readonly tokens: ApiTokensService,
  ) {}

  /** @throws Refusal NOT_FOUND; CONFLICT where it is decided already, changed since, or one's own */
  decide<T>(
    { reviewId, itemId, verdict, note, role }: ReviewAccessInput,
    by: string,
    then: (tx: EntityManager, id: string) => Promise<T>,
  ): Promise<T> {
    const decision: Decision = { verdict, note: noteOf(note), by };
    return this.sessions.change(async (tx) => {
      // before anything else is held: whoever gives roles takes this first too
      if (verdict === 'REVOKE') await this.people.oneAtATime(tx);
      const review = await holdOpen(tx, reviewId, 'share');
      const [item] = await this.hold(tx, review, [itemId]);
      if (!item) throw new Refusal('NOT_FOUND', 'This line of the review was not found.');
      if (verdict === 'KEEP') await this.assertKeepable(tx, item, { by, role: role ?? null });
      else assertNotOneself(item, by);
      await this.write(tx, review, item, decision);
      return then(tx, review.id);
    });
  }

  /** Keeps several at once: all of them or none. @throws Refusal as `decide` does */
  attest<T>(
    { reviewId, itemIds, note }: AttestAccessInput,
    by: string,
    then: (tx: EntityManager, id: string) => Promise<T>,
  ): Promise<T> {
    const ids = [...new Set(itemIds)];
    if (ids.length === 0 || ids.length > MOST_AT_ONCE)
      throw new Refusal('INVALID', 'Name 1 to 100 lines of the review.', { field: 'itemIds' });
    const decision: Decision = { verdict: 'KEEP', note: noteOf(note), by };
    return this.sessions.change(async (tx) => {
      const review = await holdOpen(tx, reviewId, 'share');
      const items = await this.hold(tx, review, ids);
      if (items.length < ids.length)
        throw new Refusal('NOT_FOUND', 'Some of these lines were not found in the review.');
      for (const item of items) {
        await this.assertKeepable(tx, item, { by, role: null });
        await this.write(tx, review, item, decision);
      }
      return then(tx, review.id);
    });
  }

  private async hold(tx: EntityManager, { id }: HeldReview, ids: string[]): Promise<Item[]> {
    const items = await tx.query<Omit<Item, 'standing' | 'current'>[]>(HOLD, [id, ids]);
    const decided = items.find(({ verdict }) => verdict !== null);
    if (decided)
      throw new Refusal(
        'CONFLICT',
        `${decided.name} is decided already, by ${decided.decided_by ?? 'somebody'}. Look at the list again.`,
        { itemId: decided.id, verdict: decided.verdict },
      );
    for (const statement of HOLD_SUBJECTS) await tx.query(statement, [id, ids]);
    const standings = await tx.query<Pick<Item, 'id' | 'standing' | 'current'>[]>(STAND, [id, ids]);
    const byId = new Map(standings.map((each) => [each.id, each]));
    return items.map((item) => ({ ...item, ...byId.get(item.id) }) as Item);
  }

  private async assertKeepable(
    tx: EntityManager,
    item: Item,
    { by, role }: { by: string; role: Role | null },
  ): Promise<void> {
    const { name, current, standing, id: itemId } = item;
    if (current === null)
      throw new Refusal('CONFLICT', `${name} has no access any more. Confirm that by REVOKE.`, {
        itemId,
        standing,
      });
    if (standing === 'ROLE_CHANGED' && role !== current)
      throw new Refusal(
        'CONFLICT',
        `${name} has another role since the list was made: ${sayRole(current)}. Decide on that one by itself.`,
        { itemId, standing, role: current },
      );
    if (item.person_id === by) await this.assertAlone(tx, by);
  }

  /** Nobody vouches for themselves while somebody else can. */
  private async assertAlone(tx: EntityManager, by: string): Promise<void> {
    const others = await tx.query<{ name: string }[]>(OTHERS, [by]);
    if (others.length === 0) return;
    const names = others.map(({ name }) => name).join(' or ');
    throw new Refusal(
      'CONFLICT',
      `Your own access is for another administrator to decide. Ask ${names}.`,
    );
  }

  private async write(
    tx: EntityManager,
    review: HeldReview,
    item: Item,
    { verdict, note, by }: Decision,
  ): Promise<void> {
    const outcome = outcomeOf(item, verdict);
    await tx.query(DECIDE, [item.id, verdict, outcome, note, by, this.clock.now(), item.current]);
    this.tell(tx, review, item, { verdict, outcome, note });
    if (outcome === 'REVOKED') await this.revoke(tx, item, by);
  }

  private async revoke(tx: EntityManager, item: Item, by: string): Promise<void> {
    if (item.person_id) await this.people.shutOut(tx, item.person_id, by);
    if (item.token_id) await this.tokens.revoke(tx, item.token_id);
  }

  private tell(
    tx: EntityManager,
    { id: reviewId, ref: review }: HeldReview,
    item: Item,
    { verdict, outcome, note }: { verdict: ReviewVerdict; outcome: ReviewOutcome; note: string },
  ): void {
    const type = item.subject === 'PERSON' ? 'PERSON' : 'API_TOKEN';
    this.audit.noteIn(tx, {
      action: 'ACCESS_REVIEWED',
      outcome: 'SUCCESS',
      subject: { type, id: item.person_id ?? item.token_id, label: item.name },
      ...(note && { why: note }),
      details: { review, reviewId, verdict, outcome, role: item.current },
    });
  }
}

function outcomeOf({ current }: Item, verdict: ReviewVerdict): ReviewOutcome {
  if (verdict === 'KEEP') return 'KEPT';
  return current === null ? 'GONE' : 'REVOKED';
}

function assertNotOneself({ person_id: personId }: Item, by: string): void {
  if (personId === by)
    throw new Refusal(
      'CONFLICT',
      'Nobody shuts themselves out. Another administrator does that; where there is none, make one first.',
    );
}
