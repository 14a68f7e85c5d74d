import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Band } from '@chaperone/risk-model';
import { FigurePipe } from '../formats.js';
import { BandChip } from './band-chip.js';

/** What a score shows: any part of the graph's `Score`. */
export interface ScoreLike {
  residual?: number | null;
  ceiling?: number | null;
  residualBand?: Band | null;
  ceilingBand?: Band | null;
  complete?: boolean;
}

/**
 * A vendor's residual score: `74.2`, `at least 74.2` while some service is not described,
 * `up to 74.2` on hatched ground while the questionnaire does not suffice, or `not assessed`.
 */
@Component({
  selector: 'ch-score',
  imports: [FigurePipe, BandChip, TranslocoPipe],
  template: `
    @switch (kind()) {
      @case ('NONE') {
        <span class="quiet">{{ 'ui.score.notAssessed' | transloco }}</span>
      }
      @case ('CEILING') {
        <span class="up-to" [title]="'ui.score.upToMeaning' | transloco">
          {{ 'ui.score.upTo' | transloco }} <b>{{ score()?.ceiling | figure }}</b>
        </span>
      }
      @default {
        <span>
          @if (atLeast()) {
            <small [title]="'ui.score.atLeastMeaning' | transloco">{{
              'ui.score.atLeast' | transloco
            }}</small>
          }
          <b>{{ score()?.residual | figure }}</b>
        </span>
      }
    }
    @if (chip() && kind() !== 'NONE') {
      <ch-band [band]="band()" />
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.5rem;
      white-space: nowrap;
    }
    b {
      font-weight: 650;
      font-variant-numeric: tabular-nums;
    }
    small,
    .up-to {
      font-size: 0.8125rem;
      color: var(--ink-2);
    }
    small {
      margin-inline-end: 0.25rem;
    }
    .up-to {
      padding: 0 0.375rem;
      border: 1px dashed var(--line-strong);
      border-radius: 0.25rem;
      background: var(--hatch);
      color: var(--ink);
    }
  `,
})
export class ScoreFigure {
  readonly score = input.required<ScoreLike | null | undefined>();
  /** Whether the band stands beside the figure. */
  readonly chip = input(true);

  protected readonly kind = computed(() => {
    const score = this.score();
    if (score?.residual != null) return 'RESIDUAL';
    return score?.ceiling != null ? 'CEILING' : 'NONE';
  });
  protected readonly atLeast = computed(() => this.score()?.complete === false);
  protected readonly band = computed(() =>
    this.kind() === 'RESIDUAL' ? this.score()?.residualBand : this.score()?.ceilingBand,
  );
}
