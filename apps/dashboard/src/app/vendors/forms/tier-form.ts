import { Component, effect, inject, input, output, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { OverrideTierDocument } from '@chaperone/contract/vendors';
import { BANDS, type Band } from '@chaperone/risk-model';
import { Graphql } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { FieldErrors } from '../../shell/ui/field-errors.js';
import { VendorDesk, type Vendor } from '../page/vendor-desk.js';
import { FormFrame } from './form-frame.js';
import { InvalidMark } from './invalid-mark.js';

/** A person's tier in place of the computed one, with a reason and an end; or the way back. */
@Component({
  selector: 'ch-tier-form',
  imports: [FieldErrors, FormField, FormFrame, InvalidMark, TranslocoPipe, WordPipe],
  templateUrl: './tier-form.html',
})
export class TierForm {
  readonly vendor = input.required<Vendor>();
  readonly closed = output();

  protected readonly desk = inject(VendorDesk);
  protected readonly bands = BANDS;
  protected readonly entries = signal({ tier: '' as Band | '', reason: '', until: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.reason, { when: ({ valueOf }) => valueOf(path.tier) !== '' });
    required(path.until, { when: ({ valueOf }) => valueOf(path.tier) !== '' });
  });
  private readonly graphql = inject(Graphql);
  private filled = false;

  constructor() {
    effect(() => {
      const { tierOverride } = this.vendor();
      if (this.filled) return;
      this.filled = true;
      if (!tierOverride) return;
      const { tier, reason, until } = tierOverride;
      this.entries.set({ tier, reason, until });
    });
  }

  protected readonly save = async (): Promise<void> => {
    const { tier, reason, until } = this.entries();
    const { id, rev } = this.vendor();
    const choice = tier ? { tier, reason, until } : { tier: null };
    const reply = await this.graphql.mutate(OverrideTierDocument, {
      input: { id, rev, ...choice },
    });
    this.desk.saved(reply.overrideTier.score);
  };
}
