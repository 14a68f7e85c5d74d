/**
 * Which rows of the read model a filter means. In: a filter as the graph's inputs have it.
 * Out: conditions over vendor_rows, for the list, its export and the heatmap alike, so that a
 * number on the heatmap and the list behind it never disagree.
 */
import type {
  Band,
  ComplianceState,
  DataClass,
  ScoreBasis,
  VendorCategory,
  VendorStatus,
} from '@chaperone/risk-model';
import { nameWords, normaliseName } from '@chaperone/store';
import type { Ask } from '../graphql/planner/planner.js';

/** A cell of a heatmap. */
export interface CellFilter {
  readonly basis: ScoreBasis;
  readonly likelihood: number;
  readonly impact: number;
  /** Unassessed vendors stand at their ceiling. */
  readonly effective?: boolean | null;
}

/** What a filter may ask for; all of it has to hold. */
export interface RowFilter {
  readonly search?: string | null;
  readonly status?: readonly VendorStatus[] | null;
  readonly category?: readonly VendorCategory[] | null;
  readonly tier?: readonly Band[] | null;
  readonly band?: readonly Band[] | null;
  readonly bandBasis?: ScoreBasis | null;
  readonly dataClass?: readonly DataClass[] | null;
  readonly tag?: readonly string[] | null;
  readonly owner?: string | null;
  readonly compliance?: readonly ComplianceState[] | null;
  readonly assessed?: boolean | null;
  readonly scored?: boolean | null;
  readonly tiered?: boolean | null;
  readonly aboveAppetite?: boolean | null;
  readonly withProposedMatches?: boolean | null;
  readonly reviewOverdue?: boolean | null;
  readonly archived?: boolean | null;
  readonly counted?: boolean | null;
  readonly cell?: CellFilter | null;
  readonly sample?: boolean | null;
}

/** Longer texts are no names. */
const LONGEST_SEARCH = 200;

type Condition = (row: string, ask: Ask, filter: RowFilter) => string | null;

const anyOf =
  (column: string, of: (filter: RowFilter) => readonly string[] | null | undefined): Condition =>
  (row, ask, filter) => {
    const list = of(filter);
    return list ? `${row}.${column} = any(${ask.param(list)}::text[])` : null;
  };

const overlapping =
  (column: string, of: (filter: RowFilter) => readonly string[] | null | undefined): Condition =>
  (row, ask, filter) => {
    const list = of(filter);
    return list ? `${row}.${column} && ${ask.param(list)}::text[]` : null;
  };

const whether =
  (
    of: (filter: RowFilter) => boolean | null | undefined,
    holds: (row: string, ask: Ask) => string,
  ): Condition =>
  (row, ask, filter) => {
    const wanted = of(filter);
    if (wanted === null || wanted === undefined) return null;
    return wanted ? `(${holds(row, ask)})` : `not coalesce((${holds(row, ask)}), false)`;
  };

const isSaid = (answer: boolean | null | undefined): boolean => typeof answer === 'boolean';

const inBand: Condition = (row, ask, { band, bandBasis }) => {
  if (!band) return null;
  const column = bandBasis
    ? `${row}.${bandBasis.toLowerCase()}_band`
    : `coalesce(${row}.residual_band, ${row}.ceiling_band)`;
  return `${column} = any(${ask.param(band)}::text[])`;
};

const inCell: Condition = (row, ask, { cell }) => (cell ? cellCondition(row, ask, cell) : null);

/** A cell of the map shows the vendors that the map counts. */
function cellCondition(row: string, ask: Ask, cell: CellFilter): string {
  const basis = cell.basis.toLowerCase();
  const place = (axis: 'l' | 'i'): string =>
    cell.effective
      ? `coalesce(${row}.residual_${axis}, ${row}.ceiling_${axis})`
      : `${row}.${basis}_${axis}`;
  const likelihood = `${place('l')} = ${ask.param(cell.likelihood)}::int`;
  return `${row}.counted and ${likelihood} and ${place('i')} = ${ask.param(cell.impact)}::int`;
}

/** Every word as it is typed, or a name that is nearly the same. */
const searched: Condition = (row, ask, { search }) => {
  const text = typed(search ?? '');
  if (text === '') return null;
  const like = (part: string): string =>
    `${row}.search_text like ${ask.param(`%${part.replace(/[\\%_]/g, '\\$&')}%`)}`;
  const words = nameWords(text);
  const ways = words.length > 0 ? [words.map(like).join(' and ')] : [];
  // where the text holds its words as they are, whatever holds the text holds each of them
  if (!words.every((word) => text.includes(word)) || ways.length === 0) ways.push(like(text));
  ways.push(`${ask.param(searchName(text))} <% ${row}.search_text`);
  return `(${ways.join(' or ')})`;
};

const typed = (text: string): string => text.trim().slice(0, LONGEST_SEARCH).toLowerCase();

/** A typed text as names are stored; '' where nothing was typed. */
export const searchName = (text: string): string => normaliseName(typed(text)) || typed(text);

const CONDITIONS: readonly Condition[] = [
  searched,
  anyOf('status', (filter) => filter.status),
  anyOf('category', (filter) => filter.category),
  anyOf('tier', (filter) => filter.tier),
  anyOf('compliance', (filter) => filter.compliance),
  overlapping('data_classes', (filter) => filter.dataClass),
  overlapping('tags', (filter) => filter.tag),
  inBand,
  inCell,
  (row, ask, { owner }) => (owner ? `${row}.owner_id::text = ${ask.param(owner)}` : null),
  whether(
    ({ assessed }) => assessed,
    (row) => `${row}.residual is not null`,
  ),
  whether(
    ({ scored }) => scored,
    (row) => `${row}.rank_score is not null`,
  ),
  whether(
    ({ tiered }) => tiered,
    (row) => `${row}.tier is not null`,
  ),
  whether(
    ({ aboveAppetite }) => aboveAppetite,
    (row) => `round(${row}.residual, 1) > (
      select (o.appetite ->> ${row}.tier)::numeric from organisation o)`,
  ),
  whether(
    ({ withProposedMatches }) => withProposedMatches,
    (row) => `${row}.proposed_matches > 0`,
  ),
  whether(
    ({ reviewOverdue }) => reviewOverdue,
    (row, ask) => `${row}.next_review_on < ${ask.today}`,
  ),
  whether(
    ({ counted, assessed, scored, tiered, aboveAppetite }) =>
      counted ?? ([assessed, scored, tiered].some(isSaid) || aboveAppetite ? true : null),
    (row) => `${row}.counted`,
  ),
  whether(
    ({ sample }) => sample,
    (row) => `${row}.sample`,
  ),
  (row, _ask, { archived }) => `${archived ? '' : 'not '}${row}.archived`,
];

/** Conditions of a filter over a row of vendor_rows. */
export function rowConditions(
  filter: RowFilter | null | undefined,
  row: string,
  ask: Ask,
): string[] {
  return CONDITIONS.flatMap((condition) => condition(row, ask, filter ?? {}) ?? []);
}
