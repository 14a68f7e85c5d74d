import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { found, Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { DUE } from './review-due.service.js';

/** Nothing comes back where one is open already; of two at once the index lets one through. */
const START = `insert into access_reviews (started_by, due) select $2::uuid, due.day::date
  from (${DUE}) as due where not exists (select from access_reviews where completed_at is null)
  on conflict do nothing returning id, ref`;

/** Everybody who can get in, or has an invitation to. */
const LIST_PEOPLE = `insert into access_review_items (review_id, subject, person_id, name, email, role, invited,
    factors, since, last_seen_at)
  select $1, 'PERSON', p.id, p.name, p.email, p.role, p.invited_at is not null,
    array(select f.kind from factors f where f.person_id = p.id and f.confirmed_at is not null
      order by f.created_at), p.created_at, p.last_seen_at
  from people p where p.disabled_at is null returning id`;

const LIST_TOKENS = `insert into access_review_items (review_id, subject, token_id, name, role, scopes, made_by,
    since, last_seen_at, expires_at)
  select $1, 'TOKEN', t.id, t.name, t.role, t.scopes, p.name, t.created_at, t.last_used_at, t.expires_at
  from api_tokens t left join people p on p.id = t.created_by
  where t.revoked_at is null and t.expires_at > $2 returning id`;

const COUNT = `select count(*)::int as total, (count(*) filter (where verdict is null))::int as undecided,
    (count(*) filter (where outcome = 'KEPT'))::int as kept,
    (count(*) filter (where outcome = 'REVOKED'))::int as revoked,
    (count(*) filter (where outcome = 'GONE'))::int as gone
  from access_review_items where review_id = $1`;

interface Counts {
  readonly total: number;
  readonly undecided: number;
  readonly kept: number;
  readonly revoked: number;
  readonly gone: number;
}

/** A review as a change sees it. */
export interface HeldReview {
  readonly id: string;
  readonly ref: string;
}

/**
 * Holds an open review for the rest of the transaction: nobody completes it meanwhile, or, where it is
 * to be completed, nobody decides meanwhile. @throws Refusal NOT_FOUND, CONFLICT
 */
export async function holdOpen(
  tx: EntityManager,
  id: string,
  how: 'share' | 'update',
): Promise<HeldReview> {
  const [row] = await tx.query<(HeldReview & { completed: boolean })[]>(
    `select id, ref, completed_at is not null as completed from access_reviews
     where id::text = $1 for ${how}`,
    [id],
  );
  const review = found(row, 'The access review');
  if (review.completed)
    throw new Refusal('CONFLICT', `${review.ref} is completed and stays as it is.`);
  return review;
}

/** Begins reviews and completes them. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Freezes the list of who has what. @throws Refusal CONFLICT where a review is open */
  start<T>(by: string, then: (tx: EntityManager, id: string) => Promise<T>): Promise<T> {
    return this.work.change(async (tx) => {
      const [review] = await tx.query<HeldReview[]>(START, [this.config.reviewDays, by]);
      if (!review)
        throw new Refusal('CONFLICT', 'A review is open already. Complete that one first.');
      const { id, ref: label } = review;
      const people = await tx.query<unknown[]>(LIST_PEOPLE, [id]);
      const tokens = await tx.query<unknown[]>(LIST_TOKENS, [id, this.clock.now()]);
      this.audit.noteIn(tx, {
        action: 'ACCESS_REVIEW_STARTED',
        outcome: 'SUCCESS',
        subject: { type: 'ACCESS_REVIEW', id, label },
        details: { people: people.length, tokens: tokens.length },
      });
      return then(tx, id);
    });
  }

  /** @throws Refusal CONFLICT while somebody on the list is not decided yet */
  complete<T>(
    id: string,
    by: string,
    then: (tx: EntityManager, id: string) => Promise<T>,
  ): Promise<T> {
    return this.work.change(async (tx) => {
      const { ref: label } = await holdOpen(tx, id, 'update');
      const [{ undecided, ...counts }] = (await tx.query(COUNT, [id])) as [Counts];
      if (undecided > 0)
        throw new Refusal(
          'CONFLICT',
          `${undecided} of ${counts.total} ${undecided === 1 ? 'is' : 'are'} still to be decided.`,
          { undecided },
        );
      await tx.query(
        'update access_reviews set completed_by = $2, completed_at = $3 where id = $1',
        [id, by, this.clock.now()],
      );
      this.audit.noteIn(tx, {
        action: 'ACCESS_REVIEW_COMPLETED',
        outcome: 'SUCCESS',
        subject: { type: 'ACCESS_REVIEW', id, label },
        details: { ...counts },
      });
      return then(tx, id);
    });
  }
}
