import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { DecideServiceDocument } from '@chaperone/contract/vendors';
import { DATA_CLASSES, DECISION_OUTCOMES, type DecisionOutcome } from '@chaperone/risk-model';
import { Graphql } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { FieldErrors } from '../../shell/ui/field-errors.js';
import { Icon } from '../../shell/ui/index.js';
import { VendorDesk, type Service } from '../page/vendor-desk.js';
import { Say } from '../say.js';
import { FormFrame } from './form-frame.js';
import { InvalidMark } from './invalid-mark.js';
import { Picks } from './picks.js';

/** A decision about a service. Agreements that are missing stand above it as what they are: gates. */
@Component({
  selector: 'ch-decision-form',
  imports: [FieldErrors, FormField, FormFrame, Icon, InvalidMark, Picks, TranslocoPipe, WordPipe],
  templateUrl: './decision-form.html',
  styleUrl: './forms.scss',
})
export class DecisionForm {
  readonly service = input.required<Service>();
  readonly closed = output();

  protected readonly desk = inject(VendorDesk);
  protected readonly outcomes = DECISION_OUTCOMES;
  protected readonly entries = signal({
    outcome: 'APPROVED' as DecisionOutcome,
    conditions: '',
    conditionsDue: '',
    validUntil: '',
    dataClasses: [] as readonly string[],
  });
  protected readonly form = form(this.entries, (path) => {
    required(path.conditions, {
      when: ({ valueOf }) => valueOf(path.outcome) === 'APPROVED_WITH_CONDITIONS',
    });
  });
  /** What the service receives; where nobody has said, any. */
  protected readonly classes = computed(() => this.service().dataClasses ?? DATA_CLASSES);
  protected readonly gaps = computed(() =>
    this.service()
      .covers.filter((cover) => cover.need === 'NEEDED' && !cover.inForce)
      .map((cover) => this.say.word('coverKind', cover.kind)),
  );
  private readonly graphql = inject(Graphql);
  private readonly say = inject(Say);
  private filled = false;

  constructor() {
    effect(() => {
      const { dataClasses } = this.service();
      if (this.filled) return;
      this.filled = true;
      this.entries.update((entries) => ({ ...entries, dataClasses: dataClasses ?? [] }));
    });
  }

  protected readonly save = async (): Promise<void> => {
    const { outcome, conditions, conditionsDue, validUntil, dataClasses } = this.entries();
    const conditional = outcome === 'APPROVED_WITH_CONDITIONS';
    const input = {
      service: this.service().id,
      outcome,
      dataClasses: DATA_CLASSES.filter((each) => dataClasses.includes(each)),
      ...(conditional && { conditions, conditionsDue: conditionsDue || null }),
      ...(outcome !== 'REJECTED' && { validUntil: validUntil || null }),
    };
    const reply = await this.graphql.mutate(DecideServiceDocument, { input });
    this.desk.saved(reply.decideService.vendor.score);
  };
}
