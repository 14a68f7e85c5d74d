import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OverviewQuery } from '@chaperone/contract/overview';
import { FigurePipe, WordPipe } from '../shell/formats.js';
import { ScoreFigure, type ScoreLike } from '../shell/ui/index.js';

type TopVendor = OverviewQuery['overview']['topResidual'][number];

// Enough for a meeting, few enough to be read.
const SHOWN = 10;

/**
 * The riskiest ten: by residual where assessed, by ceiling where not, each marked as what it is
 * and each with the factor that weighs most.
 */
@Component({
  selector: 'ch-top-vendors',
  imports: [FigurePipe, RouterLink, ScoreFigure, TranslocoPipe, WordPipe],
  template: `
    <h2>{{ 'overview.top.title' | transloco }}</h2>
    <table class="rows stays">
      <thead>
        <tr>
          <th scope="col">{{ 'overview.top.vendor' | transloco }}</th>
          <th scope="col">{{ 'overview.top.score' | transloco }}</th>
          <th scope="col" class="wide">{{ 'overview.top.most' | transloco }}</th>
        </tr>
      </thead>
      <tbody>
        @for (top of ranked(); track top.vendor.id) {
          <tr>
            <td>
              <a [routerLink]="['/vendors', top.vendor.ref]">{{ top.vendor.displayName }}</a>
            </td>
            <td><ch-score [score]="top.score" /></td>
            <td class="wide quiet">
              @if (top.topFactor) {
                {{ top.topFactor | word: 'factor' }} {{ top.topPoints | figure }}
              }
            </td>
          </tr>
        } @empty {
          <tr>
            <td colspan="3" class="quiet">{{ 'overview.top.none' | transloco }}</td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    td {
      padding-block: 0.3125rem;
      vertical-align: middle;
    }
    .wide {
      white-space: nowrap;
    }
    td.wide {
      font-size: 0.8125rem;
    }
    @media (max-width: 30rem) {
      .wide,
      thead {
        display: none;
      }
      table,
      tbody {
        display: block;
      }
      tr {
        display: flex;
        align-items: center;
        justify-content: space-between;
        border-block-end: 1px solid var(--line);
      }
      td {
        padding-inline: 0.125rem;
        border: 0;
      }
      td:first-child {
        flex: 1 1 8.5rem;
      }
      td:nth-child(2) {
        min-inline-size: 0;
      }
      ch-score {
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0.25rem;
      }
    }
  `,
})
export class TopVendors {
  readonly residual = input.required<readonly TopVendor[]>();
  readonly ceiling = input.required<readonly TopVendor[]>();

  protected readonly ranked = computed(() => {
    const assessed = new Set(this.residual().map((top) => top.vendor.id));
    const rest = this.ceiling().filter((top) => !assessed.has(top.vendor.id));
    return [...this.residual(), ...rest]
      .sort((one, other) => other.points - one.points)
      .slice(0, SHOWN)
      .map((top) => ({ ...top, score: scoreOf(top) }));
  });
}

const scoreOf = ({ basis, points, band }: TopVendor): ScoreLike =>
  basis === 'RESIDUAL'
    ? { residual: points, residualBand: band }
    : { ceiling: points, ceilingBand: band };
