import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable, toSignal } from '@angular/core/rxjs-interop';
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { debounceTime } from 'rxjs';
import {
  CreateVendorDocument,
  OwnersDocument,
  SimilarVendorsDocument,
  UpdateVendorDocument,
} from '@chaperone/contract/vendors';
import { VENDOR_CATEGORIES, VENDOR_STATUSES } from '@chaperone/risk-model';
import { Graphql, graphqlResource, Session } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { FieldErrors } from '../../shell/ui/field-errors.js';
import { VendorDesk, type Vendor } from '../page/vendor-desk.js';
import { changed } from './entries.js';
import { FormFrame } from './form-frame.js';
import { InvalidMark } from './invalid-mark.js';
import { vendorEntries, vendorInput } from './vendor-entries.js';

// Two letters are in half of all names.
const SHORTEST_SEARCH = 3;
const TYPING_MS = 250;
const LONGEST_NAME = 200;

/** A new vendor, or the facts of one that is there. While a name is typed, alike ones are shown. */
@Component({
  selector: 'ch-vendor-form',
  imports: [FieldErrors, FormField, FormFrame, InvalidMark, RouterLink, TranslocoPipe, WordPipe],
  templateUrl: './vendor-form.html',
  styleUrl: './forms.scss',
})
export class VendorForm {
  /** The one to change; none: a new one. */
  readonly vendor = input<Vendor>();
  readonly closed = output();
  /** The ref of the vendor that was made. */
  readonly done = output<string>();

  protected readonly categories = VENDOR_CATEGORIES;
  protected readonly statuses = VENDOR_STATUSES;
  protected readonly entries = signal(vendorEntries(undefined));
  protected readonly form = form(this.entries, (path) => {
    required(path.displayName);
    maxLength(path.displayName, LONGEST_NAME);
  });
  protected readonly desk = inject(VendorDesk, { optional: true });
  protected readonly session = inject(Session);
  private readonly graphql = inject(Graphql);
  private before = this.entries();
  private filled = false;

  private readonly name = computed(() => this.entries().displayName.trim());
  private readonly pausedName = toSignal(
    toObservable(this.name).pipe(debounceTime(TYPING_MS), takeUntilDestroyed()),
  );
  private readonly similar = graphqlResource(SimilarVendorsDocument, () => {
    const name = this.pausedName() ?? '';
    return this.vendor() || name.length < SHORTEST_SEARCH ? undefined : { name };
  });
  protected readonly alike = computed(() =>
    this.name().length < SHORTEST_SEARCH ? [] : (this.similar.value()?.similarVendors ?? []),
  );
  private readonly people = graphqlResource(OwnersDocument, () => ({}));
  /** Those who may own it; the present one even where the list may not be read. */
  protected readonly owners = computed(() => {
    const people = this.people.failure() ? [] : (this.people.value()?.people.items ?? []);
    const owner = this.vendor()?.owner;
    return owner && !people.some(({ id }) => id === owner.id) ? [owner, ...people] : people;
  });

  constructor() {
    effect(() => {
      const vendor = this.vendor();
      // A version read again later must not touch what was typed.
      if (!vendor || this.filled) return;
      this.filled = true;
      this.before = vendorEntries(vendor);
      this.entries.set(this.before);
    });
  }

  protected readonly save = async (): Promise<void> => {
    const vendor = this.vendor();
    if (!vendor) {
      const { displayName, ...rest } = vendorInput(
        changed(this.before, this.entries()),
        this.entries(),
      );
      const input = { ...rest, displayName: displayName ?? '' };
      const reply = await this.graphql.mutate(CreateVendorDocument, { input });
      this.done.emit(reply.createVendor.ref);
      return;
    }
    const input = {
      ...vendorInput(changed(this.before, this.entries()), this.entries()),
      id: vendor.id,
      rev: vendor.rev,
    };
    const reply = await this.graphql.mutate(UpdateVendorDocument, { input });
    this.desk?.saved(reply.updateVendor.score);
  };
}
