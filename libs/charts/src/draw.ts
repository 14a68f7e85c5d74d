import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
  type ChartOptions,
} from 'chart.js';
import { hatch, type Resolve } from './palette.js';
import type { ChartSeries } from './series.js';

// Only what these charts use; the rest of chart.js is left out of the bundle.
Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

/** What a chart shows, without its colours. */
export interface Picture {
  kind: 'AREA' | 'BAR' | 'LINE';
  labels: readonly string[];
  series: readonly ChartSeries[];
  stacked: boolean;
}

type Kind = 'line' | 'bar';

/** Draws the picture; the returned chart is updated or destroyed by its owner. */
export function draw(canvas: HTMLCanvasElement, picture: Picture, resolve: Resolve): Chart<Kind> {
  return new Chart<Kind>(canvas, configure(picture, resolve));
}

/** chart.js's own description of the picture. */
export function configure(picture: Picture, resolve: Resolve): ChartConfiguration<Kind> {
  return {
    type: picture.kind === 'BAR' ? 'bar' : 'line',
    data: {
      labels: [...picture.labels],
      datasets: picture.series.map((series) => dataset(series, picture.kind, resolve)),
    },
    options: options(picture.stacked, resolve),
  };
}

function dataset(series: ChartSeries, kind: Picture['kind'], resolve: Resolve): ChartDataset<Kind> {
  const color = resolve(series.color);
  const base = {
    label: series.label,
    data: [...series.values],
    backgroundColor: series.hatched ? hatch(color) : color,
    borderColor: resolve(series.line ?? series.color),
    borderWidth: 1,
  };
  if (kind === 'BAR') return { ...base, maxBarThickness: 40 };
  // A value holds until the next one is known, so a line goes in steps.
  if (kind === 'LINE')
    return { ...base, borderWidth: 2, stepped: 'before', pointRadius: 2, pointHitRadius: 12 };
  return { ...base, fill: 'stack', pointRadius: 0, pointHitRadius: 12, tension: 0 };
}

function options(stacked: boolean, resolve: Resolve): ChartOptions<Kind> {
  const ink = resolve('--ink-2');
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const ticks = { color: ink, font: { family: 'system-ui, sans-serif', size: 12 } };
  return {
    responsive: true,
    maintainAspectRatio: false,
    ...(still && { animation: false as const }),
    interaction: { mode: 'index', intersect: false },
    plugins: { tooltip: { itemSort: (a, b) => b.datasetIndex - a.datasetIndex } },
    scales: {
      x: {
        stacked,
        grid: { display: false },
        ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 16 },
      },
      y: {
        stacked,
        beginAtZero: true,
        border: { display: false },
        grid: { color: resolve('--line') },
        ticks: { ...ticks, precision: 0, maxTicksLimit: 6 },
      },
    },
  };
}
