/**
 * What concerns who gets in and what they take out, newest first: sign-ins, refusals, factors,
 * links, roles, tokens, exports. In: where the stretch begins, in the URL. Out: one stretch at a time.
 */
import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { SecurityEventsDocument } from '@chaperone/contract/settings';
import { graphqlResource } from '../../api/index.js';
import { EntryWords } from '../../audit/entry-words.js';
import { WordPipe } from '../../shell/formats.js';
import { EmptyState, FeedPager, Icon, ListFrame, Moment, PageHead } from '../../shell/ui/index.js';
import { text, urlState } from '../../shell/url-state.js';
import { deviceIn } from '../../sign-in/device.js';
import { Say } from '../../vendors/say.js';

/** Rows of a stretch. */
const SIZE = 50;

@Component({
  imports: [EmptyState, FeedPager, Icon, ListFrame, Moment, PageHead, TranslocoPipe, WordPipe],
  templateUrl: './events-page.html',
  styleUrl: '../settings.scss',
})
export class EventsPage {
  protected readonly state = urlState({ after: text() });
  protected readonly read = graphqlResource(SecurityEventsDocument, () => ({
    after: this.state.after() || null,
    limit: SIZE,
  }));
  protected readonly words = inject(EntryWords);
  private readonly say = inject(Say);
  protected readonly feed = computed(() => this.read.value()?.securityEvents);
  protected readonly events = computed(() =>
    (this.feed()?.items ?? []).map((event) => ({
      ...event,
      device: event.userAgent ? deviceIn(event.userAgent, this.say) : '',
    })),
  );
}
