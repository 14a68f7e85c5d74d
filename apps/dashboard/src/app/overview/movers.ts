import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OverviewQuery } from '@chaperone/contract/overview';
import { FigurePipe, SignedPipe } from '../shell/formats.js';
import { CauseLine } from '../vendors/cause-line.js';

type Mover = OverviewQuery['overview']['movers'][number];

// The largest causes explain; the rest is on the vendor's page.
const CAUSES = 2;

/** Whose score moved in thirty days, by how much, and what moved it. */
@Component({
  selector: 'ch-movers',
  imports: [CauseLine, FigurePipe, RouterLink, SignedPipe, TranslocoPipe],
  template: `
    <h2>{{ 'overview.movers.title' | transloco }}</h2>
    <ul>
      @for (mover of movers(); track mover.vendor.id) {
        <li>
          <a [routerLink]="['/vendors', mover.vendor.ref]" [queryParams]="{ tab: 'history' }">
            {{ mover.vendor.displayName }}
          </a>
          <span class="figures number">
            @if (mover.before === null || mover.after === null) {
              {{ figures(mover) | transloco: { points: (mover.after ?? mover.before | figure) } }}
            } @else {
              {{ mover.before | figure }} → {{ mover.after | figure }}
              <b [class.bad]="mover.after > mover.before">{{
                mover.after - mover.before | signed
              }}</b>
            }
          </span>
          <span class="why quiet small">
            @for (cause of mover.causes.slice(0, most); track $index) {
              <ch-cause [cause]="cause" />
            }
          </span>
        </li>
      } @empty {
        <li class="quiet">{{ 'overview.movers.none' | transloco }}</li>
      }
    </ul>
  `,
  styleUrl: './lines.scss',
})
export class Movers {
  readonly movers = input.required<readonly Mover[]>();
  protected readonly most = CAUSES;

  protected figures(mover: Mover): string {
    return mover.before === null ? 'overview.movers.appeared' : 'overview.movers.gone';
  }
}
