import { Component, effect, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { DecideBreachMatchDocument, type VendorBreachesQuery } from '@chaperone/contract/vendors';
import { FAULTS, KNOWLEDGE, type Fault, type Knowledge } from '@chaperone/risk-model';
import { Graphql } from '../../api/index.js';
import { HappenedPipe } from '../../breaches/known-day.js';
import { WordPipe } from '../../shell/formats.js';
import { FieldErrors } from '../../shell/ui/field-errors.js';
import { VendorDesk } from '../page/vendor-desk.js';
import { FormFrame } from './form-frame.js';
import { InvalidMark } from './invalid-mark.js';

/** One breach that may concern the vendor. */
export type Match = NonNullable<VendorBreachesQuery['vendor']>['breachMatches'][number];

/** Confirms that a breach concerns this vendor, with whose failing it was. */
@Component({
  selector: 'ch-match-form',
  imports: [FieldErrors, FormField, FormFrame, HappenedPipe, InvalidMark, TranslocoPipe, WordPipe],
  templateUrl: './match-form.html',
})
export class MatchForm {
  readonly match = input.required<Match>();
  readonly closed = output();

  protected readonly desk = inject(VendorDesk);
  protected readonly faults = FAULTS;
  protected readonly knowledge = KNOWLEDGE;
  protected readonly entries = signal({
    fault: 'VENDOR_SUSPECTED' as Fault,
    ourData: 'UNKNOWN' as Knowledge,
    addAlias: false,
    note: '',
  });
  protected readonly form = form(this.entries);
  private readonly graphql = inject(Graphql);
  private filled = false;

  constructor() {
    effect(() => {
      const { fault, ourData, note } = this.match();
      if (this.filled) return;
      this.filled = true;
      this.entries.set({ fault, ourData, note, addAlias: false });
    });
  }

  protected readonly save = async (): Promise<void> => {
    const { id, rev } = this.match();
    const input = { id, rev, state: 'CONFIRMED' as const, ...this.entries() };
    const reply = await this.graphql.mutate(DecideBreachMatchDocument, { input });
    this.desk.saved(reply.decideBreachMatch.vendor.score);
  };
}
