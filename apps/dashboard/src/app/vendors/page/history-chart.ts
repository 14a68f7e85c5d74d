import { Component, computed, inject, input } from '@angular/core';
import { SeriesChart, type ChartSeries, type ChartWords } from '@chaperone/charts';
import { day } from '../../shell/formats.js';
import { Say } from '../say.js';

const DAY_MS = 86_400_000;

/** A stored score, as far as the chart shows it. */
interface Entry {
  asOf: string;
  inherent?: number | null;
  residual?: number | null;
  ceiling?: number | null;
}

/** The scores through time, oldest first; the chart's code is loaded with this part. */
@Component({
  selector: 'ch-history-chart',
  imports: [SeriesChart],
  template: `
    <ch-series-chart
      kind="LINE"
      [stacked]="false"
      [labels]="labels()"
      [at]="days()"
      [tick]="tick"
      [series]="series()"
      [caption]="caption"
      [summary]="summary()"
      [words]="words"
    />
  `,
})
export class HistoryChart {
  readonly entries = input.required<readonly Entry[]>();
  private readonly say = inject(Say);

  protected readonly caption = this.say.text('vendors.history.chart');
  protected readonly words: ChartWords = {
    asTable: this.say.text('ui.chart.asTable'),
    asChart: this.say.text('ui.chart.asChart'),
    over: this.say.text('vendors.history.day'),
  };
  private readonly oldestFirst = computed(() => [...this.entries()].reverse());
  protected readonly labels = computed(() =>
    this.oldestFirst().map((entry) => day(entry.asOf, 'short')),
  );
  /** Days since 1970: ten months are as wide as ten months. */
  protected readonly days = computed(() =>
    this.oldestFirst().map((entry) => Date.parse(entry.asOf) / DAY_MS),
  );
  protected readonly tick = (at: number): string =>
    day(new Date(Math.round(at) * DAY_MS).toISOString(), 'short');
  protected readonly series = computed<ChartSeries[]>(() => [
    this.line('residual', 'RESIDUAL', '--accent'),
    // broken and above the ceiling, for without a breach the two are one
    { ...this.line('inherent', 'INHERENT', '--ink-2'), dashed: true },
    this.line('ceiling', 'CEILING', '--risk-high-line'),
  ]);
  protected readonly summary = computed(() => {
    const [first, last] = [this.oldestFirst()[0], this.oldestFirst().at(-1)];
    if (!first || !last) return '';
    const shown = (entry: Entry): string => {
      const value = entry.residual ?? entry.ceiling;
      return value == null ? this.say.text('vendors.news.none') : this.say.figure(value);
    };
    return this.say.text('vendors.history.summary', {
      from: this.say.day(first.asOf),
      before: shown(first),
      to: this.say.day(last.asOf),
      after: shown(last),
    });
  });

  private line(
    name: 'inherent' | 'residual' | 'ceiling',
    basis: string,
    color: string,
  ): ChartSeries {
    const rounded = (value: number | null | undefined): number | null =>
      value == null ? null : Math.round(value * 10) / 10;
    return {
      label: this.say.word('basis', basis),
      color,
      values: this.oldestFirst().map((entry) => rounded(entry[name])),
    };
  }
}
