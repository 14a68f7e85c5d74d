import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { VendorAgreementsDocument } from '@chaperone/contract/vendors';
import { graphqlResource } from '../../api/index.js';
import { FileLink } from '../../files/file-link.js';
import { DayPipe, PluralPipe, WordPipe } from '../../shell/formats.js';
import { EmptyState, Icon, Waiting } from '../../shell/ui/index.js';
import { AgreementForm, type Agreement } from '../forms/agreement-form.js';
import { Say } from '../say.js';
import { VendorDesk, type Vendor } from './vendor-desk.js';

// As on the overview.
const SOON = 90;

/** The vendor's agreements with their state today, and how compliance changed through time. */
@Component({
  selector: 'ch-agreements-tab',
  imports: [
    AgreementForm,
    DayPipe,
    EmptyState,
    FileLink,
    Icon,
    PluralPipe,
    RouterLink,
    TranslocoPipe,
    Waiting,
    WordPipe,
  ],
  templateUrl: './agreements-tab.html',
  styleUrl: './tabs.scss',
})
export class AgreementsTab {
  readonly vendor = input.required<Vendor>();
  protected readonly desk = inject(VendorDesk);
  protected readonly read = graphqlResource(VendorAgreementsDocument, () => this.desk.asked());
  protected readonly open = signal(false);
  private readonly id = signal<string | undefined>(undefined);
  private readonly say = inject(Say);

  protected readonly agreements = computed(() => this.read.value()?.vendor?.agreements);
  protected readonly history = computed(() => this.read.value()?.vendor?.complianceHistory ?? []);
  protected readonly chosen = computed(() =>
    this.agreements()?.find((agreement) => agreement.id === this.id()),
  );

  protected edit(agreement: Agreement | undefined): void {
    this.id.set(agreement?.id);
    this.open.set(true);
  }

  protected endsSoon({ state, daysLeft }: Agreement): boolean {
    return state === 'ACTIVE' && daysLeft != null && daysLeft <= SOON;
  }

  /** What it covers; nothing named means everything. */
  protected covered(agreement: Agreement): string {
    const services = agreement.services.map((service) => service.name);
    const classes = agreement.dataClasses.map((each) => this.say.inner('dataClass', each));
    return [
      services.length ? this.say.list(services) : this.say.text('vendors.agreement.allServices'),
      classes.length ? this.say.list(classes) : this.say.text('vendors.agreement.allClasses'),
    ].join('; ');
  }
}
