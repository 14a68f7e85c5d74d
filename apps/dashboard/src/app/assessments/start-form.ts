import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  StartAssessmentDocument,
  VendorChoicesDocument,
  type TemplatesQuery,
} from '@chaperone/contract/assessments';
import { Graphql, graphqlResource } from '../api/index.js';
import { FieldErrors, SearchBox, Toasts, Waiting } from '../shell/ui/index.js';
import { FormFrame } from '../vendors/forms/form-frame.js';
import { InvalidMark } from '../vendors/forms/invalid-mark.js';
import { Say } from '../vendors/say.js';

/** Vendors offered at once; a longer search makes the list fit. */
const MOST_VENDORS = 8;

/** Puts a questionnaire to a vendor and opens it; one that is open already is opened again. */
@Component({
  selector: 'ch-start-form',
  imports: [FieldErrors, FormField, FormFrame, InvalidMark, SearchBox, TranslocoPipe, Waiting],
  template: `
    <ch-form-frame
      [heading]="'assessments.start.heading' | transloco"
      [action]="'assessments.start.action' | transloco"
      [form]="form"
      [save]="save"
      (closed)="closed.emit()"
    >
      <fieldset>
        <legend>{{ 'assessments.vendor' | transloco }}</legend>
        <ch-search
          [label]="'assessments.start.search' | transloco"
          [hint]="'assessments.start.searchHint' | transloco"
          [asked]="asked()"
          (searched)="asked.set($event)"
          (keydown.enter)="$event.preventDefault()"
        />
        <ch-waiting [on]="read" shape="line" />
        @for (vendor of vendors(); track vendor.id) {
          <label class="check">
            <input
              type="radio"
              name="vendor"
              [value]="vendor.id"
              [checked]="entries().vendor === vendor.id"
              (change)="choose(vendor.id)"
            />
            <span
              >{{ vendor.displayName }} <span class="quiet small">{{ vendor.ref }}</span></span
            >
          </label>
        } @empty {
          @if (read.value()) {
            <p class="quiet">{{ 'assessments.start.noVendor' | transloco }}</p>
          }
        }
        @if (more(); as count) {
          <p class="quiet small">{{ 'assessments.start.more' | transloco: { count } }}</p>
        }
        <ch-errors [of]="form.vendor" />
      </fieldset>
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
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      font-size: 0.875rem;
      font-weight: 550;
    }
    ch-search {
      display: block;
      margin-block: 0.25rem;
    }
    p {
      margin: 0.25rem 0 0;
    }
    .due {
      max-inline-size: 14rem;
    }
  `,
})
export class StartForm {
  readonly templates = input.required<TemplatesQuery['templates']['items']>();
  readonly closed = output();

  protected readonly asked = signal('');
  protected readonly entries = signal({ vendor: '', template: '', dueOn: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.vendor);
    required(path.template);
  });
  protected readonly read = graphqlResource(VendorChoicesDocument, () => ({
    search: this.asked().trim(),
    limit: MOST_VENDORS,
  }));
  protected readonly vendors = computed(() => this.read.value()?.vendors.items ?? []);
  protected readonly more = computed(
    () => (this.read.value()?.vendors.totalCount ?? 0) - this.vendors().length,
  );
  /** Only what is published can be put to a vendor. */
  protected readonly offered = computed(() => this.templates().filter((each) => each.latest));
  private readonly graphql = inject(Graphql);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected choose(vendor: string): void {
    this.entries.update((entries) => ({ ...entries, vendor }));
  }

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
