import { Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { VendorListQuery } from '@chaperone/contract/vendors';
import { DayPipe, FigurePipe, today, WordPipe } from '../../shell/formats.js';
import { BandChip, Icon, ScoreFigure, SortHeader } from '../../shell/ui/index.js';
import type { Order } from '../../shell/url-state.js';
import { Session } from '../../api/index.js';
import { ComplianceMark } from '../compliance-mark.js';
import type { VendorColumn, VendorSortField } from '../vendor-list-view.js';

type Row = VendorListQuery['vendors']['items'][number];

/** A column's key in the graph's order; compliance has none and goes by the agreements' ends. */
const COLUMNS: readonly {
  column: VendorColumn;
  sort: VendorSortField;
  first: 'ASC' | 'DESC';
  number?: boolean;
}[] = [
  { column: 'CATEGORY', sort: 'CATEGORY', first: 'ASC' },
  { column: 'TIER', sort: 'TIER', first: 'DESC' },
  { column: 'INHERENT', sort: 'INHERENT', first: 'DESC', number: true },
  { column: 'RESIDUAL', sort: 'RANK', first: 'DESC' },
  { column: 'COMPLIANCE', sort: 'AGREEMENT_END', first: 'ASC' },
  { column: 'OPEN_FINDINGS', sort: 'OPEN_FINDINGS', first: 'DESC', number: true },
  { column: 'LAST_BREACH', sort: 'LAST_BREACH', first: 'DESC' },
  { column: 'NEXT_REVIEW', sort: 'NEXT_REVIEW', first: 'ASC' },
];

/** One page of the register. On a phone every row is a card that names its own values. */
@Component({
  selector: 'ch-vendor-table',
  imports: [
    BandChip,
    ComplianceMark,
    DayPipe,
    FigurePipe,
    Icon,
    RouterLink,
    ScoreFigure,
    SortHeader,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './vendor-table.html',
  styleUrl: './vendor-table.scss',
})
export class VendorTable {
  readonly vendors = input.required<readonly Row[]>();
  readonly columns = input.required<readonly VendorColumn[]>();
  readonly order = input.required<Order<VendorSortField>>();
  readonly ordered = output<Order<VendorSortField>>();

  protected readonly all = COLUMNS;
  private readonly today = today(inject(Session).viewer()?.organisation.timeZone ?? 'UTC');

  protected overdue(vendor: Row): boolean {
    return vendor.nextReviewOn != null && vendor.nextReviewOn < this.today;
  }
}
