import { column, one, sql, type Planner } from '../graphql/planner/planner.js';

/** How rankings are read: the residual where there is one, else the ceiling. */
export function describePortfolio(planner: Planner): void {
  planner.describe('TopVendor', {
    table: 'vendor_rows',
    key: 'vendor_id',
    fields: {
      vendor: one('Vendor', (top, vendor) => `${vendor}.vendor_id = ${top}.vendor_id`),
      points: column('rank_score'),
      basis: sql((row) => `case when ${row}.residual is null then 'CEILING' else 'RESIDUAL' end`),
      band: sql((row) => `coalesce(${row}.residual_band, ${row}.ceiling_band)`),
      topFactor: column('top_factor'),
      topPoints: column('top_points'),
    },
  });
}
