/** Which services a list asks for. */
import { SERVICE_STATUSES } from '@chaperone/risk-model';
import type { Ask, Question } from '../graphql/planner/planner.js';
import { searchName } from '../scoring/row-conditions.js';
import type { ServiceFilter, ServicesArgs, ServiceSortField } from './services.inputs.js';

const SORTS: Readonly<Record<ServiceSortField, (row: string) => string>> = {
  NAME: (row) => `lower(${row}.name)`,
  VENDOR: (row) => `${row}_v.normalised_name`,
  STATUS: (row) =>
    `array_position(array[${SERVICE_STATUSES.map((word) => `'${word}'`).join(', ')}], ${row}.status)`,
};

function conditions(
  { search, vendor, status, dataClass }: ServiceFilter,
  row: string,
  ask: Ask,
): string[] {
  const text = search ? searchName(search) : '';
  const like = (column: string): string =>
    `${column} like ${ask.param(`%${text.replace(/[\\%_]/g, '\\$&')}%`)}`;
  return [
    ...(text
      ? [
          `(${like(`lower(${row}.name || ' ' || ${row}.purpose)`)} or ${like(`${row}_v.search_text`)})`,
        ]
      : []),
    ...(vendor ? [`${row}.vendor_id::text = ${ask.param(vendor.toLowerCase())}`] : []),
    ...(status ? [`${row}.status = any(${ask.param(status)}::text[])`] : []),
    ...(dataClass ? [`${row}.data_classes && ${ask.param(dataClass)}::text[]`] : []),
  ];
}

/** The question behind a list of services. */
export function servicesQuestion({ filter, sort, offset, limit }: ServicesArgs): Question {
  return {
    joins: ['v'],
    where: (row, ask) => conditions(filter ?? {}, row, ask),
    orderBy: (row) =>
      [
        ...(sort ?? []).map(
          ({ field, direction }) => `${SORTS[field](row)} ${direction === 'DESC' ? 'desc' : 'asc'}`,
        ),
        `${row}_v.normalised_name, lower(${row}.name), ${row}.id`,
      ].join(', '),
    offset,
    limit,
  };
}
