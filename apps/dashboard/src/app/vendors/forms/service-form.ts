import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { form, FormField, maxLength, min, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { UpsertServiceDocument } from '@chaperone/contract/vendors';
import {
  ACCESS_LEVELS,
  COVER_KINDS,
  COVER_REASONS,
  DATA_CLASSES,
  OUTAGE_TOLERANCES,
  SERVICE_STATUSES,
  SUBJECTS,
  SUBSTITUTABILITIES,
} from '@chaperone/risk-model';
import { Graphql } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { FieldErrors } from '../../shell/ui/field-errors.js';
import { VendorDesk, type Service, type Vendor } from '../page/vendor-desk.js';
import { changed } from './entries.js';
import { FormFrame } from './form-frame.js';
import { InvalidMark } from './invalid-mark.js';
import { Picks } from './picks.js';
import { NOTES, serviceEntries, serviceInput } from './service-entries.js';

const LONGEST_NAME = 200;

/** All facts of a service. Each may stay unknown, and the form says what an unknown counts as. */
@Component({
  selector: 'ch-service-form',
  imports: [FieldErrors, FormField, FormFrame, InvalidMark, Picks, TranslocoPipe, WordPipe],
  templateUrl: './service-form.html',
  styleUrl: './forms.scss',
})
export class ServiceForm {
  readonly vendor = input.required<Vendor>();
  /** The one to change; none: a new one. */
  readonly service = input<Service>();
  readonly closed = output();

  protected readonly desk = inject(VendorDesk);
  protected readonly classes = DATA_CLASSES;
  protected readonly subjects = SUBJECTS;
  protected readonly accesses = ACCESS_LEVELS;
  protected readonly tolerances = OUTAGE_TOLERANCES;
  protected readonly substitutes = SUBSTITUTABILITIES;
  protected readonly kinds = COVER_KINDS;
  protected readonly reasons = COVER_REASONS;
  protected readonly notes = NOTES;
  /** Whoever may only ask for a service cannot make it count. */
  protected readonly statuses = computed(() =>
    this.desk.can('vendors:write') ? SERVICE_STATUSES : (['REQUESTED'] as const),
  );
  protected readonly entries = signal(serviceEntries(undefined));
  protected readonly form = form(this.entries, (path) => {
    required(path.name);
    maxLength(path.name, LONGEST_NAME);
    min(path.people, 0);
    min(path.subprocessors, 0);
  });
  private readonly graphql = inject(Graphql);
  private before = this.entries();
  private filled = false;

  constructor() {
    effect(() => {
      const service = this.service();
      if (this.filled) return;
      this.filled = true;
      const entries = serviceEntries(service);
      // A new one counts at once where the reader may say so, and always tells whose data it is.
      const status = this.desk.can('vendors:write') ? 'ACTIVE' : 'REQUESTED';
      this.before = service ? entries : { ...entries, subjects: [] };
      this.entries.set(service ? entries : { ...entries, status });
    });
  }

  protected readonly save = async (): Promise<void> => {
    const known = this.service();
    const service = this.vendor().services.find(({ id }) => id === known?.id) ?? known;
    const which = service
      ? { id: service.id, rev: service.rev }
      : { vendor: this.vendor().id, status: this.entries().status };
    const facts = serviceInput(changed(this.before, this.entries()), this.entries());
    const reply = await this.graphql.mutate(UpsertServiceDocument, {
      input: { ...facts, ...which },
    });
    this.desk.saved(reply.upsertService.vendor.score);
  };
}
