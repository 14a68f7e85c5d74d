/**
 * One vendor. In: its ref in the address, the tab in the query. Out: how it stands in one
 * sentence, its scores with their receipt, and everything behind them in tabs; the forms that
 * change any of it. It computes no score: after a change it shows the one in the reply.
 */
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ArchiveVendorDocument } from '@chaperone/contract/vendors';
import { asFailure, Failure } from '../../api/failure.js';
import { Graphql } from '../../api/index.js';
import { HistoryPanel } from '../../audit/history-panel.js';
import { PageTitle } from '../../shell/page-title.js';
import { WordPipe } from '../../shell/formats.js';
import {
  EmptyState,
  FailureNotice,
  Icon,
  Menu,
  PageHead,
  Toasts,
  Waiting,
} from '../../shell/ui/index.js';
import { choice, urlState } from '../../shell/url-state.js';
import { AgreementForm } from '../forms/agreement-form.js';
import { BreachForm } from '../forms/breach-form.js';
import { ServiceForm } from '../forms/service-form.js';
import { TierForm } from '../forms/tier-form.js';
import { VendorForm } from '../forms/vendor-form.js';
import { Say } from '../say.js';
import { AboutTab } from './about-tab.js';
import { AgreementsTab } from './agreements-tab.js';
import { BreachesTab } from './breaches-tab.js';
import { HistoryTab } from './history-tab.js';
import { ImportsCard } from './imports-card.js';
import { QuestionnairesTab } from './questionnaires-tab.js';
import { ScoreTab } from './score-tab.js';
import { ServicesTab } from './services-tab.js';
import { hasLapsed, standingSentence } from './standing-sentence.js';
import { SummaryStrip } from './summary-strip.js';
import { VendorDesk } from './vendor-desk.js';

const TABS = [
  'score',
  'services',
  'agreements',
  'questionnaires',
  'breaches',
  'history',
  'about',
] as const;

@Component({
  imports: [
    AboutTab,
    AgreementForm,
    AgreementsTab,
    BreachForm,
    BreachesTab,
    EmptyState,
    FailureNotice,
    HistoryPanel,
    HistoryTab,
    ImportsCard,
    Icon,
    Menu,
    PageHead,
    QuestionnairesTab,
    RouterLink,
    ScoreTab,
    ServiceForm,
    ServicesTab,
    SummaryStrip,
    TierForm,
    TranslocoPipe,
    VendorForm,
    Waiting,
    WordPipe,
  ],
  providers: [VendorDesk],
  templateUrl: './vendor-page.html',
  styleUrl: './vendor-page.scss',
})
export class VendorPage {
  protected readonly desk = inject(VendorDesk);
  protected readonly state = urlState({ tab: choice(TABS, 'score') });
  protected readonly tabs = TABS;
  protected readonly form = signal<'' | 'vendor' | 'service' | 'agreement' | 'breach' | 'tier'>('');
  protected readonly failure = signal<Failure | undefined>(undefined);
  private readonly say = inject(Say);
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly title = inject(PageTitle);

  protected readonly crumbs = [{ label: this.say.text('vendors.title'), link: '/vendors' }];
  protected readonly sentence = computed(() => {
    const vendor = this.desk.vendor();
    return vendor ? standingSentence(vendor, this.say) : '';
  });
  protected readonly lapsed = computed(() => {
    const vendor = this.desk.vendor();
    return !!vendor && hasLapsed(vendor);
  });
  /** What stands in a tab's counter; nothing where nothing is to be done. */
  protected readonly counts = computed<Partial<Record<(typeof TABS)[number], number>>>(() => {
    const vendor = this.desk.vendor();
    if (!vendor) return {};
    return {
      services: vendor.services.filter((service) => service.status !== 'ENDED').length,
      breaches: vendor.breachCount,
    };
  });

  constructor() {
    // What was saved was said where it was saved: another tab begins without it.
    let tab = this.state.tab();
    effect(() => {
      const now = this.state.tab();
      if (now !== tab) untracked(() => this.desk.news.set(''));
      tab = now;
    });
    effect(() => {
      const vendor = this.desk.vendor();
      if (vendor) this.title.name(`${vendor.displayName} (${vendor.ref})`);
    });
  }

  /** Archives or brings back, and offers the way back. */
  protected async archive(archived: boolean): Promise<void> {
    const vendor = this.desk.vendor();
    if (!vendor) return;
    this.failure.set(undefined);
    try {
      const input = { id: vendor.id, rev: vendor.rev, archived };
      const reply = await this.graphql.mutate(ArchiveVendorDocument, { input });
      this.desk.reload();
      const { rev } = reply.archiveVendor;
      this.toasts.show(this.say.text(`vendors.page.${archived ? 'archived' : 'restored'}`), {
        label: this.say.text('vendors.page.undo'),
        run: () => void this.undoArchive(vendor.id, rev, !archived),
      });
    } catch (error) {
      this.failure.set(asFailure(error));
    }
  }

  private async undoArchive(id: string, rev: number, archived: boolean): Promise<void> {
    try {
      await this.graphql.mutate(ArchiveVendorDocument, { input: { id, rev, archived } });
    } catch (error) {
      this.failure.set(asFailure(error));
    }
    this.desk.reload();
  }
}
