/** Which vendors a list asks for, in which order, as SQL over vendor_rows. */
import { BANDS, VENDOR_STATUSES } from '@chaperone/risk-model';
import type { Ask, Question } from '../graphql/planner/planner.js';
import { rowConditions, searchName } from '../scoring/row-conditions.js';
import type { VendorSort, VendorSortField, VendorsAsked } from './vendors.args.js';

const position = (words: readonly string[], value: string): string =>
  `array_position(array[${words.map((word) => `'${word}'`).join(', ')}], ${value})`;

const SORTS: Readonly<Record<VendorSortField, (row: string) => string>> = {
  NAME: (row) => `${row}.normalised_name`,
  RESIDUAL: (row) => `${row}.residual`,
  INHERENT: (row) => `${row}.inherent`,
  CEILING: (row) => `${row}.ceiling`,
  RANK: (row) => `${row}.rank_score`,
  TIER: (row) => position(BANDS, `${row}.tier`),
  STATUS: (row) => position(VENDOR_STATUSES, `${row}.status`),
  CATEGORY: (row) => `${row}.category`,
  NEXT_REVIEW: (row) => `${row}.next_review_on`,
  LAST_BREACH: (row) => `${row}.last_breach_on`,
  OPEN_FINDINGS: (row) => `${row}.open_findings`,
  AGREEMENT_END: (row) => `${row}.next_agreement_end`,
  UPDATED: (row) => `${row}_v.updated_at`,
  REF: (row) => `substring(${row}.ref from 5)::int`,
};

function orderOf({ filter, sort }: VendorsAsked): (row: string, ask: Ask) => string {
  return (row, ask) => {
    const steps = (sort ?? []).map(({ field, direction }: VendorSort) => {
      const way = direction === 'DESC' ? 'desc' : 'asc';
      return `${SORTS[field](row)} ${way} nulls last`;
    });
    const text = searchName(filter?.search ?? '');
    if (steps.length === 0 && text)
      steps.push(`word_similarity(${ask.param(text)}, ${row}.search_text) desc`);
    if (steps.length === 0) steps.push(`${row}.rank_score desc nulls last`);
    return [...steps, `${row}.normalised_name`, `${row}.vendor_id`].join(', ');
  };
}

/** The question behind a list of vendors. */
export function vendorsQuestion(
  asked: VendorsAsked & { readonly offset?: number; readonly limit?: number },
): Question {
  const byUpdate = asked.sort?.some((step) => step.field === 'UPDATED');
  return {
    where: (row, ask) => rowConditions(asked.filter, row, ask),
    orderBy: orderOf(asked),
    ...(byUpdate && { joins: ['v'] }),
    ...(asked.offset !== undefined && { offset: asked.offset }),
    ...(asked.limit !== undefined && { limit: asked.limit }),
  };
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether a text can be the key of a record; anything else would be an error in the database. */
export const isUuid = (text: string): boolean => UUID.test(text);

/** The question for one vendor, by key or by reference; null where the text is neither. */
export function vendorQuestion(id: string): Question | null {
  if (isUuid(id)) return { where: (row, ask) => [`${row}.vendor_id = ${ask.param(id)}`] };
  if (!/^VND-\d{1,12}$/i.test(id)) return null;
  return { where: (row, ask) => [`${row}.ref = ${ask.param(id.toUpperCase())}`] };
}

/** Vendors whose name is nearly this one. */
export function similarQuestion(name: string, limit: number): Question {
  const text = searchName(name);
  return {
    where: (row, ask) => {
      const typed = ask.param(text);
      return [
        `(${row}.normalised_name % ${typed} or ${typed} <% ${row}.search_text or ${row}.search_text like '%' || ${typed} || '%')`,
      ];
    },
    orderBy: (row, ask) => {
      const typed = ask.param(text);
      return `greatest(similarity(${row}.normalised_name, ${typed}), word_similarity(${typed}, ${row}.search_text)) desc, ${row}.normalised_name, ${row}.vendor_id`;
    },
    limit: Math.max(1, Math.min(20, limit)),
  };
}
