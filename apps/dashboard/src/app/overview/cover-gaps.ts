import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { OverviewQuery } from '@chaperone/contract/overview';
import { PluralPipe, WordPipe } from '../shell/formats.js';
import { vendorQuery } from '../vendors/vendor-list-view.js';

/** Services that need an agreement which is not in force. */
@Component({
  selector: 'ch-cover-gaps',
  imports: [PluralPipe, RouterLink, TranslocoPipe, WordPipe],
  template: `
    <h2>{{ 'overview.gaps.title' | transloco }}</h2>
    <ul>
      @for (gap of lines(); track $index) {
        <li>
          <a [routerLink]="['/vendors', gap.vendor.ref]" [queryParams]="tab">
            {{ gap.vendor.displayName }}
          </a>
          <span class="figures">{{ gap.cover | word: 'coverKind' }}</span>
          <span class="why quiet small">
            <span>{{ gap.service.name }}: {{ gap.code | word: 'coverGap' }}</span>
            @if (gap.classes) {
              <span>{{ gap.classes }}</span>
            }
          </span>
        </li>
      } @empty {
        <li class="quiet">{{ 'overview.gaps.none' | transloco }}</li>
      }
    </ul>
    @if (gaps().totalCount > lines().length) {
      <p class="more small">
        <a routerLink="/vendors" [queryParams]="all">{{
          gaps().totalCount - lines().length | plural: 'overview.gaps.more'
        }}</a>
      </p>
    }
  `,
  styleUrl: './lines.scss',
})
export class CoverGaps {
  readonly gaps = input.required<OverviewQuery['overview']['coverGaps']>();
  private readonly words = inject(TranslocoService);
  protected readonly tab = { tab: 'agreements' };
  protected readonly all = vendorQuery({ compliance: ['GAP'] });
  protected readonly lines = computed(() =>
    this.gaps()
      .items.slice(0, SHOWN)
      .map((gap) => ({
        ...gap,
        classes: gap.uncoveredClasses
          .map((each) => this.words.translate(`words.dataClass.${each}`))
          .join(', '),
      })),
  );
}

// The page is printed on one sheet; the rest is a link.
const SHOWN = 6;
