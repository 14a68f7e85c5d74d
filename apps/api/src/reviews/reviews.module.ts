/**
 * Access reviews: once a quarter somebody looks at who may get in, and keeps or revokes each by name.
 * In: everybody who can get in, frozen when a review starts; verdicts. Out: people shut out and tokens
 * ended in the same transaction, and a record that stays. It knows no vendor.
 */
import { Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { IdentityModule } from '../identity/identity.module.js';
import { DecideAccess } from './decide-access.service.js';
import { ReviewDue } from './review-due.service.js';
import { ReviewReminder } from './review-reminder.service.js';
import { ReviewsExportController } from './reviews-export.controller.js';
import { ReviewsResolver } from './reviews.resolver.js';
import { ReviewsService } from './reviews.service.js';
import { describeReviews } from './reviews.source.js';

@Module({
  imports: [IdentityModule],
  controllers: [ReviewsExportController],
  providers: [DecideAccess, ReviewDue, ReviewReminder, ReviewsResolver, ReviewsService],
  exports: [ReviewReminder],
})
export class ReviewsModule {
  constructor(planner: Planner) {
    describeReviews(planner);
  }
}
