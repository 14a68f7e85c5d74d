import type { Band, ScoreBasis } from '@chaperone/risk-model';
import { normaliseName } from '@chaperone/store';
import type { ReadStatement } from '../graphql/work.js';
import type { HeatmapFilter } from './portfolio.inputs.js';

/** Counted vendors that share a place, a band and a ceiling's band. */
export interface HeatmapGroup {
  readonly l: number | null;
  readonly i: number | null;
  readonly band: Band | null;
  readonly ceiling_l: number | null;
  readonly ceiling_i: number | null;
  readonly ceiling_band: Band | null;
  readonly count: number;
}

/** The read model's columns begin with the basis. */
const COLUMNS: Record<ScoreBasis, string> = {
  INHERENT: 'inherent',
  RESIDUAL: 'residual',
  CEILING: 'ceiling',
};

/**
 * All counted vendors in groups, in one pass over the read model. The ceiling's place matters only
 * where there is no score of the basis, so that groups stay few. Only columns of ix_vendor_rows_map
 * are named: the map is read from that index, a fiftieth of the table.
 */
export function heatmapStatement(basis: ScoreBasis, filter: HeatmapFilter): ReadStatement {
  const name = COLUMNS[basis];
  const values: unknown[] = [];
  const conditions = ['counted', ...filterConditions(filter, (value) => `$${values.push(value)}`)];
  const unassessed = (column: string): string =>
    `case when ${name}_band is null then ${column} end as ${column}`;
  return {
    name: `heatmap-${name}-${shapeOf(filter)}`,
    text: `select ${name}_l as l, ${name}_i as i, ${name}_band as band, ${unassessed('ceiling_l')},
        ${unassessed('ceiling_i')}, ${unassessed('ceiling_band')}, count(*)::int as count
      from vendor_rows where ${conditions.join(' and ')} group by 1, 2, 3, 4, 5, 6`,
    values,
  };
}

/** Which conditions a filter has: filters of one shape share a prepared statement. */
function shapeOf(filter: HeatmapFilter): string {
  return Object.entries(filter)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key]) => key)
    .sort()
    .join('+');
}

function filterConditions(filter: HeatmapFilter, param: (value: unknown) => string): string[] {
  const given: readonly (readonly [unknown, (placeholder: string) => string])[] = [
    [filter.status, (p) => `status = any(${p}::text[])`],
    [filter.category, (p) => `category = any(${p}::text[])`],
    [filter.tier, (p) => `tier = any(${p}::text[])`],
    [filter.dataClass, (p) => `data_classes && ${p}::text[]`],
    [filter.tag, (p) => `tags && ${p}::text[]`],
    [filter.owner, (p) => `owner_id::text = ${p}`],
    [filter.compliance, (p) => `compliance = any(${p}::text[])`],
    [filter.search && `%${normaliseName(filter.search)}%`, (p) => `search_text like ${p}`],
  ];
  const sorted = given.filter(([value]) => value !== null && value !== undefined && value !== '');
  return sorted.map(([value, write]) => write(param(value)));
}
