import type { VendorFilter, VendorSort } from '@chaperone/contract/vendors';
import type { Cell, VENDOR_LIST_VIEW, VendorSortField } from '../vendor-list-view.js';
import type { Order } from '../../shell/url-state.js';

/** The values of the list's view, read from the URL. */
export type ListView = {
  [K in keyof typeof VENDOR_LIST_VIEW]: ReturnType<(typeof VENDOR_LIST_VIEW)[K]['read']>;
};

/** Filters over a list of the vocabulary, in the order in which they stand above the table. */
export const LIST_FILTERS = [
  'status',
  'category',
  'tier',
  'band',
  'dataClass',
  'compliance',
] as const;

/** Filters that are answered by yes or no. */
export const YES_NO_FILTERS = [
  'assessed',
  'scored',
  'tiered',
  'aboveAppetite',
  'withProposedMatches',
  'reviewOverdue',
  'archived',
] as const;

/** Filters whose values the graph takes under the same name; band goes with its basis. */
const LISTS = ['status', 'category', 'tier', 'dataClass', 'compliance', 'tag'] as const;

/** What the view asks of the graph; only what is set is sent. */
export function filterOf(view: ListView): VendorFilter {
  const lists = LISTS.flatMap((name) => (view[name].length ? [[name, view[name]]] : []));
  const answers = YES_NO_FILTERS.flatMap((name) =>
    view[name] === undefined ? [] : [[name, view[name]]],
  );
  return {
    ...(view.q.trim() && { search: view.q.trim() }),
    ...(Object.fromEntries([...lists, ...answers]) as VendorFilter),
    ...(view.band.length && { band: [...view.band], bandBasis: view.bandBasis }),
    ...(view.owner && { owner: view.owner }),
    ...(view.cell && { cell: cellOf(view.cell) }),
  };
}

/** EFFECTIVE is the map of residuals with the ceiling in place of those that are not assessed. */
function cellOf({ map, likelihood, impact }: Cell): NonNullable<VendorFilter['cell']> {
  const effective = map === 'EFFECTIVE';
  return { basis: effective ? 'RESIDUAL' : map, effective, likelihood, impact };
}

/** The order, with the name as the second key so that pages do not overlap. */
export function sortOf(order: Order<VendorSortField>): VendorSort[] {
  const first: VendorSort = { field: order.field, direction: order.direction };
  return order.field === 'NAME' ? [first] : [first, { field: 'NAME', direction: 'ASC' }];
}

/** Whether anything narrows the list; archived ones are left out unless asked for. */
export const isNarrowed = (view: ListView): boolean => Object.keys(filterOf(view)).length > 0;
