import { Injectable } from '@nestjs/common';
import { normaliseName } from '@chaperone/store';
import type { GraphQLResolveInfo } from 'graphql';
import { orderOf, type OrderKeys } from '../graphql/order.js';
import type { PageArgs } from '../graphql/page.js';
import { Planner, type Ask } from '../graphql/planner/planner.js';
import { stateSql } from './agreement-state.sql.js';
import type { AgreementFilter, AgreementsArgs, AgreementSortField } from './agreements.inputs.js';

const ORDER: OrderKeys<AgreementSortField> = {
  VENDOR: (row) => `${row}_r.normalised_name`,
  KIND: (row) => `${row}.kind`,
  STATE: (row, ask) => stateSql(row, ask.today),
  EFFECTIVE: (row) => `${row}.effective_on`,
  EXPIRES: (row) => `${row}.expires_on`,
  REF: (row) => `length(${row}.ref), ${row}.ref`,
};

/** A quarter: longer than most notice periods. */
const ENDING_DAYS = 90;

/** Pages of agreements and of the gaps between what is needed and what is in force. */
@Injectable()
export class AgreementReads {
  constructor(private readonly planner: Planner) {}

  page({ filter, sort, offset, limit }: AgreementsArgs, info: GraphQLResolveInfo) {
    return this.planner.page(info, 'Agreement', {
      joins: ['r'],
      where: (row, ask) => conditions(filter ?? {}, row, ask),
      orderBy: orderOf(ORDER, sort, ['expires_on nulls last', 'id']),
      offset,
      limit,
    });
  }

  /** Agreements in force that end within 90 days, the next first; at most 20. */
  ending(info: GraphQLResolveInfo) {
    return this.planner.list(info, 'Agreement', {
      joins: ['r'],
      where: (row, ask) => [
        `${row}_r.counted`,
        ...conditions({ endsWithinDays: ENDING_DAYS }, row, ask),
      ],
      orderBy: (row) => `${row}.expires_on, ${row}.id`,
      limit: 20,
    });
  }

  one(id: string, info: GraphQLResolveInfo) {
    return this.planner.first(info, 'Agreement', {
      where: (row, ask) => {
        const wanted = ask.param(id);
        return [`(${row}.id::text = ${wanted} or ${row}.ref = ${wanted})`];
      },
    });
  }

  gaps({ offset, limit }: PageArgs, info: GraphQLResolveInfo) {
    const orderBy = (row: string): string =>
      `${row}.normalised_name, ${row}.service_id, ${row}.cover`;
    return this.planner.page(info, 'CoverGap', { orderBy, offset, limit });
  }
}

function conditions(filter: AgreementFilter, row: string, ask: Ask): string[] {
  const found: string[] = [];
  if (filter.search) {
    const name = ask.param(`%${normaliseName(filter.search)}%`);
    found.push(`(${row}_r.search_text like ${name} or ${row}.ref = ${ask.param(filter.search)})`);
  }
  if (filter.vendor) {
    const vendor = ask.param(filter.vendor);
    found.push(`(${row}.vendor_id::text = ${vendor} or ${row}_r.ref = ${vendor})`);
  }
  if (filter.kind) found.push(`${row}.kind = any(${ask.param(filter.kind)}::text[])`);
  if (filter.state)
    found.push(`${stateSql(row, ask.today)} = any(${ask.param(filter.state)}::text[])`);
  if (filter.direction) found.push(`${row}.direction = ${ask.param(filter.direction)}::text`);
  if (typeof filter.endsWithinDays === 'number')
    found.push(
      `${stateSql(row, ask.today)} = 'ACTIVE'`,
      `${row}.expires_on <= ${ask.today} + ${ask.param(filter.endsWithinDays)}::int`,
    );
  return found;
}
