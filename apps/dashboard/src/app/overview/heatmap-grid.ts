import { Component, computed, ElementRef, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { plural, whole, WordPipe } from '../shell/formats.js';
import { vendorQuery } from '../vendors/vendor-list-view.js';
import { LEVELS, neighbour, type MapCell, type MapName } from './map.js';

/**
 * The five by five map as a table of links, so that keyboard, screen reader, paper and a pasted
 * link all have it. Arrows move between cells, one tab stop leads in; Enter opens the list.
 */
@Component({
  selector: 'ch-heatmap-grid',
  imports: [RouterLink, TranslocoPipe, WordPipe],
  templateUrl: './heatmap-grid.html',
  styleUrl: './heatmap-grid.scss',
})
export class HeatmapGrid {
  readonly cells = input.required<readonly MapCell[]>();
  readonly map = input.required<MapName>();

  protected readonly levels = LEVELS;
  /** Impact falls from top to bottom, as on any chart. */
  protected readonly rows = computed(() =>
    [...LEVELS].reverse().map((impact) => ({
      impact,
      cells: LEVELS.map((likelihood) => this.view(likelihood, impact)),
    })),
  );
  /** The one cell that Tab reaches: where the reader was, at first the fullest of the worst. */
  protected readonly stop = linkedSignal(() => {
    const filled = this.cells().filter((cell) => cell.count > 0);
    const worst = filled.reduce<MapCell | undefined>(
      (best, cell) => (best && weight(best) >= weight(cell) ? best : cell),
      undefined,
    );
    return { likelihood: worst?.likelihood ?? 1, impact: worst?.impact ?? 1 };
  });
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly words = inject(TranslocoService);

  protected move(event: KeyboardEvent, likelihood: number, impact: number): void {
    const to = neighbour(event.key, { likelihood, impact });
    if (!to) return;
    event.preventDefault();
    this.stop.set(to);
    this.host.nativeElement
      .querySelector<HTMLElement>(`[data-cell="${to.likelihood}-${to.impact}"]`)
      ?.focus();
  }

  private view(likelihood: number, impact: number) {
    const cell = this.cells().find((at) => at.likelihood === likelihood && at.impact === impact);
    const count = cell?.count ?? 0;
    return {
      likelihood,
      impact,
      count,
      shown: whole(count),
      band: cell?.band ?? 'LOW',
      label: this.label(likelihood, impact, cell),
      parts: cell && cell.byBand.length > 1 ? cell.byBand : [],
      // In whole per cent: the stripe's width on the cell's lower edge.
      byCeiling: cell && count > 0 ? Math.round((100 * cell.ceilingCount) / count) : 0,
      query: vendorQuery({ cell: { map: this.map(), likelihood, impact } }),
    };
  }

  /** "4 vendors: likelihood 4, impact 5, Critical. 3 Critical, 1 High. 2 by their ceiling." */
  private label(likelihood: number, impact: number, cell: MapCell | undefined): string {
    const t = this.words;
    const word = (band: string): string => t.translate(`words.band.${band}`);
    const place = { likelihood, impact, band: word(cell?.band ?? 'LOW') };
    const said = [plural(t, cell?.count ?? 0, 'overview.map.cell', place)];
    if (cell && cell.byBand.length > 1) {
      said.push(cell.byBand.map((part) => `${whole(part.count)} ${word(part.band)}`).join(', '));
    }
    if (cell && cell.ceilingCount > 0) {
      said.push(t.translate('overview.map.byCeiling', { count: whole(cell.ceilingCount) }));
    }
    return said.join('. ');
  }
}

const weight = (cell: MapCell): number => cell.likelihood * cell.impact;
