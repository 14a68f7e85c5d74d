/** Which agreements a list asks for. A state is that of the organisation's day. */
import { AGREEMENT_STATES } from '@chaperone/risk-model';
import type { Ask, Question } from '../graphql/planner/planner.js';
import { searchName } from '../scoring/row-conditions.js';
import type { AgreementFilter, AgreementsArgs, AgreementSortField } from './agreements.inputs.js';

/**
 * The state of an agreement on the day, for filters and order only; what is shown is worked out by
 * risk-model's agreementState, and a spec holds the two together.
 */
export const stateSql = (row: string, ask: Ask): string => `case
  when ${row}.status <> 'SIGNED' then ${row}.status
  when ${row}.expires_on < ${ask.today} then 'EXPIRED'
  when ${row}.effective_on > ${ask.today} then 'NOT_YET_EFFECTIVE' else 'ACTIVE' end`;

const SORTS: Readonly<Record<AgreementSortField, (row: string, ask: Ask) => string>> = {
  VENDOR: (row) => `${row}_v.normalised_name`,
  KIND: (row) => `${row}.kind`,
  STATE: (row, ask) =>
    `array_position(array[${AGREEMENT_STATES.map((word) => `'${word}'`).join(', ')}], ${stateSql(row, ask)})`,
  EFFECTIVE: (row) => `${row}.effective_on`,
  EXPIRES: (row) => `${row}.expires_on`,
  REF: (row) => `substring(${row}.ref from 5)::int`,
};

function searchCondition(search: string, row: string, ask: Ask): string[] {
  const text = searchName(search);
  if (!text) return [];
  const like = ask.param(`%${text.replace(/[\\%_]/g, '\\$&')}%`);
  return [
    `(${row}_v.search_text like ${like} or lower(${row}.note || ' ' || ${row}.ref) like ${like})`,
  ];
}

function endingCondition(days: number, row: string, ask: Ask): string {
  return `(${row}.status = 'SIGNED' and ${row}.expires_on between ${ask.today} and ${ask.today} + ${ask.param(days)}::int)`;
}

function conditions(filter: AgreementFilter, row: string, ask: Ask): string[] {
  const { search, vendor, kind, state, endsWithinDays, direction } = filter;
  return [
    ...(search ? searchCondition(search, row, ask) : []),
    ...(vendor ? [`${row}.vendor_id::text = ${ask.param(vendor.toLowerCase())}`] : []),
    ...(kind ? [`${row}.kind = any(${ask.param(kind)}::text[])`] : []),
    ...(state ? [`${stateSql(row, ask)} = any(${ask.param(state)}::text[])`] : []),
    ...(endsWithinDays === null || endsWithinDays === undefined
      ? []
      : [endingCondition(endsWithinDays, row, ask)]),
    ...(direction ? [`${row}.direction = ${ask.param(direction)}`] : []),
  ];
}

/** The question behind a list of agreements. */
export function agreementsQuestion({ filter, sort, offset, limit }: AgreementsArgs): Question {
  return {
    joins: ['v'],
    where: (row, ask) => conditions(filter ?? {}, row, ask),
    orderBy: (row, ask) =>
      [
        ...(sort ?? []).map(
          ({ field, direction }) =>
            `${SORTS[field](row, ask)} ${direction === 'DESC' ? 'desc' : 'asc'} nulls last`,
        ),
        ...(sort?.length ? [] : [`${row}.expires_on asc nulls last`]),
        `${row}_v.normalised_name, ${row}.id`,
      ].join(', '),
    offset,
    limit,
  };
}

/** One agreement, by key or by reference; null where the text is neither. */
export function agreementQuestion(id: string): Question | null {
  if (/^AGR-\d{1,12}$/i.test(id))
    return { where: (row, ask) => [`${row}.ref = ${ask.param(id.toUpperCase())}`] };
  if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) return null;
  return { where: (row, ask) => [`${row}.id = ${ask.param(id)}`] };
}
