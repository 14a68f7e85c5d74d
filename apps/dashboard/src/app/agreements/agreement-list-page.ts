/**
 * Agreements under which data leaves, and needed cover that is missing.
 * In: the view in the URL. Out: one page of rows from the server, links to vendors and agreements.
 */
import { Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { AGREEMENT_DIRECTIONS, AGREEMENT_KINDS, AGREEMENT_STATES } from '@chaperone/risk-model';
import { AgreementsDocument } from '@chaperone/contract/agreements';
import { graphqlResource, Session } from '../api/index.js';
import { DayPipe, WordPipe } from '../shell/formats.js';
import {
  EmptyState,
  Filter,
  Icon,
  ListFrame,
  PageHead,
  SearchBox,
  SortHeader,
  type Chip,
} from '../shell/ui/index.js';
import { urlState } from '../shell/url-state.js';
import { withoutWord, wordChips } from '../shell/word-filters.js';
import { AgreementForm, type RecordedAgreement } from '../vendors/forms/agreement-form.js';
import { Say } from '../vendors/say.js';
import {
  AGREEMENT_LIST_VIEW,
  agreementQuestion,
  type AgreementView,
} from './agreement-list-view.js';
import { CoverGapList } from './cover-gap-list.js';

/** Rows of a page. */
const SIZE = 50;
/** Filters over a list of the vocabulary, and the list's name under `words`. */
const LISTS = [
  { name: 'kind', words: 'agreementKind', values: AGREEMENT_KINDS },
  { name: 'state', words: 'agreementState', values: AGREEMENT_STATES },
  { name: 'direction', words: 'agreementDirection', values: AGREEMENT_DIRECTIONS },
] as const;

@Component({
  imports: [
    AgreementForm,
    CoverGapList,
    DayPipe,
    EmptyState,
    Filter,
    Icon,
    ListFrame,
    PageHead,
    RouterLink,
    SearchBox,
    SortHeader,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './agreement-list-page.html',
  styleUrl: './agreement-list-page.scss',
})
export class AgreementListPage {
  protected readonly state = urlState(AGREEMENT_LIST_VIEW);
  protected readonly size = SIZE;
  protected readonly lists = LISTS;
  protected readonly spans = [30, 90, 180, 365] as const;
  protected readonly session = inject(Session);
  protected readonly recording = signal(false);
  private readonly say = inject(Say);
  private readonly router = inject(Router);

  protected readonly view = computed<AgreementView>(() => ({
    q: this.state.q(),
    kind: this.state.kind(),
    state: this.state.state(),
    direction: this.state.direction(),
    ends: this.state.ends(),
    sort: this.state.sort(),
    page: this.state.page(),
  }));
  protected readonly read = graphqlResource(AgreementsDocument, () =>
    agreementQuestion(this.view(), SIZE),
  );
  protected readonly found = computed(() => this.read.value()?.agreements);
  protected readonly agreements = computed(() => this.found()?.items ?? []);
  protected readonly chips = computed<Chip[]>(() => {
    const view = this.view();
    const chips = wordChips(LISTS, view, (list, value) => this.say.word(list, value));
    if (!view.ends) return chips;
    return [
      ...chips,
      { key: 'ends', label: this.say.text('agreements.ends', { days: view.ends }) },
    ];
  });

  /** The new agreement is shown with what it did. */
  protected open(recorded: RecordedAgreement): void {
    void this.router.navigate(['/agreements', recorded.ref]);
  }

  protected narrow(name: string, values: readonly string[]): void {
    void this.state.set({ [name]: values, page: 1 });
  }

  protected search(q: string): void {
    void this.state.set({ q, page: 1 }, { replace: true });
  }

  protected endsWithin(days: string): void {
    void this.state.set({ ends: Number(days), page: 1 });
  }

  protected takeOff(key: string): void {
    if (key === 'ends') this.endsWithin('0');
    else this.narrow(...withoutWord(this.view(), key));
  }

  protected clear(): void {
    void this.state.reset('q', 'kind', 'state', 'direction', 'ends', 'page');
  }
}
