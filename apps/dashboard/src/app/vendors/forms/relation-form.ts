import { Component, inject, input, output, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { RecordRelationDocument } from '@chaperone/contract/vendors';
import { Graphql } from '../../api/index.js';
import { FieldErrors } from '../../shell/ui/field-errors.js';
import { VendorDesk, type Vendor } from '../page/vendor-desk.js';
import { nulled } from './entries.js';
import { FormFrame } from './form-frame.js';
import { InvalidMark } from './invalid-mark.js';
import { VendorPicker } from './vendor-picker.js';

/** One link as the vendor's page reads it. */
export type Relation = Vendor['subprocessors'][number];

/**
 * A vendor's own vendor: which one, for what, with which data, and where that is published. Which of
 * them and for what is the link itself; the rest can be changed.
 */
@Component({
  selector: 'ch-relation-form',
  imports: [FieldErrors, FormField, FormFrame, InvalidMark, TranslocoPipe, VendorPicker],
  templateUrl: './relation-form.html',
  styleUrl: './forms.scss',
})
export class RelationForm {
  readonly vendor = input.required<Vendor>();
  readonly closed = output();

  protected readonly desk = inject(VendorDesk);
  protected readonly entries = signal({
    subprocessor: '',
    purpose: '',
    location: '',
    data: '',
    sourceUrl: '',
  });
  protected readonly form = form(this.entries, (path) => {
    required(path.subprocessor);
    required(path.purpose);
  });
  private readonly graphql = inject(Graphql);

  protected readonly save = async (): Promise<void> => {
    const { subprocessor, purpose, ...published } = this.entries();
    await this.graphql.mutate(RecordRelationDocument, {
      input: { vendor: this.vendor().id, subprocessor, purpose, ...nulled(published) },
    });
    this.desk.saved(undefined);
  };
}
