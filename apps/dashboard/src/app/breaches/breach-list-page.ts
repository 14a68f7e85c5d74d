/**
 * The breach register. In: the view in the URL. Out: one page of records from the server, the same
 * records over time, and the way to the matches that wait for a person.
 */
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { BREACH_SOURCES, MATCH_STATES, VERIS_ACTIONS } from '@chaperone/risk-model';
import { BreachesDocument, BreachWorkDocument } from '@chaperone/contract/breaches';
import { graphqlResource } from '../api/index.js';
import { PluralPipe } from '../shell/formats.js';
import {
  EmptyState,
  Filter,
  FilterChips,
  Icon,
  PageHead,
  Pager,
  Skeleton,
  Waiting,
  type Chip,
} from '../shell/ui/index.js';
import { urlState } from '../shell/url-state.js';
import { Say } from '../vendors/say.js';
import {
  BREACH_LIST_VIEW,
  breachFilter,
  breachQuestion,
  type BreachView,
} from './breach-list-view.js';
import { BreachTable } from './breach-table.js';
import { BreachTrendCard } from './breach-trend-card.js';

/** Rows of a page. */
const SIZE = 50;
/** Filters over a list of the vocabulary, and the list's name under `words`. */
const LISTS = [
  { name: 'source', words: 'breachSource', values: BREACH_SOURCES },
  { name: 'cause', words: 'verisAction', values: VERIS_ACTIONS },
  { name: 'matched', words: 'matchState', values: MATCH_STATES },
] as const;

@Component({
  imports: [
    BreachTable,
    BreachTrendCard,
    EmptyState,
    Filter,
    FilterChips,
    Icon,
    PageHead,
    Pager,
    PluralPipe,
    RouterLink,
    Skeleton,
    TranslocoPipe,
    Waiting,
  ],
  templateUrl: './breach-list-page.html',
  styleUrl: './breach-list-page.scss',
})
export class BreachListPage {
  protected readonly state = urlState(BREACH_LIST_VIEW);
  protected readonly size = SIZE;
  protected readonly lists = LISTS;
  private readonly say = inject(Say);

  protected readonly view = computed<BreachView>(() => ({
    q: this.state.q(),
    source: this.state.source(),
    cause: this.state.cause(),
    matched: this.state.matched(),
    from: this.state.from(),
    to: this.state.to(),
    people: this.state.people(),
    sort: this.state.sort(),
    page: this.state.page(),
  }));
  protected readonly filter = computed(() => breachFilter(this.view()));
  protected readonly read = graphqlResource(BreachesDocument, () =>
    breachQuestion(this.view(), SIZE),
  );
  protected readonly found = computed(() => this.read.value()?.breaches);
  private readonly work = graphqlResource(BreachWorkDocument, () => ({}));
  protected readonly waiting = computed(() => this.work.value()?.breachMatches.totalCount ?? 0);
  protected readonly chips = computed<Chip[]>(() => {
    const view = this.view();
    const chips = LISTS.flatMap(({ name, words }) =>
      view[name].map((value) => ({ key: `${name}:${value}`, label: this.say.word(words, value) })),
    );
    for (const name of ['from', 'to'] as const)
      if (view[name])
        chips.push({
          key: name,
          label: this.say.text(`breaches.${name}Chip`, { day: view[name] }),
        });
    if (view.people)
      chips.push({
        key: 'people',
        label: this.say.text('breaches.peopleChip', { people: this.say.whole(view.people) }),
      });
    return chips;
  });

  protected narrow(patch: Record<string, unknown>): void {
    void this.state.set({ ...patch, page: 1 });
  }

  protected choose(name: string, values: readonly string[]): void {
    this.narrow({ [name]: values });
  }

  protected atLeast(people: string): void {
    this.narrow({ people: /^\d{1,9}$/.test(people) ? Number(people) : 0 });
  }

  protected takeOff(key: string): void {
    const [name = '', value] = key.split(':');
    if (value === undefined) return this.narrow({ [name]: name === 'people' ? 0 : '' });
    const values = this.view()[name as 'source'] as readonly string[];
    this.narrow({ [name]: values.filter((each) => each !== value) });
  }

  protected clear(): void {
    void this.state.reset('q', 'source', 'cause', 'matched', 'from', 'to', 'people', 'page');
  }
}
