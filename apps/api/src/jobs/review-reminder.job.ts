import { Inject, Injectable } from '@nestjs/common';
import { Cron, Timeout } from '@nestjs/schedule';
import { LOG, type Logger } from '../graphql/log.js';
import { ReviewReminder } from '../reviews/review-reminder.service.js';

/** After the night's own work has begun. */
const AFTER_START_MS = 30_000;

/**
 * Looks every hour whether administrators are to be reminded of an access review; the reminder itself
 * sees to it that nobody is told twice. Apart from the nightly work, so that neither waits for the other.
 */
@Injectable()
export class ReviewReminderJob {
  constructor(
    private readonly reminder: ReviewReminder,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  @Cron('23 * * * *', { name: 'review-reminder' })
  @Timeout(AFTER_START_MS)
  async tick(): Promise<void> {
    try {
      const mails = await this.reminder.remind();
      if (mails > 0) this.log.info({ mails }, 'Administrators are reminded of an access review');
    } catch (fault) {
      this.log.error({ err: fault }, 'The reminder of an access review failed; it is tried again');
    }
  }
}
