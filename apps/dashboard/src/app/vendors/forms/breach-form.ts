import { Component, inject, input, output, signal } from '@angular/core';
import { form, FormField, min, required, validate } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { RecordBreachDocument } from '@chaperone/contract/vendors';
import {
  DATA_CLASSES,
  FAULTS,
  KNOWLEDGE,
  VERIS_ACTIONS,
  type Fault,
  type Knowledge,
} from '@chaperone/risk-model';
import { Graphql } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { FieldErrors } from '../../shell/ui/field-errors.js';
import { VendorDesk, type Vendor } from '../page/vendor-desk.js';
import { Say } from '../say.js';
import { nulled } from './entries.js';
import { FormFrame } from './form-frame.js';
import { InvalidMark } from './invalid-mark.js';
import { Picks } from './picks.js';

/** A breach that somebody heard of, confirmed for this vendor as it is recorded. */
@Component({
  selector: 'ch-breach-form',
  imports: [FieldErrors, FormField, FormFrame, InvalidMark, Picks, TranslocoPipe, WordPipe],
  templateUrl: './breach-form.html',
  styleUrl: './forms.scss',
})
export class BreachForm {
  readonly vendor = input.required<Vendor>();
  readonly closed = output();

  protected readonly desk = inject(VendorDesk);
  protected readonly faults = FAULTS;
  protected readonly knowledge = KNOWLEDGE;
  protected readonly classes = DATA_CLASSES;
  protected readonly causes = VERIS_ACTIONS;
  protected readonly entries = signal({
    title: '',
    discoveredOn: '',
    breachedOn: '',
    reportedOn: '',
    people: null as number | null,
    fault: '' as Fault | '',
    ourData: 'UNKNOWN' as Knowledge,
    dataClasses: [] as readonly string[],
    causes: [] as readonly string[],
    sourceUrl: '',
    description: '',
  });
  private readonly say = inject(Say);
  private readonly graphql = inject(Graphql);
  protected readonly form = form(this.entries, (path) => {
    required(path.title);
    min(path.people, 0);
    validate(path.discoveredOn, ({ value, valueOf }) =>
      value() || valueOf(path.breachedOn) || valueOf(path.reportedOn)
        ? undefined
        : { kind: 'someDay', message: this.say.text('vendors.breach.someDay') },
    );
  });

  protected readonly save = async (): Promise<void> => {
    const entries = this.entries();
    const input = {
      ...nulled(entries),
      description: entries.description,
      // None ticked is "not known", which counts as if health data had been in it.
      dataClasses: entries.dataClasses.length
        ? DATA_CLASSES.filter((each) => entries.dataClasses.includes(each))
        : null,
      causes: VERIS_ACTIONS.filter((each) => entries.causes.includes(each)),
      vendor: this.vendor().id,
    };
    const reply = await this.graphql.mutate(RecordBreachDocument, { input });
    const { id } = this.vendor();
    const match = reply.recordBreach.matches.find(({ vendor }) => vendor.id === id);
    this.desk.saved(match?.vendor.score);
  };
}
