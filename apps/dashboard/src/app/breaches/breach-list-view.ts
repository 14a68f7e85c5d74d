import {
  BREACH_SOURCES,
  MATCH_STATES,
  VERIS_ACTIONS,
  type BreachSource,
  type MatchState,
  type VerisAction,
} from '@chaperone/risk-model';
import type { BreachesQueryVariables } from '@chaperone/contract/breaches';
import { choices, order, text, whole, type Order } from '../shell/url-state.js';

export const BREACH_SORTS = ['HAPPENED', 'PEOPLE', 'TITLE', 'SOURCE'] as const;
export type BreachSortField = (typeof BREACH_SORTS)[number];

/** The register's state in the URL; days stand as YYYY-MM-DD, `people` is the least number. */
export const BREACH_LIST_VIEW = {
  q: text(),
  source: choices(BREACH_SOURCES),
  cause: choices(VERIS_ACTIONS),
  matched: choices(MATCH_STATES),
  from: text(),
  to: text(),
  people: whole(0),
  sort: order(BREACH_SORTS, { field: 'HAPPENED', direction: 'DESC' }),
  page: whole(1),
};

/** What the URL asks for. */
export interface BreachView {
  readonly q: string;
  readonly source: readonly BreachSource[];
  readonly cause: readonly VerisAction[];
  readonly matched: readonly MatchState[];
  readonly from: string;
  readonly to: string;
  readonly people: number;
  readonly sort: Order<BreachSortField>;
  readonly page: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The conditions of a view; what is not asked, or is no day, is left out. */
export function breachFilter(view: BreachView): NonNullable<BreachesQueryVariables['filter']> {
  const [matched] = view.matched;
  return {
    ...(view.q && { search: view.q }),
    ...(view.source.length && { source: [...view.source] }),
    ...(view.cause.length && { cause: [...view.cause] }),
    ...(matched && view.matched.length === 1 && { matched }),
    ...(DAY.test(view.from) && { from: view.from }),
    ...(DAY.test(view.to) && { to: view.to }),
    ...(view.people && { peopleAtLeast: view.people }),
  };
}

/** The server's question behind a view. */
export const breachQuestion = (view: BreachView, size: number): BreachesQueryVariables => ({
  filter: breachFilter(view),
  sort: [view.sort],
  offset: Math.max(0, view.page - 1) * size,
  limit: size,
});
