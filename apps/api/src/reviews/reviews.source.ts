import { column, many, moment, one, sql, type Planner } from '../graphql/planner/planner.js';

/** Whoever was not seen for this long should have a reason to keep their access. */
export const DORMANT_DAYS = 90;

const ITEMS = 'access_review_items';
const count = (which: string) =>
  sql(
    (review) =>
      `(select count(*)::int from ${ITEMS} c where c.review_id = ${review}.id and ${which})`,
  );

const person = (item: string, says: string): string =>
  `(select ${says} from people p where p.id = ${item}.person_id)`;
/** A respondent's token goes with its assessment: then nothing is found. */
const token = (item: string, says: string): string =>
  `(select ${says} from api_tokens t where t.id = ${item}.token_id)`;

/** How the access stands today, of a line under this name. */
export const STANDING = (item: string): string => `case ${item}.subject
  when 'PERSON' then ${person(
    item,
    `case when p.disabled_at is not null then 'SHUT_OUT'
      when p.role <> ${item}.role then 'ROLE_CHANGED' else 'AS_LISTED' end`,
  )}
  else coalesce(${token(
    item,
    `case when t.revoked_at is not null then 'SHUT_OUT'
      when t.expires_at <= now() then 'OVER' else 'AS_LISTED' end`,
  )}, 'SHUT_OUT') end`;

/** The role today; null: no access any more. */
export const CURRENT_ROLE = (item: string): string => `case ${item}.subject
  when 'PERSON' then ${person(item, 'case when p.disabled_at is null then p.role end')}
  else ${token(item, 'case when t.revoked_at is null and t.expires_at > now() then t.role end')} end`;

/** People by name, then tokens by name. */
export const IN_ORDER = (item: string): string =>
  `${item}.subject, lower(${item}.name), ${item}.id`;

/** How reviews and their lines are read. */
export function describeReviews(planner: Planner): void {
  planner.describe('AccessReview', {
    table: 'access_reviews',
    fields: {
      id: column('id'),
      ref: column('ref'),
      due: column('due'),
      startedAt: moment('started_at'),
      startedBy: one('Person', (review, by) => `${by}.id = ${review}.started_by`),
      completedAt: moment('completed_at'),
      completedBy: one('Person', (review, by) => `${by}.id = ${review}.completed_by`),
      total: count('true'),
      decided: count('c.verdict is not null'),
      kept: count(`c.outcome = 'KEPT'`),
      revoked: count(`c.outcome = 'REVOKED'`),
      gone: count(`c.outcome = 'GONE'`),
      items: many('AccessReviewItem', {
        on: (review, item) => `${item}.review_id = ${review}.id`,
        where: (item, args) => (args['undecided'] === true ? [`${item}.verdict is null`] : []),
        orderBy: IN_ORDER,
        limit: (args) => Number(args['limit'] ?? 50),
        offset: (args) => Number(args['offset'] ?? 0),
      }),
    },
  });
  describeItems(planner);
}

function describeItems(planner: Planner): void {
  planner.describe('AccessReviewItem', {
    table: ITEMS,
    fields: {
      id: column('id'),
      subject: column('subject'),
      personId: column('person_id'),
      tokenId: column('token_id'),
      name: column('name'),
      email: column('email'),
      role: column('role'),
      invited: column('invited'),
      factors: column('factors'),
      scopes: column('scopes'),
      madeBy: column('made_by'),
      since: moment('since'),
      lastSeenAt: moment('last_seen_at'),
      dormant: sql(
        (item) => `coalesce(${item}.last_seen_at < (select r.started_at from access_reviews r
          where r.id = ${item}.review_id) - interval '${DORMANT_DAYS} days', false)`,
      ),
      expiresAt: moment('expires_at'),
      standing: sql(STANDING),
      currentRole: sql(CURRENT_ROLE),
      verdict: column('verdict'),
      note: column('note'),
      decidedBy: one('Person', (item, by) => `${by}.id = ${item}.decided_by`),
      decidedAt: moment('decided_at'),
      decidedRole: column('decided_role'),
      outcome: column('outcome'),
    },
  });
}
