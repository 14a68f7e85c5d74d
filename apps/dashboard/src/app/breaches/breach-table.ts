import { Component, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BreachesQuery } from '@chaperone/contract/breaches';
import { DayPipe, WholePipe, WordPipe } from '../shell/formats.js';
import { SortHeader } from '../shell/ui/index.js';
import type { Order } from '../shell/url-state.js';
import type { BreachSortField } from './breach-list-view.js';

type Row = BreachesQuery['breaches']['items'][number];

/** One page of the register. On a phone every row is a card that names its own values. */
@Component({
  selector: 'ch-breach-table',
  imports: [DayPipe, RouterLink, SortHeader, TranslocoPipe, WholePipe, WordPipe],
  template: `
    <table class="rows">
      <caption class="sr-only">
        {{
          'breaches.caption' | transloco
        }}
      </caption>
      <thead>
        <tr>
          <th chSort="TITLE" [order]="order()" (ordered)="ordered.emit($event)">
            {{ 'breaches.who' | transloco }}
          </th>
          <th chSort="SOURCE" [order]="order()" (ordered)="ordered.emit($event)">
            {{ 'breaches.source' | transloco }}
          </th>
          <th chSort="HAPPENED" first="DESC" [order]="order()" (ordered)="ordered.emit($event)">
            {{ 'breaches.happened' | transloco }}
          </th>
          <th
            chSort="PEOPLE"
            first="DESC"
            class="number"
            [order]="order()"
            (ordered)="ordered.emit($event)"
          >
            {{ 'breaches.people' | transloco }}
          </th>
          <th scope="col">{{ 'breaches.cause' | transloco }}</th>
          <th scope="col">{{ 'breaches.vendors' | transloco }}</th>
        </tr>
      </thead>
      <tbody>
        @for (breach of breaches(); track breach.id) {
          <tr>
            <td class="name">
              <a [routerLink]="['/breaches', breach.ref]">{{ breach.title }}</a>
              <span class="quiet small">
                {{ breach.ref }}
                @if (breach.usState) {
                  · {{ breach.usState }}
                }
                @if (!breach.companyBreach) {
                  · {{ 'breaches.notCompany' | transloco }}
                }
              </span>
            </td>
            <td [attr.data-label]="'breaches.source' | transloco">
              {{ breach.source | word: 'breachSource' }}
            </td>
            <td [attr.data-label]="'breaches.happened' | transloco">
              {{ breach.happenedOn | day: 'short' }}
            </td>
            <td class="number" [attr.data-label]="'breaches.people' | transloco">
              @if (breach.peoplePlaceholder) {
                <span class="quiet">{{ 'breaches.counting' | transloco }}</span>
              } @else if (breach.people !== null) {
                {{ breach.people | whole }}
              } @else {
                <span class="quiet">–</span>
              }
            </td>
            <td [attr.data-label]="'breaches.cause' | transloco">
              @for (cause of breach.causes; track cause) {
                <span class="part">{{ cause | word: 'verisAction' }}</span>
              }
            </td>
            <td [attr.data-label]="'breaches.vendors' | transloco">
              @for (match of breach.matches; track match.id) {
                <span class="part">
                  <a
                    [routerLink]="['/vendors', match.vendor.ref]"
                    [queryParams]="{ tab: 'breaches' }"
                    >{{ match.vendor.displayName }}</a
                  >
                  <span class="quiet small">· {{ match.state | word: 'matchState' }}</span>
                </span>
              } @empty {
                <span class="quiet">–</span>
              }
            </td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    .part .small {
      display: inline;
      margin-inline-start: 0.25rem;
    }
    .name .small,
    .part {
      display: block;
    }
  `,
})
export class BreachTable {
  readonly breaches = input.required<readonly Row[]>();
  readonly order = input.required<Order<BreachSortField>>();
  readonly ordered = output<Order<BreachSortField>>();
}
