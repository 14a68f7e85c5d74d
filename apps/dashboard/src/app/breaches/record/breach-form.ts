import { Component, effect, inject, input, output, signal, untracked } from '@angular/core';
import { form, min, required, validate } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { SaveBreachDocument, type SaveBreachMutation } from '@chaperone/contract/breaches';
import {
  DATA_CLASSES,
  DATE_PRECISIONS,
  FAULTS,
  KNOWLEDGE,
  VERIS_ACTIONS,
} from '@chaperone/risk-model';
import { Graphql } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { FORM_PARTS } from '../../shell/ui/field-errors.js';
import { Toasts } from '../../shell/ui/index.js';
import { FormFrame } from '../../vendors/forms/form-frame.js';
import { Picks } from '../../vendors/forms/picks.js';
import { VendorPicker } from '../../vendors/forms/vendor-picker.js';
import { Say } from '../../vendors/say.js';
import { breachEntries, breachInput, concernInput, type ConcernEntries } from './breach-entries.js';
import type { BreachRecord } from './record-page.js';

/** A breach that somebody heard of, new or changed; whom it concerns can be said at once. */
@Component({
  selector: 'ch-breach-form',
  imports: [FORM_PARTS, FormFrame, Picks, TranslocoPipe, VendorPicker, WordPipe],
  templateUrl: './breach-form.html',
  styleUrl: './breach-form.scss',
})
export class BreachForm {
  /** The one to change; none: a new one. */
  readonly record = input<BreachRecord>();
  readonly done = output<SaveBreachMutation['recordBreach']>();
  readonly reloaded = output();
  readonly closed = output();

  protected readonly faults = FAULTS;
  protected readonly knowledge = KNOWLEDGE;
  protected readonly classes = DATA_CLASSES;
  protected readonly causes = VERIS_ACTIONS;
  protected readonly precisions = DATE_PRECISIONS;
  protected readonly entries = signal({
    ...breachEntries(undefined),
    vendor: '',
    fault: '' as ConcernEntries['fault'],
    ourData: 'UNKNOWN' as ConcernEntries['ourData'],
  });
  private readonly say = inject(Say);
  private readonly toasts = inject(Toasts);
  private readonly graphql = inject(Graphql);
  protected readonly form = form(this.entries, (path) => {
    required(path.title);
    min(path.people, 0);
    validate(path.discoveredOn, ({ value, valueOf }) =>
      value() || valueOf(path.breachedOn) || valueOf(path.reportedOn)
        ? undefined
        : { kind: 'someDay', message: this.say.text('breaches.form.someDay') },
    );
  });
  private before = breachEntries(undefined);
  private filled = false;

  constructor() {
    effect(() => {
      const record = this.record();
      // A version read again later must not touch what was typed.
      if (!record || this.filled) return;
      this.filled = true;
      this.before = breachEntries(record);
      untracked(() => this.entries.update((entries) => ({ ...entries, ...this.before })));
    });
  }

  protected readonly save = async (): Promise<void> => {
    const { vendor, fault, ourData, ...facts } = this.entries();
    const input = {
      ...breachInput(this.before, facts, this.record()),
      ...concernInput({ vendor, fault, ourData }),
    };
    const { recordBreach: saved } = await this.graphql.mutate(SaveBreachDocument, { input });
    this.toasts.show(this.news(saved));
    this.done.emit(saved);
  };

  /** The scores of those whom it concerns, from the reply itself. */
  private news(saved: SaveBreachMutation['recordBreach']): string {
    const scores = saved.matches
      .filter(({ state }) => state === 'CONFIRMED')
      .map(({ vendor: { displayName, score } }) => {
        const points = score.residual ?? score.ceiling;
        const basis = score.residual === null ? 'upTo' : 'now';
        return points === null
          ? ''
          : this.say.text(`breaches.form.${basis}`, {
              vendor: displayName,
              score: this.say.figure(points),
            });
      });
    return [this.say.text('breaches.form.saved', { ref: saved.ref }), ...scores]
      .filter(Boolean)
      .join(' ');
  }
}
