/**
 * One band function and one heatmap, both cut from the model. In: a score 0..100, or
 * likelihood and impact 0..1. Out: the figure shown, its band, a cell. A cell is a place
 * on a map, not a ranking: its colour is the band of its centre and a vendor keeps its own band.
 */
import { RISK_MODEL_2026_1, type RiskModel } from './model.js';
import { BANDS, type Band } from './vocabulary.js';

/** A level of likelihood or impact on the heatmap, 1 (least) to 5. */
export type HeatmapLevel = 1 | 2 | 3 | 4 | 5;

/** A place on the 5×5 heatmap. */
export interface HeatmapPlace {
  readonly likelihood: HeatmapLevel;
  readonly impact: HeatmapLevel;
  /** For instance 'L4-I3'. */
  readonly cell: string;
  /** The band of the cell's centre: its colour, not the band of what lies in it. */
  readonly band: Band;
}

/** A score as it is stored: to a millionth of a point. */
export const storedFigure = (score: number): number => Math.round(score * 1e6) / 1e6;

/**
 * A score as it is shown: one decimal, half up, from the stored figure. Every screen shows
 * this and every band is that of this, so figure and band cannot disagree.
 */
export const shownFigure = (score: number): number =>
  Math.round(Math.round(score * 1e6) / 1e5) / 10;

/** The band of a score 0..100, over the figure shown. */
export function bandOf(score: number, model: RiskModel = RISK_MODEL_2026_1): Band {
  const shown = shownFigure(score);
  if (shown >= model.bands.CRITICAL) return 'CRITICAL';
  if (shown >= model.bands.HIGH) return 'HIGH';
  return shown >= model.bands.MODERATE ? 'MODERATE' : 'LOW';
}

/** The worse of two bands; null counts as none. */
export function worseBand(one: Band | null, other: Band | null): Band | null {
  if (one === null || other === null) return one ?? other;
  return BANDS.indexOf(one) >= BANDS.indexOf(other) ? one : other;
}

/** The level of a likelihood or impact 0..1; rounded to nine decimals before it is cut. */
export function levelOf(value: number, model: RiskModel = RISK_MODEL_2026_1): HeatmapLevel {
  const rounded = Math.round(value * 1e9) / 1e9;
  const [first, second, third, fourth] = model.cuts;
  if (rounded < second) return rounded < first ? 1 : 2;
  if (rounded < third) return 3;
  return rounded < fourth ? 4 : 5;
}

/** The cell of a likelihood and an impact, both 0..1. */
export function placeOnHeatmap(
  likelihood: number,
  impact: number,
  model: RiskModel = RISK_MODEL_2026_1,
): HeatmapPlace {
  const l = levelOf(likelihood, model);
  const i = levelOf(impact, model);
  return { likelihood: l, impact: i, cell: `L${l}-I${i}`, band: bandOfCell(l, i, model) };
}

/** The band of a cell's centre: the colour of the cell, also when nothing lies in it. */
export function bandOfCell(
  likelihood: HeatmapLevel,
  impact: HeatmapLevel,
  model: RiskModel = RISK_MODEL_2026_1,
): Band {
  return bandOf(100 * Math.sqrt(centreOf(likelihood, model) * centreOf(impact, model)), model);
}

function centreOf(level: HeatmapLevel, model: RiskModel): number {
  const edges = [0, ...model.cuts, 1];
  return ((edges[level - 1] ?? 0) + (edges[level] ?? 1)) / 2;
}
