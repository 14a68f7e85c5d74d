import { BANDS, bandOfCell, type Band, type HeatmapLevel } from '@chaperone/risk-model';
import type { HeatmapGroup } from './heatmap.queries.js';

/** Vendors in a band. */
export interface BandTally {
  readonly band: Band;
  readonly count: number;
}

/** A cell with its vendors. */
export interface Cell {
  readonly likelihood: number;
  readonly impact: number;
  readonly count: number;
  readonly band: Band;
  readonly byBand: readonly BandTally[];
  readonly ceilingCount: number;
}

const LEVELS: readonly HeatmapLevel[] = [1, 2, 3, 4, 5];

interface Tally {
  readonly bands: Map<Band, number>;
  ceiling: number;
}

/**
 * All 25 cells of groups, likelihood by likelihood. With `atCeiling`, vendors without a score of
 * the basis stand at their ceiling's place and are counted apart as well.
 */
export function cellsOf(groups: readonly HeatmapGroup[], atCeiling: boolean): Cell[] {
  const tallies = new Map<string, Tally>();
  for (const group of groups) {
    const assessed = group.band !== null;
    if (!assessed && !atCeiling) continue;
    const [l, i, band] = assessed
      ? [group.l, group.i, group.band]
      : [group.ceiling_l, group.ceiling_i, group.ceiling_band];
    if (band === null) continue;
    const tally = tallyAt(tallies, `${l}.${i}`);
    tally.bands.set(band, (tally.bands.get(band) ?? 0) + group.count);
    if (!assessed) tally.ceiling += group.count;
  }
  return LEVELS.flatMap((likelihood) =>
    LEVELS.map((impact) => {
      const tally = tallies.get(`${likelihood}.${impact}`);
      const byBand = bandsOf(tally?.bands);
      return {
        likelihood,
        impact,
        count: byBand.reduce((sum, each) => sum + each.count, 0),
        band: bandOfCell(likelihood, impact),
        byBand,
        ceilingCount: tally?.ceiling ?? 0,
      };
    }),
  );
}

/** Vendors without a score of the basis, and the bands of those that have a ceiling. */
export function binOf(groups: readonly HeatmapGroup[]) {
  const bands = new Map<Band, number>();
  let count = 0;
  for (const group of groups) {
    if (group.band !== null) continue;
    count += group.count;
    if (group.ceiling_band !== null)
      bands.set(group.ceiling_band, (bands.get(group.ceiling_band) ?? 0) + group.count);
  }
  return { count, byCeiling: bandsOf(bands) };
}

/** Bands that hold somebody, lowest first. */
export function bandsOf(bands: ReadonlyMap<Band, number> | undefined): BandTally[] {
  return BANDS.flatMap((band) => {
    const count = bands?.get(band) ?? 0;
    return count ? [{ band, count }] : [];
  });
}

function tallyAt(tallies: Map<string, Tally>, key: string): Tally {
  let tally = tallies.get(key);
  if (!tally) tallies.set(key, (tally = { bands: new Map(), ceiling: 0 }));
  return tally;
}
