import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { VendorHistoryDocument, WhyChangedDocument } from '@chaperone/contract/vendors';
import { graphqlResource } from '../../api/index.js';
import { DayPipe, FigurePipe, SignedPipe, WordPipe } from '../../shell/formats.js';
import { BandChip, EmptyState, ScoreFigure, Waiting } from '../../shell/ui/index.js';
import { text, urlState } from '../../shell/url-state.js';
import { HistoryChart } from './history-chart.js';
import { VendorDesk, type Vendor } from './vendor-desk.js';

/** Every score that was stored, what caused each, and which inputs moved it. */
@Component({
  selector: 'ch-history-tab',
  imports: [
    BandChip,
    DayPipe,
    EmptyState,
    FigurePipe,
    HistoryChart,
    ScoreFigure,
    SignedPipe,
    TranslocoPipe,
    Waiting,
    WordPipe,
  ],
  templateUrl: './history-tab.html',
  styleUrl: './tabs.scss',
})
export class HistoryTab {
  readonly vendor = input.required<Vendor>();
  /** The entry whose causes are open. */
  protected readonly state = urlState({ why: text() });
  protected readonly desk = inject(VendorDesk);
  protected readonly read = graphqlResource(VendorHistoryDocument, () => this.desk.asked());
  protected readonly history = computed(() => this.read.value()?.vendor?.scoreHistory);
  /** Changes are compared by day: an entry is compared if it was the last one of its day. */
  protected readonly entries = computed(() => {
    const items = this.history()?.items ?? [];
    return items.map((entry, at) => {
      const lastOfDay = items[at - 1]?.asOf !== entry.asOf;
      const before = items.slice(at + 1).find((older) => older.asOf < entry.asOf);
      return { ...entry, since: lastOfDay ? before?.asOf : undefined };
    });
  });
  /** With today's figures at the end: small moves are not stored, but they are there. */
  protected readonly points = computed(() => {
    const { score } = this.vendor();
    const newest = this.entries()[0];
    return newest && newest.asOf < score.asOf ? [score, ...this.entries()] : this.entries();
  });
  private readonly open = computed(() => {
    const entry = this.entries().find(({ id }) => id === this.state.why());
    return entry?.since
      ? { vendor: this.vendor().id, from: entry.since, to: entry.asOf }
      : undefined;
  });
  protected readonly why = graphqlResource(WhyChangedDocument, () => this.open());
  /** Nothing while the causes of another entry are still shown. */
  protected readonly causes = computed(() =>
    this.why.loading() ? undefined : this.why.value()?.scoreChange.causes,
  );

  protected flip(id: string): void {
    void this.state.set({ why: this.state.why() === id ? '' : id }, { replace: true });
  }
}
