import { Component, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BreachesQuery } from '@chaperone/contract/breaches';
import { WordPipe } from '../../shell/formats.js';
import { SortHeader } from '../../shell/ui/index.js';
import type { Order } from '../../shell/url-state.js';
import { HappenedPipe } from '../known-day.js';
import { People } from '../people.js';
import type { BreachSortField } from './register-view.js';

type Row = BreachesQuery['breaches']['items'][number];

/** One page of the register. On a phone every row is a card that names its own values. */
@Component({
  selector: 'ch-breach-table',
  imports: [HappenedPipe, People, RouterLink, SortHeader, TranslocoPipe, WordPipe],
  templateUrl: './breach-table.html',
  styleUrl: './breach-table.scss',
})
export class BreachTable {
  readonly breaches = input.required<readonly Row[]>();
  readonly order = input.required<Order<BreachSortField>>();
  readonly ordered = output<Order<BreachSortField>>();

  /** Confirmed vendors first; rejected ones are no longer the record's. */
  protected matchesOf(row: Row): Row['matches'] {
    return row.matches
      .filter((match) => match.state !== 'REJECTED')
      .sort((a, b) => Number(b.state === 'CONFIRMED') - Number(a.state === 'CONFIRMED'));
  }
}
