/**
 * The register of breaches. In: the view in the URL (search, filters, order, page).
 * Out: one page of records, the same records over time, the way to the matches that wait for a
 * person, and the form for a breach that somebody heard of. It filters and sorts nothing itself.
 */
import { Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  BreachesDocument,
  BreachVendorDocument,
  BreachWorkDocument,
} from '@chaperone/contract/breaches';
import { graphqlResource, Session } from '../../api/index.js';
import { PluralPipe } from '../../shell/formats.js';
import { EmptyState, Icon, ListFrame, PageHead, SearchBox } from '../../shell/ui/index.js';
import { urlState, type Order } from '../../shell/url-state.js';
import { Say } from '../../vendors/say.js';
import { BreachForm } from '../record/breach-form.js';
import { BreachTable } from './breach-table.js';
import { RegisterFilters } from './register-filters.js';
import {
  chipsOf,
  filterOf,
  NARROWING,
  REGISTER_VIEW,
  sortOf,
  withoutChip,
  type BreachSortField,
  type RegisterView,
} from './register-view.js';
import { BreachTrend } from './trend-card.js';

/** Rows of a page. */
const SIZE = 50;

@Component({
  imports: [
    BreachForm,
    BreachTable,
    BreachTrend,
    EmptyState,
    Icon,
    ListFrame,
    PageHead,
    PluralPipe,
    RegisterFilters,
    RouterLink,
    SearchBox,
    TranslocoPipe,
  ],
  templateUrl: './register-page.html',
  styleUrl: './register-page.scss',
})
export class RegisterPage {
  protected readonly state = urlState(REGISTER_VIEW);
  protected readonly size = SIZE;
  protected readonly adding = signal(false);
  protected readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly say = inject(Say);

  protected readonly view = computed<RegisterView>(() => {
    const names = Object.keys(REGISTER_VIEW) as (keyof RegisterView)[];
    return Object.fromEntries(names.map((name) => [name, this.state[name]()])) as RegisterView;
  });
  protected readonly filter = computed(() => filterOf(this.view()), {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  protected readonly read = graphqlResource(BreachesDocument, () => ({
    filter: this.filter(),
    sort: sortOf(this.view().sort),
    offset: Math.max(0, this.view().page - 1) * SIZE,
    limit: SIZE,
  }));
  protected readonly found = computed(() => this.read.value()?.breaches);
  protected readonly narrowed = computed(() => Object.keys(this.filter()).length > 0);
  private readonly work = graphqlResource(BreachWorkDocument, () => ({}));
  protected readonly toReview = computed(() => {
    const work = this.work.value();
    return work ? work.breachMatches.totalCount + work.incidentProposals.totalCount : 0;
  });
  /** The vendor in the URL stands there by its ref; the chip says its name. */
  private readonly named = graphqlResource(BreachVendorDocument, () => {
    const id = this.state.vendor();
    return id ? { id } : undefined;
  });
  protected readonly chips = computed(() => {
    const view = this.view();
    const name = this.named.value()?.vendor?.displayName ?? view.vendor;
    return chipsOf(view, name, this.say);
  });

  protected narrow(patch: Partial<RegisterView>, replace = false): void {
    void this.state.set({ ...patch, page: 1 }, { replace });
  }

  protected order(sort: Order<BreachSortField>): void {
    void this.state.set({ sort, page: 1 });
  }

  protected takeOff(key: string): void {
    this.narrow(withoutChip(this.view(), key));
  }

  protected clear(): void {
    void this.state.reset(...NARROWING, 'page');
  }

  protected added(ref: string): void {
    void this.router.navigate(['/breaches', ref]);
  }
}
