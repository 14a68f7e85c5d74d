import { Component, computed, inject, input } from '@angular/core';
import { SeriesChart, type ChartSeries, type ChartWords } from '@chaperone/charts';
import { BreachTrendDocument, type BreachFilter } from '@chaperone/contract/breaches';
import { graphqlResource } from '../../api/index.js';
import { Waiting } from '../../shell/ui/index.js';
import { Say } from '../../vendors/say.js';
import { trendOf } from './trend-series.js';

const MONTH = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The records of the register over time, under the same filters; loaded with the chart's code. */
@Component({
  selector: 'ch-breach-trend',
  imports: [SeriesChart, Waiting],
  template: `
    <ch-waiting [on]="trend" shape="card" [count]="1" />
    @if (trend.value()) {
      <ch-series-chart
        kind="BAR"
        [labels]="labels()"
        [series]="series()"
        [caption]="caption()"
        [summary]="summary()"
        [words]="words()"
      />
    }
  `,
  // Okabe and Ito's colours: told apart by people who see colour differently.
  styles: `
    :host {
      --source-hhs-ocr: light-dark(#0072b2, #56b4e9);
      --source-hibp: light-dark(#b84a00, #e69f00);
      --source-state-ag: light-dark(#00795a, #2fc39a);
      --source-vcdb: light-dark(#a34e80, #e39cc4);
      --source-manual: light-dark(#5d5d5d, #c8c8c8);
    }
  `,
})
export class BreachTrend {
  readonly filter = input.required<BreachFilter>();
  protected readonly trend = graphqlResource(BreachTrendDocument, () => ({
    filter: this.filter(),
  }));
  private readonly say = inject(Say);
  private readonly counted = computed(() => trendOf(this.trend.value()?.breachTrend ?? []));

  protected readonly caption = computed(() =>
    this.say.text(`breaches.trend.${this.counted().unit === 'YEAR' ? 'byYear' : 'byMonth'}`),
  );
  protected readonly words = computed<ChartWords>(() => ({
    asTable: this.say.text('ui.chart.asTable'),
    asChart: this.say.text('ui.chart.asChart'),
    over: this.say.text(`breaches.trend.${this.counted().unit === 'YEAR' ? 'year' : 'month'}`),
  }));
  protected readonly labels = computed(() =>
    this.counted().steps.map((step) =>
      step.length === 4 ? step : MONTH.format(new Date(`${step}-01T00:00:00Z`)),
    ),
  );
  protected readonly series = computed<ChartSeries[]>(() =>
    this.counted().sources.map(({ source, counts }) => ({
      label: this.say.word('breachSource', source),
      values: counts,
      color: `--source-${source.toLowerCase().replace('_', '-')}`,
    })),
  );
  protected readonly summary = computed(() => {
    const labels = this.labels();
    const totals = labels.map((_, index) =>
      this.series().reduce((sum, row) => sum + (row.values[index] ?? 0), 0),
    );
    if (!totals.length) return this.say.text('breaches.trend.none');
    const most = Math.max(...totals);
    return this.say.text('breaches.trend.summary', {
      from: labels[0],
      to: labels.at(-1),
      count: this.say.whole(totals.reduce((sum, count) => sum + count, 0)),
      most: this.say.whole(most),
      when: labels[totals.indexOf(most)],
    });
  });
}
