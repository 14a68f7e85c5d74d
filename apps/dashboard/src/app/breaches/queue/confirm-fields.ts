import { Component, computed, effect, input, output, signal, untracked } from '@angular/core';
import { form } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { FAULTS, KNOWLEDGE, type Fault, type Knowledge } from '@chaperone/risk-model';
import { WordPipe } from '../../shell/formats.js';
import { FORM_PARTS } from '../../shell/ui/field-errors.js';
import { suggestedFault, type Confirmation, type Filing, type Match } from './decision.js';

/** What a person says about a match when confirming it: whose failing, our data, the alias. */
@Component({
  selector: 'ch-confirm-fields',
  imports: [FORM_PARTS, TranslocoPipe, WordPipe],
  templateUrl: './confirm-fields.html',
  styleUrl: './confirm-fields.scss',
})
export class ConfirmFields {
  readonly match = input.required<Match>();
  readonly filing = input.required<Filing>();
  /** The record's name, which may become another name of the vendor. */
  readonly name = input.required<string>();
  readonly busy = input(false);
  readonly confirmed = output<Confirmation>();
  readonly dropped = output();

  protected readonly faults = FAULTS;
  protected readonly knowledge = KNOWLEDGE;
  protected readonly suggested = computed(() => suggestedFault(this.filing(), this.match().reason));
  protected readonly entries = signal({
    fault: 'VENDOR_SUSPECTED' as Fault,
    ourData: 'UNKNOWN' as Knowledge,
    addAlias: false,
    note: '',
  });
  protected readonly form = form(this.entries);

  constructor() {
    effect(() => {
      const { state, fault, ourData, note } = this.match();
      const first = state === 'CONFIRMED' ? fault : this.suggested();
      untracked(() => this.entries.set({ fault: first, ourData, addAlias: false, note }));
    });
  }

  protected send(event: Event): void {
    event.preventDefault();
    this.confirmed.emit(this.entries());
  }
}
