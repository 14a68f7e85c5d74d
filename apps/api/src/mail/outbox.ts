/** What the outbox is asked and told, as SQL. */
import type { EntityManager } from 'typeorm';

/** A mail that is due, taken for one attempt. */
export interface DueMail {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly content: string | null;
  /** This one counted in. */
  readonly attempts: number;
  readonly created_at: Date;
  readonly expires_at: Date | null;
}

/** Mails taken at once. */
const BATCH = 5;

const TAKE = `update mails set attempts = attempts + 1, next_at = $2
  where id in (select id from mails
    where sent_at is null and given_up_at is null and next_at <= $1
    order by next_at limit ${BATCH} for update skip locked)
  returning id, kind, recipient, content, attempts, created_at, expires_at`;

/** Takes what is due. Nobody else takes it before `until`: whoever dies with it in hand loses it by then. */
export async function takeDue(tx: EntityManager, now: Date, until: Date): Promise<DueMail[]> {
  const [rows] = (await tx.query(TAKE, [now, until])) as [DueMail[], number];
  return rows;
}

/** Writes down that a mail was taken by the server; its words are forgotten. */
export async function markSent(tx: EntityManager, id: string, now: Date): Promise<void> {
  await tx.query('update mails set sent_at = $2, content = null, fault = null where id = $1', [
    id,
    now,
  ]);
}

/** Writes down why it failed, and when to try again; null: never. */
export async function markFailed(
  tx: EntityManager,
  { id, fault, now, nextAt }: { id: string; fault: string; now: Date; nextAt: Date | null },
): Promise<void> {
  await tx.query(
    nextAt
      ? 'update mails set fault = $2, next_at = $3 where id = $1'
      : 'update mails set fault = $2, given_up_at = $3, content = null where id = $1',
    [id, fault.slice(0, 500), nextAt ?? now],
  );
}

/** Removes what was done with long ago. */
export async function sweepMails(tx: EntityManager, before: Date): Promise<void> {
  await tx.query('delete from mails where coalesce(sent_at, given_up_at) < $1', [before]);
}
