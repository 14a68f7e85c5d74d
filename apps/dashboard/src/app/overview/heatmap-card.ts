import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { HeatmapQuery } from '@chaperone/contract/overview';
import type { Band } from '@chaperone/risk-model';
import type { GraphqlResource } from '../api/index.js';
import { WholePipe, WordPipe } from '../shell/formats.js';
import { Waiting } from '../shell/ui/index.js';
import { vendorQuery } from '../vendors/vendor-list-view.js';
import { HeatmapGrid } from './heatmap-grid.js';
import { MAPS, type MapName } from './map.js';

/** The map with its switch, its legend, and the bin of those that are not assessed. */
@Component({
  selector: 'ch-heatmap-card',
  imports: [HeatmapGrid, RouterLink, TranslocoPipe, Waiting, WholePipe, WordPipe],
  templateUrl: './heatmap-card.html',
  styleUrl: './heatmap-card.scss',
})
export class HeatmapCard {
  readonly heatmap = input.required<GraphqlResource<HeatmapQuery>>();
  readonly map = input.required<MapName>();
  readonly mapChosen = output<MapName>();

  protected readonly maps = MAPS;
  protected readonly shown = computed(() => this.heatmap().value()?.riskHeatmap);
  protected readonly cells = computed(() => {
    const shown = this.shown();
    return (this.map() === 'INHERENT' ? shown?.cells : shown?.effective) ?? [];
  });
  protected readonly bin = computed(() => {
    const notAssessed = this.shown()?.notAssessed;
    if (!notAssessed) return undefined;
    const withCeiling = notAssessed.byCeiling.reduce((sum, part) => sum + part.count, 0);
    return {
      count: notAssessed.count,
      parts: [...notAssessed.byCeiling].filter((part) => part.count > 0).reverse(),
      unknown: notAssessed.count - withCeiling,
    };
  });
  protected readonly all = vendorQuery({ assessed: false });
  protected readonly unscored = vendorQuery({ scored: false });

  protected of(band: Band): Record<string, string> {
    return vendorQuery({ assessed: false, band: [band], bandBasis: 'CEILING' });
  }
}
