import { Component, computed, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { SeriesChart, type ChartSeries, type ChartWords } from '@chaperone/charts';
import { TrendDocument } from '@chaperone/contract/overview';
import { BANDS } from '@chaperone/risk-model';
import { graphqlResource } from '../api/index.js';
import { day } from '../shell/formats.js';
import { Waiting } from '../shell/ui/index.js';

// A year shows a season and last year's review.
const DAYS = 365;

/** The portfolio by band over the last year; the chart's code is loaded with this card. */
@Component({
  selector: 'ch-trend-card',
  imports: [SeriesChart, Waiting],
  template: `
    <ch-waiting [on]="trend" shape="card" [count]="2" />
    @if (trend.value()) {
      <ch-series-chart
        kind="AREA"
        [labels]="labels()"
        [series]="series()"
        [caption]="caption"
        [summary]="summary()"
        [words]="words"
      />
    }
  `,
})
export class TrendCard {
  protected readonly trend = graphqlResource(TrendDocument, () => ({ days: DAYS }));
  private readonly t = inject(TranslocoService);
  protected readonly caption = this.t.translate('overview.trend.title');
  protected readonly words: ChartWords = {
    asTable: this.t.translate('ui.chart.asTable'),
    asChart: this.t.translate('ui.chart.asChart'),
    over: this.t.translate('overview.trend.day'),
  };
  private readonly points = computed(() => this.trend.value()?.riskTrend.points ?? []);
  protected readonly labels = computed(() => this.points().map((point) => day(point.on, 'short')));
  protected readonly series = computed<ChartSeries[]>(() => [
    ...BANDS.map((band) => ({
      label: this.t.translate(`words.band.${band}`),
      color: `--risk-${band.toLowerCase()}`,
      line: `--risk-${band.toLowerCase()}-line`,
      values: this.points().map((point) => countOf(point.byBand, band)),
    })),
    {
      label: this.t.translate('words.band.NONE'),
      color: '--line-strong',
      hatched: true,
      values: this.points().map((point) => point.notAssessed),
    },
  ]);
  protected readonly summary = computed(() => {
    const last = this.points().at(-1);
    if (!last) return this.t.translate('overview.trend.none');
    const parts = [...BANDS].reverse().map((band) => {
      return `${countOf(last.byBand, band)} ${this.t.translate(`words.band.${band}`)}`;
    });
    return this.t.translate('overview.trend.summary', {
      day: day(last.on),
      parts: parts.join(', '),
      notAssessed: last.notAssessed,
    });
  });
}

const countOf = (parts: readonly { band: string; count: number }[], band: string): number =>
  parts.find((part) => part.band === band)?.count ?? 0;
