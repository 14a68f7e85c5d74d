import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OverviewQuery } from '@chaperone/contract/overview';
import { DayPipe, PluralPipe, WordPipe } from '../shell/formats.js';

/** Agreements whose last day is within ninety days, the nearest first. */
@Component({
  selector: 'ch-ending-agreements',
  imports: [DayPipe, PluralPipe, RouterLink, TranslocoPipe, WordPipe],
  template: `
    <h2>{{ 'overview.ending.title' | transloco }}</h2>
    <ul>
      @for (agreement of agreements(); track agreement.id) {
        <li>
          <span>
            <a [routerLink]="['/vendors', agreement.vendor.ref]" [queryParams]="tab">
              {{ agreement.vendor.displayName }}
            </a>
            {{ agreement.kind | word: 'agreementKind' }}
          </span>
          <span class="figures number">{{ agreement.expiresOn | day: 'short' }}</span>
          <span class="why quiet small">
            <span>{{ agreement.daysLeft ?? 0 | plural: 'overview.ending.days' }}</span>
            @if (agreement.autoRenews) {
              <span>{{ 'overview.ending.renews' | transloco }}</span>
            }
            @if (agreement.noticeBy) {
              <span class="bad">{{
                'overview.ending.notice' | transloco: { day: (agreement.noticeBy | day: 'short') }
              }}</span>
            }
          </span>
        </li>
      } @empty {
        <li class="quiet">{{ 'overview.ending.none' | transloco }}</li>
      }
    </ul>
    @if (agreements().length) {
      <p class="more small no-print">
        <a routerLink="/agreements" [queryParams]="{ ends: '90' }">{{
          'overview.ending.all' | transloco
        }}</a>
      </p>
    }
  `,
  styleUrl: './lines.scss',
})
export class EndingAgreements {
  readonly agreements = input.required<OverviewQuery['overview']['endingAgreements']>();
  protected readonly tab = { tab: 'agreements' };
}
