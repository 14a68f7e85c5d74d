import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { form, FormField, min, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  RecordAgreementDocument,
  VendorServicesDocument,
  type RecordAgreementMutation,
  type VendorAgreementsQuery,
} from '@chaperone/contract/vendors';
import {
  AGREEMENT_DIRECTIONS,
  AGREEMENT_KINDS,
  AGREEMENT_STATUSES,
  DATA_CLASSES,
  type AgreementDirection,
  type AgreementKind,
  type AgreementStatus,
} from '@chaperone/risk-model';
import { Graphql, graphqlResource } from '../../api/index.js';
import { FileField } from '../../files/file-field.js';
import type { Paper } from '../../files/file-sender.js';
import { WordPipe } from '../../shell/formats.js';
import { FieldErrors } from '../../shell/ui/field-errors.js';
import { changed, filled, listOf, nulled } from './entries.js';
import { FormFrame } from './form-frame.js';
import { InvalidMark } from './invalid-mark.js';
import { Picks } from './picks.js';
import { VendorPicker } from './vendor-picker.js';

/** One agreement as the pages read it. */
export type Agreement = NonNullable<VendorAgreementsQuery['vendor']>['agreements'][number];

/** What a change did: the agreement, and its vendor as it stands now. */
export type RecordedAgreement = RecordAgreementMutation['recordAgreement'];

/**
 * An agreement, typed in from its paper. Whether it is in force is computed, never typed.
 * Where no vendor is given, the first question is whose it is.
 */
@Component({
  selector: 'ch-agreement-form',
  imports: [
    FieldErrors,
    FileField,
    FormField,
    FormFrame,
    InvalidMark,
    Picks,
    TranslocoPipe,
    VendorPicker,
    WordPipe,
  ],
  templateUrl: './agreement-form.html',
  styleUrl: './forms.scss',
})
export class AgreementForm {
  /** Whose it is; null: to be chosen. */
  readonly vendor = input.required<string | null>();
  /** The vendor's services, where the page holds them; none: the form asks for them. */
  readonly known = input<readonly { readonly id: string; readonly name: string }[]>();
  /** The one to change; none: a new one. */
  readonly agreement = input<Agreement>();
  readonly done = output<RecordedAgreement>();
  readonly reloaded = output();
  readonly closed = output();

  protected readonly kinds = AGREEMENT_KINDS;
  protected readonly statuses = AGREEMENT_STATUSES;
  protected readonly directions = AGREEMENT_DIRECTIONS;
  protected readonly classes = DATA_CLASSES;
  protected readonly entries = signal(entriesOf(undefined));
  protected readonly form = form(this.entries, (path) => {
    required(path.vendor, { when: () => this.vendor() === null });
    required(path.effectiveOn, { when: ({ valueOf }) => valueOf(path.status) === 'SIGNED' });
    min(path.noticeDays, 0);
    min(path.breachNoticeHours, 0);
  });
  private readonly graphql = inject(Graphql);
  private readonly whose = computed(() => this.vendor() ?? this.entries().vendor);
  private readonly read = graphqlResource(VendorServicesDocument, () =>
    this.whose() && !this.known() ? { id: this.whose() } : undefined,
  );
  protected readonly services = computed(
    () => this.known() ?? this.read.value()?.vendor?.services ?? [],
  );
  protected readonly papers = signal<readonly Paper[]>([]);
  private before = this.entries();
  private filled = false;

  constructor() {
    effect(() => {
      const agreement = this.agreement();
      if (this.filled) return;
      this.filled = true;
      this.before = entriesOf(agreement);
      this.entries.set(this.before);
      this.papers.set(agreement?.documents ?? []);
    });
  }

  protected flip(id: string): void {
    this.entries.update((entries) => {
      const services = new Set(entries.services);
      if (!services.delete(id)) services.add(id);
      return { ...entries, services: [...services] };
    });
  }

  protected readonly save = async (): Promise<void> => {
    const agreement = this.agreement();
    const entries = this.entries();
    const facts = agreement ? changed(this.before, entries) : entries;
    const { vendor: _chosen, regions, note, services, dataClasses, ...plain } = facts;
    const input = {
      ...nulled(plain),
      ...(note !== undefined && { note }),
      ...(regions !== undefined && { regions: listOf(regions) }),
      ...(services && { services: [...services] }),
      ...(dataClasses && {
        dataClasses: DATA_CLASSES.filter((each) => dataClasses.includes(each)),
      }),
      ...this.documents(),
      ...(agreement ? { id: agreement.id, rev: agreement.rev } : { vendor: this.whose() }),
    };
    const reply = await this.graphql.mutate(RecordAgreementDocument, { input });
    this.done.emit(reply.recordAgreement);
  };

  /** Named as a whole, and only where they changed. */
  private documents(): { documents?: string[] } {
    const now = this.papers().map(({ id }) => id);
    const before = (this.agreement()?.documents ?? []).map(({ id }) => id);
    return now.join() === before.join() ? {} : { documents: now };
  }
}

const EMPTY = {
  vendor: '',
  kind: 'BAA' as AgreementKind,
  status: 'SIGNED' as AgreementStatus,
  direction: 'DOWNSTREAM' as AgreementDirection,
  evergreen: false,
  autoRenews: false,
  noticeDays: null as number | null,
  breachNoticeHours: null as number | null,
  effectiveOn: '',
  expiresOn: '',
  terminatedOn: '',
  signedOn: '',
  signedBy: '',
  services: [] as readonly string[],
  dataClasses: [] as readonly string[],
  regions: '',
  link: '',
  note: '',
};

function entriesOf(agreement: Agreement | undefined): typeof EMPTY {
  if (!agreement) return EMPTY;
  const services = agreement.services.map((service) => service.id);
  return filled(EMPTY, { ...agreement, services, regions: agreement.regions.join(', ') });
}
