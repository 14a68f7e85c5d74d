import { Component, computed, inject, input } from '@angular/core';
import { SeriesChart, type ChartSeries, type ChartWords } from '@chaperone/charts';
import { BreachTrendDocument, type BreachTrendQueryVariables } from '@chaperone/contract/breaches';
import { BREACH_SOURCES } from '@chaperone/risk-model';
import { graphqlResource } from '../api/index.js';
import { Waiting } from '../shell/ui/index.js';
import { Say } from '../vendors/say.js';

/** Colours of the theme, one a source in the vocabulary's order; the legend names each in words. */
const COLOURS = ['--accent', '--risk-high', '--good', '--ink-2', '--risk-moderate'];

/** Records of the view a year and source; the chart's code is loaded with this card. */
@Component({
  selector: 'ch-breach-trend',
  imports: [SeriesChart, Waiting],
  template: `
    <section class="card">
      <ch-waiting [on]="read" shape="card" [count]="2" />
      @if (read.value()) {
        <ch-series-chart
          kind="BAR"
          [labels]="years()"
          [series]="series()"
          [caption]="caption"
          [summary]="summary()"
          [words]="words"
        />
      }
    </section>
  `,
})
export class BreachTrendCard {
  readonly filter = input.required<BreachTrendQueryVariables['filter']>();
  private readonly say = inject(Say);
  protected readonly caption = this.say.text('breaches.trend.title');
  protected readonly words: ChartWords = {
    asTable: this.say.text('ui.chart.asTable'),
    asChart: this.say.text('ui.chart.asChart'),
    over: this.say.text('breaches.trend.year'),
  };
  protected readonly read = graphqlResource(BreachTrendDocument, () => ({ filter: this.filter() }));
  private readonly months = computed(() => this.read.value()?.breachTrend ?? []);
  /** Every year from the first to the last, those without a record included. */
  protected readonly years = computed(() => {
    const found = this.months().map((each) => Number(each.month.slice(0, 4)));
    if (!found.length) return [];
    const first = Math.min(...found);
    return Array.from({ length: Math.max(...found) - first + 1 }, (_, i) => String(first + i));
  });
  protected readonly series = computed<ChartSeries[]>(() =>
    BREACH_SOURCES.flatMap((source, i) => {
      const own = this.months().filter((each) => each.source === source);
      if (!own.length) return [];
      const counts = new Map<string, number>();
      for (const { month, count } of own) {
        const year = month.slice(0, 4);
        counts.set(year, (counts.get(year) ?? 0) + count);
      }
      return [
        {
          label: this.say.word('breachSource', source),
          color: COLOURS[i] ?? '--line-strong',
          values: this.years().map((year) => counts.get(year) ?? 0),
        },
      ];
    }),
  );
  protected readonly summary = computed(() => {
    const total = this.months().reduce((sum, each) => sum + each.count, 0);
    const years = this.years();
    return this.say.text('breaches.trend.summary', {
      total: this.say.whole(total),
      from: years[0] ?? '',
      to: years.at(-1) ?? '',
    });
  });
}
