/**
 * One record as its source tells it. In: its ref in the address. Out: days, people and narrative as
 * they were published, the vendors that it may concern with the decision about each, and the event
 * that it belongs to. The narrative is text and is shown as text.
 */
import { Component, computed, effect, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { BreachRecordDocument, type BreachRecordQuery } from '@chaperone/contract/breaches';
import { graphqlResource, Session } from '../../api/index.js';
import { DayPipe, WordPipe } from '../../shell/formats.js';
import { HistoryPanel } from '../../audit/history-panel.js';
import { PageTitle } from '../../shell/page-title.js';
import { EmptyState, FailureNotice, Icon, PageHead, Waiting } from '../../shell/ui/index.js';
import { Say } from '../../vendors/say.js';
import { HappenedPipe, KnownDayPipe } from '../known-day.js';
import { People } from '../people.js';
import { IncidentDesk } from '../queue/incident-desk.js';
import { MatchCard } from '../queue/match-card.js';
import { MatchDesk } from '../queue/match-desk.js';
import { BreachForm } from './breach-form.js';

/** One record as its page reads it. */
export type BreachRecord = NonNullable<BreachRecordQuery['breach']>;

@Component({
  imports: [
    BreachForm,
    DayPipe,
    EmptyState,
    FailureNotice,
    HappenedPipe,
    HistoryPanel,
    Icon,
    KnownDayPipe,
    MatchCard,
    PageHead,
    People,
    RouterLink,
    TranslocoPipe,
    Waiting,
    WordPipe,
  ],
  providers: [MatchDesk, IncidentDesk],
  templateUrl: './record-page.html',
  styleUrl: './record-page.scss',
})
export class RecordPage {
  protected readonly session = inject(Session);
  protected readonly matches = inject(MatchDesk);
  protected readonly incidents = inject(IncidentDesk);
  protected readonly changing = signal(false);
  private readonly say = inject(Say);
  private readonly title = inject(PageTitle);
  private readonly params = toSignal(inject(ActivatedRoute).paramMap, { requireSync: true });
  private readonly ref = computed(() => this.params().get('ref') ?? '');
  protected readonly crumbs = [{ label: this.say.text('breaches.title'), link: '/breaches' }];

  protected readonly page = graphqlResource(BreachRecordDocument, () => {
    this.matches.decided();
    this.matches.undone();
    this.incidents.turns();
    return { id: this.ref() };
  });
  /** Nothing while another record is still being read, null where there is none. */
  protected readonly record = computed<BreachRecord | null | undefined>(() => {
    const reply = this.page.value();
    if (!reply) return undefined;
    if (!reply.breach) return this.page.loading() ? undefined : null;
    const { ref, id } = reply.breach;
    return ref === this.ref() || id === this.ref() ? reply.breach : undefined;
  });
  protected readonly raw = computed(() => JSON.stringify(this.record()?.raw ?? null, null, 2));
  protected readonly classes = computed(() => {
    const classes = this.record()?.dataClasses;
    if (!classes) return this.say.text('breaches.record.classesUnknown');
    return classes.map((each) => this.say.word('dataClass', each)).join(', ');
  });
  protected readonly causes = computed(() =>
    (this.record()?.causes ?? []).map((each) => this.say.word('verisAction', each)).join(', '),
  );
  /** Confirmed vendors first, then those that wait. */
  protected readonly concerned = computed(() =>
    [...(this.record()?.matches ?? [])].sort((a, b) => RANK[a.state] - RANK[b.state]),
  );

  constructor() {
    effect(() => this.title.name(this.record()?.title));
  }

  protected changed(): void {
    this.page.reload();
  }
}

const RANK = { CONFIRMED: 0, PROPOSED: 1, REJECTED: 2 } as const;
