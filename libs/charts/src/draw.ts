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
  /** Where each label stands, for instance in days; without it labels stand evenly. */
  at?: readonly number[];
  /** The word at a place between labels. */
  tick?: (at: number) => string;
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
      datasets: picture.series.map((series) => dataset(series, picture, resolve)),
    },
    options: options(picture, resolve),
  };
}

function dataset(series: ChartSeries, { kind, at }: Picture, resolve: Resolve): ChartDataset<Kind> {
  const color = resolve(series.color);
  const base = {
    label: series.label,
    backgroundColor: series.hatched ? hatch(color) : color,
    borderColor: resolve(series.line ?? series.color),
    borderWidth: 1,
  };
  if (kind === 'BAR') return { ...base, data: [...series.values], maxBarThickness: 40 };
  const data = at ? placed(series.values, at) : [...series.values];
  // A value holds until the next one is known, so a line goes in steps.
  if (kind === 'LINE')
    return {
      ...base,
      data,
      borderWidth: 2,
      stepped: 'before',
      pointRadius: 2,
      pointHitRadius: 12,
      ...(series.dashed && { borderDash: [6, 4] }),
    };
  return { ...base, data, fill: 'stack', pointRadius: 0, pointHitRadius: 12, tension: 0 };
}

/** Values at their places; one that is not known leaves a gap. */
const placed = (values: ChartSeries['values'], at: readonly number[]) =>
  values.map((value, index) => ({ x: at[index] ?? 0, y: value ?? Number.NaN }));

function options(picture: Picture, resolve: Resolve): ChartOptions<Kind> {
  const { stacked, labels, at, tick } = picture;
  const ink = resolve('--ink-2');
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const ticks = { color: ink, font: { family: 'system-ui, sans-serif', size: 12 } };
  const along = { ...ticks, maxRotation: 0, autoSkipPadding: 16 };
  const x = { stacked, grid: { display: false } };
  const callback = (value: number | string): string => tick?.(Number(value)) ?? String(value);
  return {
    responsive: true,
    maintainAspectRatio: false,
    ...(still && { animation: false as const }),
    interaction: { mode: 'index', intersect: false },
    plugins: {
      tooltip: {
        itemSort: (a, b) => b.datasetIndex - a.datasetIndex,
        callbacks: { title: ([item]) => (item && labels[item.dataIndex]) ?? '' },
      },
    },
    scales: {
      // to scale where places are given, else label by label
      x: at?.length
        ? {
            ...x,
            type: 'linear',
            min: Math.min(...at),
            max: Math.max(...at),
            ticks: { ...along, maxTicksLimit: 6, callback },
          }
        : { ...x, ticks: along },
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
