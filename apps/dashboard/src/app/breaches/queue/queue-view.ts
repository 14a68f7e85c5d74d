import type { BreachMatchFilter, BreachMatchSort } from '@chaperone/contract/breaches';
import { BREACH_SOURCES, MATCH_STATES } from '@chaperone/risk-model';
import { choice, choices, order, text, whole, type Order } from '../../shell/url-state.js';

export const QUEUE_TABS = ['matches', 'incidents'] as const;
export const PROPOSAL_STATES = ['PROPOSED', 'JOINED', 'KEPT_APART'] as const;
export const MATCH_SORTS = ['SCORE', 'PEOPLE', 'HAPPENED', 'VENDOR'] as const;
export type MatchSortField = (typeof MATCH_SORTS)[number];

/** Surest first: those decide quickest. */
const SUREST: Order<MatchSortField> = { field: 'SCORE', direction: 'DESC' };

/** The queue's view in the URL. */
export const QUEUE_VIEW = {
  tab: choice(QUEUE_TABS, 'matches'),
  q: text(),
  source: choices(BREACH_SOURCES),
  state: choice(MATCH_STATES, 'PROPOSED'),
  proposals: choice(PROPOSAL_STATES, 'PROPOSED'),
  vendor: text(),
  sort: order(MATCH_SORTS, SUREST),
  page: whole(1),
};

/** The values of the queue's view. */
export type QueueView = {
  [K in keyof typeof QUEUE_VIEW]: ReturnType<(typeof QUEUE_VIEW)[K]['read']>;
};

/** What the view asks of the graph. */
export function filterOf(
  view: Pick<QueueView, 'q' | 'source' | 'state' | 'vendor'>,
): BreachMatchFilter {
  const filter: BreachMatchFilter = { state: [view.state] };
  if (view.q.trim()) filter.search = view.q.trim();
  if (view.source.length) filter.source = [...view.source];
  if (view.vendor) filter.vendor = view.vendor;
  return filter;
}

/** The order; alike ones follow each other by vendor. */
export function sortOf({ field, direction }: Order<MatchSortField>): BreachMatchSort[] {
  const first: BreachMatchSort = { field, direction };
  return field === 'VENDOR' ? [first] : [first, { field: 'VENDOR', direction: 'ASC' }];
}

/** Which way each order goes first. */
export const FIRST: Record<MatchSortField, 'ASC' | 'DESC'> = {
  SCORE: 'DESC',
  PEOPLE: 'DESC',
  HAPPENED: 'DESC',
  VENDOR: 'ASC',
};
