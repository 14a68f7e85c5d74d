/**
 * The register of vendors. In: the view in the URL (search, filters, order, page, columns).
 * Out: one page of rows from the server, links to the vendors, the same view as CSV, and the form
 * for a new vendor. It filters and sorts nothing itself.
 */
import { Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { OwnersDocument, VendorListDocument } from '@chaperone/contract/vendors';
import { graphqlResource, Session } from '../../api/index.js';
import { ListFileLink } from '../../files/list-file-link.js';
import { EmptyState, Icon, ListFrame, PageHead, SearchBox } from '../../shell/ui/index.js';
import { urlState, type Order } from '../../shell/url-state.js';
import {
  VENDOR_COLUMNS,
  VENDOR_LIST_VIEW,
  type VendorColumn,
  type VendorSortField,
} from '../vendor-list-view.js';
import { VendorForm } from '../forms/vendor-form.js';
import { chipsOf, withoutChip } from './list-chips.js';
import { filterOf, isNarrowed, sortOf, type ListView } from './list-question.js';
import { ListFilters } from './list-filters.js';
import { VendorTable } from './vendor-table.js';
import { Say } from '../say.js';

/** Rows of a page. */
const SIZE = 50;

@Component({
  imports: [
    ListFileLink,
    EmptyState,
    Icon,
    ListFilters,
    ListFrame,
    PageHead,
    RouterLink,
    SearchBox,
    TranslocoPipe,
    VendorForm,
    VendorTable,
  ],
  templateUrl: './vendor-list-page.html',
  styles: ':host { display: block; }',
})
export class VendorListPage {
  protected readonly state = urlState(VENDOR_LIST_VIEW);
  protected readonly size = SIZE;
  protected readonly adding = signal(false);
  protected readonly mayAdd = (): boolean =>
    this.session.can('vendors:write') || this.session.can('vendors:request');
  protected readonly mayImport = (): boolean => this.session.can('imports:write');
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly say = inject(Say);

  protected readonly view = computed<ListView>(() => {
    const names = Object.keys(VENDOR_LIST_VIEW) as (keyof ListView)[];
    return Object.fromEntries(names.map((name) => [name, this.state[name]()])) as ListView;
  });
  protected readonly read = graphqlResource(VendorListDocument, () => ({
    filter: filterOf(this.view()),
    sort: sortOf(this.view().sort),
    offset: Math.max(0, this.view().page - 1) * SIZE,
    limit: SIZE,
  }));
  protected readonly found = computed(() => this.read.value()?.vendors);
  protected readonly narrowed = computed(() => isNarrowed(this.view()));
  private readonly people = graphqlResource(OwnersDocument, () => ({}));
  protected readonly owners = computed(() => this.people.value()?.people.items ?? []);
  protected readonly chips = computed(() => chipsOf(this.view(), this.say, this.owners()));
  protected readonly columns = computed<readonly VendorColumn[]>(() =>
    VENDOR_COLUMNS.filter((column) => !this.view().without.includes(column)),
  );
  /** The server writes the file from the same question as this page's, without the paging. */
  protected readonly exportLink = computed(() => {
    const view = this.view();
    const query = new URLSearchParams({
      filter: JSON.stringify(filterOf(view)),
      sort: JSON.stringify(sortOf(view.sort)),
    });
    return `/exports/vendors.csv?${query.toString()}`;
  });

  protected search(q: string): void {
    void this.state.set({ q, page: 1 }, { replace: true });
  }

  protected narrow(patch: Partial<ListView>): void {
    void this.state.set({ ...patch, page: 1 });
  }

  protected order(sort: Order<VendorSortField>): void {
    void this.state.set({ sort, page: 1 });
  }

  protected takeOff(key: string): void {
    this.narrow(withoutChip(this.view(), key));
  }

  protected clear(): void {
    void this.state.reset(
      ...(Object.keys(VENDOR_LIST_VIEW) as (keyof ListView)[]).filter(
        (name) => name !== 'sort' && name !== 'without',
      ),
    );
  }

  protected added(ref: string): void {
    void this.router.navigate(['/vendors', ref]);
  }
}
