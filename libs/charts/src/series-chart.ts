import {
  afterRenderEffect,
  Component,
  DestroyRef,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import type { Chart } from 'chart.js';
import { draw } from './draw.js';
import { onThemeChange, resolverOf } from './palette.js';
import type { ChartSeries, ChartWords } from './series.js';

/** Whether this browser can draw at all; jsdom and text browsers get the table alone. */
function canDraw(): boolean {
  return typeof CanvasRenderingContext2D !== 'undefined';
}

/** Series over labels as stacked areas or bars, with a legend in words and a table twin. */
@Component({
  selector: 'ch-series-chart',
  templateUrl: './series-chart.html',
  styleUrl: './series-chart.scss',
})
export class SeriesChart {
  readonly kind = input<'AREA' | 'BAR' | 'LINE'>('BAR');
  readonly labels = input.required<readonly string[]>();
  readonly series = input.required<readonly ChartSeries[]>();
  readonly stacked = input(true);
  /** Where each label stands, to scale; without it they stand evenly. */
  readonly at = input<readonly number[]>();
  /** The word at a place of that scale. */
  readonly tick = input<(at: number) => string>();
  /** What stands above; also the table's caption. */
  readonly caption = input.required<string>();
  /** The chart in one sentence, for those who do not see it. */
  readonly summary = input.required<string>();
  readonly words = input.required<ChartWords>();

  protected readonly drawable = canDraw();
  protected readonly asTable = linkedSignal(() => !this.drawable);
  private readonly canvas = viewChild<ElementRef<HTMLCanvasElement>>('canvas');
  private readonly probe = viewChild.required<ElementRef<HTMLElement>>('probe');
  private readonly theme = signal(0);
  private chart: Chart<'line' | 'bar'> | undefined;

  constructor() {
    if (!this.drawable) return;
    inject(DestroyRef).onDestroy(onThemeChange(() => this.theme.update((turn) => turn + 1)));
    inject(DestroyRef).onDestroy(() => this.chart?.destroy());
    afterRenderEffect(() => {
      this.theme();
      this.redraw();
    });
  }

  private redraw(): void {
    const [at, tick] = [this.at(), this.tick()];
    const picture = {
      ...(at && { at }),
      ...(tick && { tick }),
      kind: this.kind(),
      labels: this.labels(),
      series: this.series(),
      stacked: this.stacked(),
    };
    this.chart?.destroy();
    const canvas = this.canvas()?.nativeElement;
    this.chart = canvas && draw(canvas, picture, resolverOf(this.probe().nativeElement));
  }
}
