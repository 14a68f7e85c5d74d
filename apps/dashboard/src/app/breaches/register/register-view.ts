import type { BreachFilter, BreachSort } from '@chaperone/contract/breaches';
import { BREACH_SOURCES, MATCH_STATES, VERIS_ACTIONS } from '@chaperone/risk-model';
import type { Chip } from '../../shell/ui/index.js';
import {
  choices,
  maybe,
  order,
  text,
  whole,
  type Order,
  type Param,
} from '../../shell/url-state.js';
import type { Say } from '../../vendors/say.js';

/** What the register can be sorted by. */
export const BREACH_SORTS = ['HAPPENED', 'PEOPLE', 'TITLE', 'SOURCE', 'REF'] as const;
export type BreachSortField = (typeof BREACH_SORTS)[number];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const calendarDay = (): Param<string> => ({
  read: (raw) => (raw !== null && DAY.test(raw) ? raw : ''),
  write: (value) => (DAY.test(value) ? value : null),
});

/** The register's view in the URL; names are those of the graph's BreachFilter where it has one. */
export const REGISTER_VIEW = {
  q: text(),
  source: choices(BREACH_SOURCES),
  cause: choices(VERIS_ACTIONS),
  matched: choices(MATCH_STATES),
  companyBreach: maybe(),
  from: calendarDay(),
  to: calendarDay(),
  people: whole(0),
  vendor: text(),
  sort: order(BREACH_SORTS, { field: 'HAPPENED', direction: 'DESC' } as Order<BreachSortField>),
  page: whole(1),
};

/** The values of the register's view. */
export type RegisterView = {
  [K in keyof typeof REGISTER_VIEW]: ReturnType<(typeof REGISTER_VIEW)[K]['read']>;
};

/** Everything in the view that narrows the register. */
export const NARROWING = [
  'q',
  'source',
  'cause',
  'matched',
  'companyBreach',
  'from',
  'to',
  'people',
  'vendor',
] as const;

/** What the view asks of the graph; only what is set is sent. */
export function filterOf(view: RegisterView): BreachFilter {
  const filter: BreachFilter = {};
  if (view.q.trim()) filter.search = view.q.trim();
  if (view.source.length) filter.source = [...view.source];
  if (view.cause.length) filter.cause = [...view.cause];
  if (view.matched[0]) filter.matched = view.matched[0];
  if (view.companyBreach !== undefined) filter.companyBreach = view.companyBreach;
  if (view.from) filter.from = view.from;
  if (view.to) filter.to = view.to;
  if (view.people) filter.peopleAtLeast = view.people;
  if (view.vendor) filter.vendor = view.vendor;
  return filter;
}

/** The order, with the ref as the second key so that pages do not overlap. */
export function sortOf({ field, direction }: Order<BreachSortField>): BreachSort[] {
  const first: BreachSort = { field, direction };
  return field === 'REF' ? [first] : [first, { field: 'REF', direction: 'ASC' }];
}

/** A chip for every single value that narrows the register. */
export function chipsOf(view: RegisterView, vendorName: string, say: Say): Chip[] {
  const label = (name: string): string => say.text(`breaches.filter.${name}`);
  const chips: Chip[] = [];
  const add = (key: string, name: string, value: string): void => {
    chips.push({ key, label: `${label(name)}: ${value}` });
  };
  for (const [name, list] of LISTS)
    for (const value of view[name]) add(`${name}:${value}`, name, say.word(list, value));
  if (view.companyBreach !== undefined)
    chips.push({
      key: 'companyBreach',
      label: say.text(`breaches.company.${view.companyBreach ? 'yes' : 'no'}`),
    });
  if (view.from) add('from', 'from', say.day(view.from));
  if (view.to) add('to', 'to', say.day(view.to));
  if (view.people) add('people', 'people', say.whole(view.people));
  if (view.vendor) add('vendor', 'vendor', vendorName);
  return chips;
}

const LISTS = [
  ['source', 'breachSource'],
  ['cause', 'verisAction'],
  ['matched', 'matchState'],
] as const;

/** The change to the view that takes a chip off. */
export function withoutChip(view: RegisterView, key: string): Partial<RegisterView> {
  const [name, value] = key.split(':');
  switch (name) {
    case 'source':
    case 'cause':
    case 'matched':
      return { [name]: (view[name] as readonly string[]).filter((each) => each !== value) };
    case 'companyBreach':
      return { companyBreach: undefined };
    case 'people':
      return { people: 0 };
    default:
      return { [name as 'from']: '' };
  }
}
