/**
 * Work that nobody asks for: once a day every vendor is scored anew and every cover looked at again, and
 * administrators are reminded of an access review that is due. Runs in the server's process; the table
 * jobs_done keeps it to once a day.
 */
import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { ReviewsModule } from '../reviews/reviews.module.js';
import { NightlyService } from './nightly.service.js';
import { ReviewReminderJob } from './review-reminder.job.js';

@Module({
  imports: [ReviewsModule, ScheduleModule.forRoot()],
  providers: [NightlyService, ReviewReminderJob],
})
export class JobsModule {}
