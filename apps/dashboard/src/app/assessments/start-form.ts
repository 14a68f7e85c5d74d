import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { StartAssessmentDocument, type TemplatesQuery } from '@chaperone/contract/assessments';
import { Graphql } from '../api/index.js';
import { FieldErrors } from '../shell/ui/field-errors.js';
import { Toasts } from '../shell/ui/index.js';
import { FormFrame } from '../vendors/forms/form-frame.js';
import { InvalidMark } from '../vendors/forms/invalid-mark.js';
import { VendorPicker } from '../vendors/forms/vendor-picker.js';
import { Say } from '../vendors/say.js';

/** Puts a questionnaire to a vendor and opens it; one that is open already is opened again. */
@Component({
  selector: 'ch-start-form',
  imports: [FieldErrors, FormField, FormFrame, InvalidMark, TranslocoPipe, VendorPicker],
  template: `
    <ch-form-frame
      [heading]="'assessments.start.heading' | transloco"
      [action]="'assessments.start.action' | transloco"
      [form]="form"
      [save]="save"
      (closed)="closed.emit()"
    >
      <div>
        <ch-vendor-picker [label]="'assessments.vendor' | transloco" [formField]="form.vendor" />
        <ch-errors [of]="form.vendor" />
      </div>
      <label class="field">
        <span>{{ 'assessments.template' | transloco }}</span>
        <select [formField]="form.template">
          <option value="">{{ 'assessments.start.choose' | transloco }}</option>
          @for (each of offered(); track each.id) {
            <option [value]="each.key">{{ each.title }}</option>
          }
        </select>
        <ch-errors [of]="form.template" />
      </label>
      <label class="field due">
        <span>{{ 'assessments.start.due' | transloco }}</span>
        <input type="date" [formField]="form.dueOn" />
      </label>
    </ch-form-frame>
  `,
  styles: `
    .due {
      max-inline-size: 14rem;
    }
  `,
})
export class StartForm {
  readonly templates = input.required<TemplatesQuery['templates']['items']>();
  readonly closed = output();

  protected readonly entries = signal({ vendor: '', template: '', dueOn: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.vendor);
    required(path.template);
  });
  /** Only what is published can be put to a vendor. */
  protected readonly offered = computed(() => this.templates().filter((each) => each.latest));
  private readonly graphql = inject(Graphql);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected readonly save = async (): Promise<void> => {
    const { vendor, template, dueOn } = this.entries();
    const { recordAnswers: started } = await this.graphql.mutate(StartAssessmentDocument, {
      input: { vendor, template, answers: [], ...(dueOn && { dueOn }) },
    });
    const isNew = started.answeredCount === 0 && started.status === 'IN_PROGRESS';
    const values = { ref: started.ref, vendor: started.vendor.displayName };
    this.toasts.show(this.say.text(`assessments.start.${isNew ? 'done' : 'known'}`, values));
    await this.router.navigate(['/assessments', started.ref]);
  };
}
