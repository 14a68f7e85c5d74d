import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { BreachMatchesDocument } from '@chaperone/contract/breaches';
import { BREACH_SOURCES, MATCH_STATES } from '@chaperone/risk-model';
import { graphqlResource, Session } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import {
  EmptyState,
  FailureNotice,
  Filter,
  FilterChips,
  Pager,
  SearchBox,
  Waiting,
} from '../../shell/ui/index.js';
import type { UrlState } from '../../shell/url-state.js';
import { Say } from '../../vendors/say.js';
import { BreachFacts } from './breach-facts.js';
import { BulkBar } from './bulk-bar.js';
import type { Confirmation } from './decision.js';
import { MatchCard } from './match-card.js';
import { MatchDesk } from './match-desk.js';
import {
  FIRST,
  filterOf,
  MATCH_SORTS,
  QUEUE_VIEW,
  sortOf,
  type MatchSortField,
  type QueueView,
} from './queue-view.js';

/** Cards of a page: each is read, not skimmed. */
const SIZE = 20;

/** The matches one by one, and several at once where they are alike. */
@Component({
  selector: 'ch-match-queue',
  imports: [
    BreachFacts,
    BulkBar,
    EmptyState,
    FailureNotice,
    Filter,
    FilterChips,
    MatchCard,
    Pager,
    RouterLink,
    SearchBox,
    TranslocoPipe,
    Waiting,
    WordPipe,
  ],
  templateUrl: './match-queue.html',
  styleUrl: './match-queue.scss',
})
export class MatchQueue {
  readonly state = input.required<UrlState<typeof QUEUE_VIEW>>();
  readonly view = input.required<QueueView>();

  protected readonly size = SIZE;
  protected readonly states = MATCH_STATES;
  protected readonly sorts = MATCH_SORTS;
  protected readonly sources = BREACH_SOURCES;
  protected readonly desk = inject(MatchDesk);
  private readonly say = inject(Say);
  private readonly session = inject(Session);

  private readonly question = computed(
    () => ({
      filter: filterOf(this.view()),
      sort: sortOf(this.view().sort),
      offset: Math.max(0, this.view().page - 1) * SIZE,
      limit: SIZE,
    }),
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly matches = graphqlResource(BreachMatchesDocument, () => {
    this.desk.undone();
    return { ...this.question() };
  });
  protected readonly found = computed(() => this.matches.value()?.breachMatches);
  protected readonly open = computed(() =>
    (this.found()?.items ?? []).filter(
      ({ id, state }) => state === 'PROPOSED' && !this.desk.outcomes().has(id),
    ),
  );
  protected readonly selectable = computed(
    () => this.session.can('breaches:write') && this.view().state === 'PROPOSED',
  );
  private readonly ticked = signal<ReadonlySet<string>>(new Set());
  protected readonly selected = computed(() =>
    this.open().filter(({ id }) => this.ticked().has(id)),
  );
  protected readonly narrowed = computed(
    () => !!this.view().q || this.view().source.length > 0 || !!this.view().vendor,
  );
  protected readonly chips = computed(() => {
    const { source, vendor } = this.view();
    const chips = source.map((each) => ({
      key: each as string,
      label: this.say.word('breachSource', each),
    }));
    return vendor ? [...chips, { key: 'vendor', label: vendor }] : chips;
  });

  constructor() {
    // Another question, other cards: what was decided before is done with.
    effect(() => {
      this.question();
      untracked(() => this.start());
    });
  }

  protected narrow(patch: Partial<QueueView>, replace = false): void {
    void this.state().set({ ...patch, page: 1 }, { replace });
  }

  protected sortBy(field: string): void {
    const sort = field as MatchSortField;
    this.narrow({ sort: { field: sort, direction: FIRST[sort] } });
  }

  protected takeOff(key: string): void {
    if (key === 'vendor') this.narrow({ vendor: '' });
    else this.narrow({ source: this.view().source.filter((each) => each !== key) });
  }

  protected clear(): void {
    void this.state().reset('q', 'source', 'vendor', 'page');
  }

  protected isTicked = (id: string): boolean => this.ticked().has(id);

  protected tick(id: string): void {
    const ticked = new Set(this.ticked());
    if (!ticked.delete(id)) ticked.add(id);
    this.ticked.set(ticked);
  }

  protected tickAll(): void {
    const all = this.open();
    const every = this.selected().length === all.length;
    this.ticked.set(new Set(every ? [] : all.map(({ id }) => id)));
  }

  protected async decide(state: 'CONFIRMED' | 'REJECTED', said?: Confirmation): Promise<void> {
    if (await this.desk.decideMany(this.selected(), state, said)) this.ticked.set(new Set());
  }

  /** Everything on this page is decided: the next ones take its place. */
  protected next(): void {
    this.start();
    if (this.view().page === 1) this.matches.reload();
    else void this.state().set({ page: 1 });
  }

  private start(): void {
    this.desk.clear();
    this.ticked.set(new Set());
  }
}
