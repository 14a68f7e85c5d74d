/**
 * Who did what. In: the view in the URL. Out: one stretch of entries from the server, newest first, the
 * state of the chain, and the same entries as a file.
 */
import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { AuditEntriesDocument, AuditStatusDocument } from '@chaperone/contract/audit';
import { graphqlResource, Session } from '../../api/index.js';
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from '../../audit/actions.js';
import { EntryList } from '../../audit/entry-list.js';
import { dayBegins } from '../../audit/zone-days.js';
import { ListFileLink } from '../../files/list-file-link.js';
import { MomentPipe, WholePipe } from '../../shell/formats.js';
import {
  EmptyState,
  FeedPager,
  Filter,
  Icon,
  ListFrame,
  PageHead,
  SearchBox,
  type Chip,
} from '../../shell/ui/index.js';
import { choices, text, urlState } from '../../shell/url-state.js';
import { withoutWord, wordChips } from '../../shell/word-filters.js';
import { Say } from '../../vendors/say.js';

/** Entries of a stretch. */
const SIZE = 50;
const LISTS = [
  { name: 'action', words: 'auditAction', values: AUDIT_ACTIONS },
  { name: 'outcome', words: 'auditOutcome', values: AUDIT_OUTCOMES },
] as const;
const END_WORDS = { from: 'audit.since', to: 'audit.until' } as const;

@Component({
  imports: [
    EmptyState,
    EntryList,
    FeedPager,
    Filter,
    Icon,
    ListFileLink,
    ListFrame,
    MomentPipe,
    PageHead,
    SearchBox,
    TranslocoPipe,
    WholePipe,
  ],
  templateUrl: './audit-page.html',
  styleUrl: '../settings.scss',
})
export class AuditPage {
  protected readonly state = urlState({
    q: text(),
    action: choices(AUDIT_ACTIONS),
    outcome: choices(AUDIT_OUTCOMES),
    from: text(),
    to: text(),
    after: text(),
  });
  protected readonly lists = LISTS;
  protected readonly ends = ['from', 'to'] as const;
  /** Whose days the filters mean, and whose clock the entries show. */
  protected readonly zone = inject(Session).viewer()?.organisation.timeZone ?? 'UTC';
  private readonly say = inject(Say);
  private readonly span = computed(() => ({
    from: dayBegins(this.state.from(), this.zone),
    // the whole of the last day
    to: dayBegins(this.state.to(), this.zone, 1),
  }));

  private readonly filter = computed(() => ({
    ...(this.state.q() && { search: this.state.q() }),
    ...(this.state.action().length && { action: [...this.state.action()] }),
    ...(this.state.outcome().length && { outcome: [...this.state.outcome()] }),
    ...(this.span().from && { from: this.span().from }),
    ...(this.span().to && { to: this.span().to }),
  }));
  protected readonly read = graphqlResource(AuditEntriesDocument, () => ({
    filter: this.filter(),
    after: this.state.after() || null,
    limit: SIZE,
  }));
  protected readonly status = graphqlResource(AuditStatusDocument, () => ({}));
  protected readonly feed = computed(() => this.read.value()?.auditEntries);
  protected readonly file = computed(() => {
    const query = new URLSearchParams(
      Object.entries(this.filter()).map(([name, value]) => [name, String(value)]),
    );
    return `/exports/audit.csv?${query.toString()}`;
  });
  private readonly chosen = computed(() => ({
    action: this.state.action(),
    outcome: this.state.outcome(),
  }));
  protected readonly chips = computed<Chip[]>(() => [
    ...wordChips(LISTS, this.chosen(), (list, value) => this.say.word(list, value)),
    ...this.ends
      .filter((end) => this.span()[end])
      .map((end) => ({
        key: end,
        label: this.say.text(END_WORDS[end], { day: this.say.day(this.state[end]()) }),
      })),
  ]);

  protected narrow(name: string, values: readonly string[]): void {
    void this.state.set({ [name]: values, after: '' });
  }

  protected search(q: string): void {
    void this.state.set({ q, after: '' }, { replace: true });
  }

  protected day(name: 'from' | 'to', value: string): void {
    void this.state.set({ [name]: value, after: '' });
  }

  protected takeOff(key: string): void {
    if (key === 'from' || key === 'to') this.day(key, '');
    else this.narrow(...withoutWord(this.chosen(), key));
  }

  protected clear(): void {
    void this.state.reset('q', 'action', 'outcome', 'from', 'to', 'after');
  }
}
