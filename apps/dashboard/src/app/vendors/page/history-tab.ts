import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  VendorHistoryDocument,
  WhyChangedDocument,
  type VendorHistoryQuery,
} from '@chaperone/contract/vendors';
import { asFailure, type Failure } from '../../api/failure.js';
import { Graphql, graphqlResource } from '../../api/index.js';
import { DayPipe, figure, FigurePipe, WordPipe } from '../../shell/formats.js';
import { BandChip, EmptyState, FailureNotice, ScoreFigure, Waiting } from '../../shell/ui/index.js';
import { text, urlState } from '../../shell/url-state.js';
import { CauseLine } from '../cause-line.js';
import { HistoryChart } from './history-chart.js';
import { VendorDesk, type Vendor } from './vendor-desk.js';

type History = NonNullable<VendorHistoryQuery['vendor']>['scoreHistory'];
/** Entries older than the first page, and where the next page begins. */
interface Older {
  readonly items: History['items'];
  readonly next: string | null;
}

const FIGURES = ['inherent', 'residual', 'ceiling'] as const;
const shown = (value: number | null): string => (value === null ? '' : figure(value));

/** Every score that was stored, what caused each, and which inputs moved it. */
@Component({
  selector: 'ch-history-tab',
  imports: [
    BandChip,
    CauseLine,
    DayPipe,
    EmptyState,
    FailureNotice,
    FigurePipe,
    HistoryChart,
    ScoreFigure,
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
  /** Entries behind the newest ones, as far as they were asked for; none after a new read. */
  private readonly older = linkedSignal<History | undefined, Older>({
    source: this.history,
    computation: (newest) => ({ items: [], next: newest?.next ?? null }),
  });
  protected readonly next = computed(() => this.older().next);
  protected readonly fetching = signal(false);
  protected readonly failure = signal<Failure | undefined>(undefined);
  private readonly graphql = inject(Graphql);
  /** Each with the one before it, which it is compared with; several may be of one day. */
  protected readonly entries = computed(() => {
    const items = [...(this.history()?.items ?? []), ...this.older().items];
    return items.map((entry, at) => ({ ...entry, before: items[at + 1] }));
  });
  /** Today's figures where they differ from the newest stored ones: small moves are not stored. */
  protected readonly today = computed(() => {
    const { score } = this.vendor();
    const newest = this.entries()[0];
    if (!newest || newest.asOf >= score.asOf) return undefined;
    return FIGURES.some((each) => shown(score[each]) !== shown(newest[each])) ? score : undefined;
  });
  /** With today's figures at the end: small moves are not stored, but they are there. */
  protected readonly points = computed(() => {
    const { score } = this.vendor();
    const newest = this.entries()[0];
    return newest && newest.asOf < score.asOf ? [score, ...this.entries()] : this.entries();
  });
  private readonly open = computed(() => {
    const entry = this.entries().find(({ id }) => id === this.state.why());
    return entry?.before
      ? { vendor: this.vendor().id, fromEntry: entry.before.id, toEntry: entry.id }
      : undefined;
  });
  protected readonly why = graphqlResource(WhyChangedDocument, () => this.open());
  /** Nothing while the causes of another entry are still shown. */
  protected readonly causes = computed(() =>
    this.why.loading() ? undefined : this.why.value()?.scoreChange.causes,
  );

  protected async showOlder(): Promise<void> {
    const after = this.next();
    if (after === null || this.fetching()) return;
    this.fetching.set(true);
    this.failure.set(undefined);
    try {
      const reply = await this.graphql.ask(VendorHistoryDocument, { id: this.desk.id(), after });
      const page = reply.vendor?.scoreHistory;
      this.older.update(({ items }) => ({
        items: [...items, ...(page?.items ?? [])],
        next: page?.next ?? null,
      }));
    } catch (error) {
      this.failure.set(asFailure(error));
    } finally {
      this.fetching.set(false);
    }
  }

  protected flip(id: string): void {
    void this.state.set({ why: this.state.why() === id ? '' : id }, { replace: true });
  }
}
