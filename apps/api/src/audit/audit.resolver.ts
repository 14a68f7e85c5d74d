import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Can, Fresh } from '../graphql/access.js';
import { AuditFeed } from './audit-feed.service.js';
import { AuditEntriesArgs, FeedArgs } from './audit.inputs.js';
import { AuditEntryType, AuditFeedType, AuditStatusType } from './audit.type.js';
import { RetentionService } from './retention.service.js';

@Resolver(() => AuditEntryType)
export class AuditResolver {
  constructor(
    private readonly feed: AuditFeed,
    private readonly retention: RetentionService,
  ) {}

  @Query(() => AuditFeedType, { description: 'Who did what, newest first.' })
  @Can('audit:read')
  auditEntries(@Args() args: AuditEntriesArgs) {
    return this.feed.entries(args);
  }

  @Query(() => AuditFeedType, {
    description: 'Sign-ins, denied access, exports, keys and the like, newest first.',
  })
  @Can('audit:read')
  securityEvents(@Args() args: FeedArgs) {
    return this.feed.securityEvents(args);
  }

  @Query(() => AuditStatusType, { description: 'How the audit log stands.' })
  @Can('audit:read')
  auditStatus() {
    return this.feed.status();
  }

  @Mutation(() => AuditStatusType, {
    description: 'How long entries are kept: 6 to 100 years. Nothing is removed by this.',
  })
  @Can('audit:write')
  @Fresh()
  async setAuditRetention(@Args('years', { type: () => Int }) years: number) {
    await this.retention.set(years);
    return this.feed.status();
  }
}
