import { Injectable } from '@nestjs/common';
import { normaliseName, type IncidentProposalState } from '@chaperone/store';
import type { GraphQLResolveInfo } from 'graphql';
import { orderOf, type OrderKeys } from '../graphql/order.js';
import { Planner, type Ask } from '../graphql/planner/planner.js';
import type { PageArgs } from '../graphql/page.js';
import { Work } from '../graphql/work.js';
import type {
  BreachesArgs,
  BreachFilter,
  BreachMatchesArgs,
  BreachMatchFilter,
  BreachMatchSortField,
  BreachSortField,
} from './breaches.inputs.js';

const BREACH_ORDER: OrderKeys<BreachSortField> = {
  HAPPENED: (row) => `${row}.happened_on`,
  PEOPLE: (row) => `${row}.people`,
  TITLE: (row) => `${row}.normalised_name`,
  SOURCE: (row) => `${row}.source`,
  REF: (row) => `length(${row}.ref), ${row}.ref`,
};

const MATCH_ORDER: OrderKeys<BreachMatchSortField> = {
  SCORE: (row) => `${row}.score`,
  HAPPENED: (row) => `${row}_b.happened_on`,
  VENDOR: (row) => `${row}_r.normalised_name`,
  PEOPLE: (row) => `${row}_b.people`,
};

/** Records of one source in one month. */
export interface MonthCount {
  readonly month: string;
  readonly source: string;
  readonly count: number;
  readonly people: number;
}

/** Pages of the breach register, the matches and the proposals. */
@Injectable()
export class BreachReads {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
  ) {}

  breaches({ filter, sort, offset, limit }: BreachesArgs, info: GraphQLResolveInfo) {
    return this.planner.page(info, 'Breach', {
      where: (row, ask) => breachConditions(filter ?? {}, row, ask),
      orderBy: orderOf(BREACH_ORDER, sort, ['happened_on desc nulls last', 'id']),
      offset,
      limit,
    });
  }

  breach(id: string, info: GraphQLResolveInfo) {
    return this.planner.first(info, 'Breach', {
      where: (row, ask) => {
        const wanted = ask.param(id);
        return [`(${row}.id::text = ${wanted} or ${row}.ref = ${wanted})`];
      },
    });
  }

  matches({ filter, sort, offset, limit }: BreachMatchesArgs, info: GraphQLResolveInfo) {
    return this.planner.page(info, 'BreachMatch', {
      joins: ['b', 'r'],
      where: (row, ask) => matchConditions(filter ?? {}, row, ask),
      orderBy: orderOf(MATCH_ORDER, sort, ['score desc', 'id']),
      offset,
      limit,
    });
  }

  proposals(
    wanted: { vendor?: string | null; state?: readonly IncidentProposalState[] | null },
    { offset, limit }: PageArgs,
    info: GraphQLResolveInfo,
  ) {
    return this.planner.page(info, 'IncidentProposal', {
      where: (row, ask) => [
        ...(wanted.vendor ? [ofVendor(row, ask.param(wanted.vendor))] : []),
        ...(wanted.state ? [`${row}.state = any(${ask.param(wanted.state)}::text[])`] : []),
      ],
      orderBy: (row) => `${row}.created_at desc, ${row}.id`,
      offset,
      limit,
    });
  }

  /** Records a month and source, oldest first; months without records are left out. */
  trend(filter: BreachFilter): Promise<MonthCount[]> {
    const values: unknown[] = [];
    const ask: Ask = {
      param: (value) => `$${values.push(value)}`,
      today: 'current_date',
    };
    const where = ['b.happened_on is not null', ...breachConditions(filter, 'b', ask)];
    return this.work.read<MonthCount>({
      name: '',
      text: `select date_trunc('month', b.happened_on)::date as month, b.source, count(*)::int as count,
          coalesce(sum(b.people), 0)::float8 as people
        from breaches b where ${where.join(' and ')} group by 1, 2 order by 1, 2`,
      values,
    });
  }
}

const ofVendor = (row: string, id: string): string =>
  `${row}.vendor_id = (select v.id from vendors v where v.id::text = ${id} or v.ref = ${id})`;

const contains = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function breachConditions(filter: BreachFilter, row: string, ask: Ask): string[] {
  const of = <T>(value: T | null | undefined, write: (placeholder: string) => string): string[] =>
    value === null || value === undefined ? [] : [write(ask.param(value))];
  return [
    ...of(
      filter.search && contains(normaliseName(filter.search)),
      (p) => `${row}.search_text like ${p}`,
    ),
    ...of(filter.source, (p) => `${row}.source = any(${p}::text[])`),
    ...of(filter.cause, (p) => `${row}.causes && ${p}::text[]`),
    ...of(filter.from, (p) => `${row}.happened_on >= ${p}::date`),
    ...of(filter.to, (p) => `${row}.happened_on <= ${p}::date`),
    ...of(filter.peopleAtLeast, (p) => `${row}.people >= ${p}::bigint`),
    ...of(filter.companyBreach, (p) => `${row}.company_breach = ${p}::boolean`),
    ...of(filter.vendor, (p) => hasMatch(row, `${ofVendor('m', p)} and m.state <> 'REJECTED'`)),
    ...of(filter.matched, (p) => hasMatch(row, `m.state = ${p}::text`)),
  ];
}

const hasMatch = (row: string, condition: string): string =>
  `exists (select 1 from breach_matches m where m.breach_id = ${row}.id and ${condition})`;

function matchConditions(filter: BreachMatchFilter, row: string, ask: Ask): string[] {
  const found: string[] = [];
  if (filter.state) found.push(`${row}.state = any(${ask.param(filter.state)}::text[])`);
  if (filter.vendor) found.push(ofVendor(row, ask.param(filter.vendor)));
  if (filter.breach) {
    const id = ask.param(filter.breach);
    found.push(`(${row}_b.id::text = ${id} or ${row}_b.ref = ${id})`);
  }
  if (filter.source) found.push(`${row}_b.source = any(${ask.param(filter.source)}::text[])`);
  if (typeof filter.scoreAtLeast === 'number')
    found.push(`${row}.score >= ${ask.param(filter.scoreAtLeast)}::real`);
  if (filter.search) {
    const name = ask.param(contains(normaliseName(filter.search)));
    found.push(`(${row}_r.search_text like ${name} or ${row}_b.normalised_name like ${name})`);
  }
  return found;
}
