import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Today } from '../graphql/today.js';
import { Work } from '../graphql/work.js';
import { ADMINISTRATOR } from '../identity/administrators.js';
import { Mailer } from '../mail/mailer.js';
import { ReviewDue } from './review-due.service.js';

const PATH = '/settings/reviews';

/** Administrators who can come in and were not reminded of this day yet; taken and marked at once. */
const TAKE = `with taken as (
    insert into jobs_done (name, day)
    select 'review-due:' || p.id, $1::date from people p
    where ${ADMINISTRATOR}
    order by p.id on conflict do nothing returning name)
  select p.id, p.email from taken join people p on 'review-due:' || p.id = taken.name`;

/**
 * Reminds administrators that an access review is due: one mail each for each day that one was due by,
 * however often it is asked and however many processes ask. The mark outlives the mail's own trace.
 */
@Injectable()
export class ReviewReminder {
  constructor(
    private readonly work: Work,
    private readonly today: Today,
    private readonly due: ReviewDue,
    private readonly mailer: Mailer,
  ) {}

  /** Returns how many mails were written; none where no mail server is set, and nothing is marked then. */
  async remind(): Promise<number> {
    if (!this.mailer.enabled) return 0;
    const due = await this.due.day();
    if (!due || due > this.today.current()) return 0;
    return this.work.change((tx) => this.write(tx, due));
  }

  private async write(tx: EntityManager, due: string): Promise<number> {
    const administrators = await tx.query<{ id: string; email: string }[]>(TAKE, [due]);
    for (const { id, email: to } of administrators)
      await this.mailer.send(tx, {
        kind: 'REVIEW_DUE',
        to,
        event: `review-due:${id}:${due}`,
        facts: { due, link: this.mailer.link(PATH) },
      });
    return administrators.length;
  }
}
